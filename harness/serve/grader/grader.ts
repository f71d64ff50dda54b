/** Work for the process that grades: started when the server starts, and again when it died. */
import type { Similarity } from "../../assess/similarity.ts";
import { HarnessFault, UsageError } from "../../fault.ts";
import type { Isolation } from "../../verdict.ts";
import { Died, WorkerProcess } from "../../witness/worker-process.ts";
import type { RunResult, TeamRecord, Work, WorkReply } from "./protocol.ts";

/** More than a submission, its kernels and its diagnosis take together; beyond it something of ours hangs. */
const WORK_MS = 120_000;

export interface GraderOptions {
  readonly packs?: readonly string[];
  /** Sandboxes that wait, started ahead of need. */
  readonly waiting: number;
  /** Whether to go on without the isolation of the operating system. */
  readonly unsafe?: boolean;
}

type Process = WorkerProcess<Work, WorkReply>;

export class Grader {
  readonly #options: GraderOptions;
  #process: Promise<Process>;
  #isolation: Isolation;
  #closed = false;

  private constructor(options: GraderOptions, process: Process, isolation: Isolation) {
    this.#options = options;
    this.#process = Promise.resolve(process);
    this.#isolation = isolation;
  }

  /** @throws UsageError below the isolation of the operating system, HarnessFault when it does not start */
  static async start(options: GraderOptions): Promise<Grader> {
    const { process, isolation } = await start(options);
    return new Grader(options, process, isolation);
  }

  get isolation(): Isolation {
    return this.#isolation;
  }

  get pid(): Promise<number | undefined> {
    return this.#process.then(({ pid }) => pid);
  }

  /** @throws HarnessFault when it is our fault; never because of the attempt */
  async grade(kata: string, source: string, secret: string): Promise<TeamRecord> {
    const reply = await this.#ask({ type: "grade", kata, source, secret });
    if (reply.type !== "graded") throw strange(reply);
    return reply.graded;
  }

  async run(kata: string, source: string): Promise<RunResult> {
    const reply = await this.#ask({ type: "run", kata, source });
    if (reply.type !== "ran") throw strange(reply);
    return reply.run;
  }

  async compare(kata: string, attempts: readonly { session: string; text: string }[]): Promise<Similarity> {
    const reply = await this.#ask({ type: "compare", kata, attempts });
    if (reply.type !== "compared") throw strange(reply);
    return reply.similarity;
  }

  /** Ends the process; what it holds is given up. */
  async close(): Promise<void> {
    this.#closed = true;
    const process = await this.#process.catch(() => undefined);
    await process?.end();
  }

  async #ask(work: Work): Promise<WorkReply> {
    const process = await this.#process;
    try {
      return await process.call(work, WORK_MS);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      this.#restart(process);
      throw new HarnessFault(
        error.because === "time"
          ? { en: "The process that grades died: it gave no answer in time", zh: "评测进程已终止：未能按时应答" }
          : { en: `The process that grades died: ${error.message}`, zh: `评测进程已终止：${error.message}` },
        { en: "It was started again; the work is tried once more.", zh: "它已重新启动；这项工作会再试一次。" },
      );
    }
  }

  /** Once for each death, however many were waiting. */
  #restart(dead: Process): void {
    const before = this.#process;
    this.#process = before.then(async (current) => {
      if (current !== dead || this.#closed) return current;
      const { process, isolation } = await start(this.#options);
      this.#isolation = isolation;
      return process;
    });
    this.#process.catch(() => {
      this.#process = Promise.resolve(dead);
    });
  }
}

async function start({ packs = [], waiting, unsafe = false }: GraderOptions) {
  const process: Process = new WorkerProcess("grader-process.js", [String(waiting), ...packs]);
  const reply = await process.opened.catch((error: Error) => {
    throw new HarnessFault(
      {
        en: `The process that grades does not start: ${error.message}`,
        zh: `评测进程无法启动：${error.message}`,
      },
      { en: "Run `kata doctor` to see what is missing.", zh: "请运行 `kata doctor` 查看缺少什么。" },
    );
  });
  if (reply.type !== "ready") throw strange(reply);
  if (reply.isolation !== "process" || unsafe) return { process, isolation: reply.isolation };
  await process.end();
  throw tooWeak(reply.missing);
}

function strange(reply: WorkReply): HarnessFault {
  return new HarnessFault(
    reply.type === "failed"
      ? { en: reply.message, zh: reply.message }
      : { en: `The process that grades answered ${reply.type}.`, zh: `评测进程的应答是 ${reply.type}。` },
    { en: "If it stays, run `kata doctor` and report it.", zh: "若仍然出现，请运行 `kata doctor` 并反馈给我们。" },
  );
}

function tooWeak(missing: string): UsageError {
  return new UsageError(
    {
      en: `Other people's code would run here without the isolation of the operating system: ${missing}.`,
      zh: `在这台机器上，他人的代码将在没有操作系统隔离的情况下运行：${missing}。`,
    },
    {
      en: "Install bubblewrap on Linux (`kata doctor` says more), or add --unsafe-isolation=process if you trust everybody.",
      zh: "请在 Linux 上安装 bubblewrap（`kata doctor` 有更多说明）；若信任所有人，可加 --unsafe-isolation=process。",
    },
  );
}
