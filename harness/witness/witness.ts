/** The second witness: the twins of the references on tfjs, in a process of their own that is begun again when it dies. */
import { HarnessFault } from "../fault.ts";
import { explained, remedyFor, whyMissing } from "./missing.ts";
import type { BackendChoice, BackendInfo, Compute, Missing, OpenReply, TwinReply } from "./protocol.ts";
import { Died, WorkerProcess } from "./worker-process.ts";

/** One call of a twin; the first one compiles its shaders. */
const CALL_MS = 120_000;

export interface WitnessInfo extends BackendInfo {
  /** What `auto` looked for first and did not find. */
  readonly missing: readonly Missing[];
}

/** The backend lacks a kernel that a twin needs: nobody's mistake, and the case stays with float64. wasm has few gradients. */
export class Unsupported extends HarnessFault {}

type Worker = WorkerProcess<Compute, TwinReply>;

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
        const reply = await this.#worker.call({ file, part, args }, CALL_MS);
        if (reply.type === "value") return reply.value;
        if (reply.type === "unsupported")
          throw new Unsupported(reply.message, "Choose another --backend for this part.");
        throw new HarnessFault(
          `A tfjs twin failed: ${reply.type === "failed" ? reply.message : "it gave no answer"}.`,
          "Mend it; `kata dev check --backend cpu` tells when it is right.",
        );
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        this.#worker = undefined;
        if (++deaths === 2)
          throw new HarnessFault(
            {
              en: `The ${this.info.name} backend died twice on ${part}: ${error.message}.`,
              zh: `后端 ${this.info.name} 在 ${part} 上两次崩溃：${error.message}。`,
            },
            {
              en: "Grade with `--backend cpu`, and look after the graphics driver.",
              zh: "请用 `--backend cpu` 评测，并检查显卡驱动。",
            },
          );
      }
    }
  }
}

async function start(choice: BackendChoice): Promise<[Worker, WitnessInfo]> {
  const worker: Worker = new WorkerProcess("witness-worker.js", [choice]);
  return [worker, await opened(worker)];
}

/** The backend that a worker has opened. @throws HarnessFault that says what is missing; the worker has ended then */
async function opened(worker: Worker): Promise<WitnessInfo> {
  const reply: OpenReply | TwinReply = await worker.opened.catch((error: Error) => {
    throw new HarnessFault(
      {
        en: `The process of the tfjs backend does not start: ${error.message}.`,
        zh: `tfjs 后端的进程无法启动：${error.message}。`,
      },
      {
        en: "Run `npm ci` again; `kata doctor` shows what works.",
        zh: "请重新运行 `npm ci`；`kata doctor` 会显示哪些可用。",
      },
    );
  });
  if (reply.type === "ready")
    return { ...reply.backend, missing: reply.missing.map((one) => explained(one, worker.stderr)) };
  await worker.end();
  const [first] = reply.type === "missing" ? reply.missing : [];
  const missing = explained(
    first ?? { backend: "cpu", reason: "no-kernels", message: "it does not start" },
    worker.stderr,
  );
  const why = whyMissing(missing);
  throw new HarnessFault(
    {
      en: `The ${missing.backend} backend is not available: ${why.en}.`,
      zh: `${missing.backend} 后端不可用：${why.zh}。`,
    },
    remedyFor(missing),
  );
}
