/** The second witness: the twins of the references on tfjs, in a process of their own that is begun again when it dies. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { HarnessFault } from "../fault.ts";
import { built } from "../paths.ts";
import type { BackendChoice, BackendInfo, Compute, Missing, Reply } from "./protocol.ts";

/** One call of a twin; the first one compiles its shaders. */
const CALL_MS = 120_000;
const OPEN_MS = 60_000;
const STDERR_CHARACTERS = 4_000;

export interface WitnessInfo extends BackendInfo {
  /** What `auto` looked for first and did not find. */
  readonly missing: readonly Missing[];
}

export class Witness {
  readonly info: WitnessInfo;
  readonly #choice: BackendChoice;
  #worker: Worker | undefined;
  /** Calls run one after the other, as they do on the device. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(choice: BackendChoice, worker: Worker, info: WitnessInfo) {
    this.#choice = choice;
    this.#worker = worker;
    this.info = info;
  }

  /** @throws HarnessFault when the backend is not to be had here: what is missing, and what to install */
  static async open(choice: BackendChoice): Promise<Witness> {
    const [worker, info] = await start(choice);
    return new Witness(choice, worker, info);
  }

  /**
   * The result of a twin: plain numbers in nested arrays.
   * @param file the module that holds the twin
   * @throws HarnessFault when the twin fails, or its process dies twice
   */
  compute(file: string, part: string, args: readonly unknown[]): Promise<unknown> {
    const result = this.#turn.then(() => this.#compute(file, part, args));
    this.#turn = result.catch(() => {});
    return result;
  }

  /** The exit status of its process, 0 when the driver let it go in peace. */
  async close(): Promise<number | null> {
    await this.#turn;
    const status = this.#worker ? await this.#worker.end() : 0;
    this.#worker = undefined;
    return status;
  }

  async #compute(file: string, part: string, args: readonly unknown[]): Promise<unknown> {
    for (let deaths = 0; ; ) {
      this.#worker ??= (await start(this.#choice))[0];
      try {
        return await this.#worker.call({ file, part, args });
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        this.#worker = undefined;
        if (++deaths === 2)
          throw new HarnessFault(
            `The ${this.info.name} backend died twice on ${part}: ${error.message}.`,
            "Grade with `--backend cpu`, and look after the graphics driver.",
          );
      }
    }
  }
}

class Died extends Error {}

/** One process. It serves until it dies or is ended; a call that is under way then is told. */
class Worker {
  readonly #child: ChildProcess;
  readonly #exit: Promise<[number | null]>;
  readonly #pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #calls = 0;
  #stderr = "";
  /** Its first message. */
  readonly opened: Promise<Reply>;

  constructor(choice: BackendChoice) {
    this.#child = fork(built("witness-worker.js"), [choice], {
      execArgv: [],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      // Drivers complain about a missing run-time folder on every start.
      env: { XDG_RUNTIME_DIR: "/tmp", ...process.env },
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_CHARACTERS);
    });
    this.#exit = once(this.#child, "exit") as Promise<[number | null]>;
    this.opened = new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#kill("it did not start in time"), OPEN_MS);
      this.#child.once("message", (reply: Reply) => {
        clearTimeout(timer);
        resolve(reply);
      });
      this.#child.once("exit", (status, signal) => {
        clearTimeout(timer);
        reject(new Died(this.#lastWords(signal ?? `exit status ${status}`)));
      });
    });
    this.opened.catch(() => {});
    this.#child.on("message", (reply: Reply) => {
      if (reply.type === "value") this.#settle(reply.id)?.resolve(reply.value);
      if (reply.type === "failed")
        this.#settle(reply.id)?.reject(
          new HarnessFault(
            `A tfjs twin failed: ${reply.message}.`,
            "Mend it; `kata dev check --backend cpu` tells when it is right.",
          ),
        );
    });
    this.#child.on("exit", (status, signal) => {
      const died = new Died(this.#lastWords(signal ?? `exit status ${status}`));
      for (const { reject } of this.#pending.values()) reject(died);
      this.#pending.clear();
    });
  }

  get stderr(): string {
    return this.#stderr;
  }

  call(asked: Omit<Compute, "id">): Promise<unknown> {
    const id = this.#calls++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#kill(`no answer within ${CALL_MS / 1000} s`), CALL_MS);
      const done = <T>(settle: (value: T) => void) => {
        return (value: T) => {
          clearTimeout(timer);
          settle(value);
        };
      };
      this.#pending.set(id, { resolve: done(resolve), reject: done(reject) });
      this.#child.send({ id, ...asked }, (error) => {
        if (error) this.#settle(id)?.reject(new Died(error.message));
      });
    });
  }

  /** Lets it end by itself. */
  async end(): Promise<number | null> {
    if (this.#child.connected) this.#child.disconnect();
    const [status] = await this.#exit;
    return status;
  }

  #settle(id: number) {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #kill(why: string): void {
    this.#stderr += `\n${why}`;
    this.#child.kill("SIGKILL");
  }

  #lastWords(ending: string): string {
    const last = this.#stderr.trim().split("\n").at(-1);
    return last ? `${ending}, ${last.trim()}` : ending;
  }
}

async function start(choice: BackendChoice): Promise<[Worker, WitnessInfo]> {
  const worker = new Worker(choice);
  const reply = await worker.opened.catch((error: Error) => {
    throw new HarnessFault(
      `The process of the tfjs backend does not start: ${error.message}.`,
      "Run `npm ci` again; `kata doctor` shows what works.",
    );
  });
  if (reply.type === "ready")
    return [worker, { ...reply.backend, missing: reply.missing.map((one) => explained(one, worker.stderr)) }];
  await worker.end();
  const [first] = reply.type === "missing" ? reply.missing.map((one) => explained(one, worker.stderr)) : [];
  throw new HarnessFault(
    `The ${first?.backend ?? choice} backend is not available: ${first?.message ?? "it does not start"}.`,
    first ? remedyFor(first) : "`kata doctor` shows what works.",
  );
}

/** The loader and the drivers say on standard error why there is no adapter. */
function explained(missing: Missing, stderr: string): Missing {
  if (missing.reason !== "no-adapter") return missing;
  if (/libvulkan\.so\.1: cannot open/.test(stderr))
    return { ...missing, reason: "no-loader", message: "the Vulkan loader is not installed (libvulkan.so.1)" };
  const refused = /Vulkan .* required/.exec(stderr);
  if (refused)
    return { ...missing, reason: "old-driver", message: `the Vulkan driver is too old: ${refused[0].trim()}` };
  return { ...missing, reason: "no-driver", message: "there is no graphics adapter (no Vulkan driver was found)" };
}

const SOFTWARE =
  "for a software adapter on Debian `apt-get install chromium-common` and set VK_ICD_FILENAMES=/usr/lib/chromium/vk_swiftshader_icd.json";

/** What to do about a backend that is missing. */
export function remedyFor({ reason }: Missing): string {
  switch (reason) {
    case "no-loader":
      return `Install the loader (Debian: \`apt-get install libvulkan1\`) and the driver of your card; ${SOFTWARE}.`;
    case "old-driver":
      return `Install a newer driver (Mesa 25 or later, or your card's own); ${SOFTWARE}.`;
    case "no-driver":
    case "null-adapter":
      return `Install the driver of your card; ${SOFTWARE}.`;
    case "no-bindings":
      return "Run `npm ci` again: the package `webgpu` brings binaries for Linux, macOS and Windows on x86-64 and arm64.";
    default:
      return "Run `npm ci` again; `--backend cpu` works everywhere.";
  }
}
