/** A real `kata serve` and other commands that go on until they are ended. Knows nothing of the test runner. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { built } from "../paths.ts";
import { environment, kata } from "./support.ts";

const START_MS = 120_000;
const SEE_MS = 60_000;

const running = new Set<Background>();

/** Ends every command that still runs. */
export async function endBackground(): Promise<void> {
  for (const one of running) await one.end("SIGKILL");
}

/** A command without a terminal, and everything that it has printed. */
export class Background {
  output = "";
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;

  constructor(args: readonly string[], { cwd, env }: { cwd: string; env?: Readonly<Record<string, string>> }) {
    this.#child = spawn(process.execPath, [built("cli.js"), ...args], {
      cwd,
      env: environment(env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(this);
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        this.output += chunk;
      });
    this.ended = new Promise((resolve) => {
      this.#child.on("close", (status) => {
        running.delete(this);
        resolve(status);
      });
    });
  }

  /** Waits for what it should print. @throws with all that it printed instead */
  async see(wanted: RegExp, limitMs = SEE_MS): Promise<RegExpExecArray> {
    const until = Date.now() + limitMs;
    for (;;) {
      const found = wanted.exec(this.output);
      if (found) return found;
      if (Date.now() > until || this.#child.exitCode !== null)
        throw new Error(`It never printed ${wanted}:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  end(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended;
  }
}

/** A server with SQLite in a folder, which may be killed and started again at the same address. */
export class ServedFolder {
  url = "";
  #process: Background | undefined;

  constructor(readonly folder: string) {}

  /** Makes the organiser's secret, before the first start. @returns the environment in which `kata assess` finds it and the server */
  async open(): Promise<Record<string, string>> {
    const file = join(this.folder, "secret");
    rmSync(file, { force: true });
    const { status, stderr } = await kata(["admin", "secret", "--reset", "--to", file, "--data", this.#data], {
      cwd: this.folder,
    });
    if (status !== 0) throw new Error(stderr);
    await this.start();
    return { KATAGRAD_SERVER: this.url, KATAGRAD_SECRET: readFileSync(file, "utf8").trim() };
  }

  async start(): Promise<void> {
    const port = this.url === "" ? "0" : new URL(this.url).port;
    // The attempts of a drill are ours: a machine without bubblewrap may grade them.
    const args = ["serve", "--data", this.#data, "--port", port, "--jobs", "1", "--unsafe-isolation", "process"];
    this.#process = new Background(args, { cwd: this.folder, env: { KATAGRAD_LOG: "error" } });
    [, this.url] = await this.#process.see(/Listening on (http:\S+)/, START_MS);
  }

  /** As when the machine loses its power. */
  async kill(): Promise<void> {
    await this.#process?.end("SIGKILL");
  }

  async stop(): Promise<number | null> {
    return (await this.#process?.end("SIGTERM")) ?? null;
  }

  get #data(): string {
    return join(this.folder, "data");
  }
}
