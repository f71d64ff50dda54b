/** Asks TypeScript about an attempt, in a thread of its own: type errors come beside the verdict and never delay it. */
import { resolve as absolute, basename, dirname } from "node:path";
import { Worker } from "node:worker_threads";
import { HarnessFault } from "../fault.ts";
import type { Text } from "../kata.ts";
import { built } from "../paths.ts";

/** What TypeScript says about a place in an attempt, in its own English words. */
export interface TypeProblem {
  /** Relative to the attempt's folder, with `/`. */
  readonly file: string;
  /** Counts from 1, as `column` does. */
  readonly line: number;
  readonly column: number;
  /** 2322 for what TypeScript prints as TS2322. */
  readonly code: number;
  /** One line of at most 300 characters that a terminal can print. */
  readonly message: string;
}

export interface TypeRequest {
  /** Absolute, as `entry` is; an attempt's files lie in it. */
  readonly folder: string;
  readonly entry: string;
}

export interface TypeCheckerOptions {
  /** For one check; the start of the thread has its own limit. */
  readonly limitMs?: number;
  readonly memoryMb?: number;
}

/** The thread's first message, when it has read TypeScript and its library; each later one answers the one request it has. */
export const READY = "ready";

const START_MS = 30_000;

interface Job {
  readonly entry: string;
  readonly resolve: (problems: TypeProblem[]) => void;
}

/**
 * A thread that keeps TypeScript's LanguageService warm. It starts with the first check, checks one attempt at a time, and never
 * keeps the process alive: whoever awaits a check at the end of a command needs something else that does.
 */
export class TypeChecker {
  readonly #limitMs: number;
  readonly #memoryMb: number;
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Job | undefined;
  #waiting: Job | undefined;
  #lastFault: HarnessFault | undefined;

  constructor({ limitMs = 10_000, memoryMb = 512 }: TypeCheckerOptions = {}) {
    this.#limitMs = limitMs;
    this.#memoryMb = memoryMb;
  }

  /** Why the latest check gave no answer; undefined when it gave one, and while it runs. */
  get lastFault(): HarnessFault | undefined {
    return this.#lastFault;
  }

  /**
   * At most 20 problems of the attempt's own files, those of its entry first. Never rejects. `[]` is an answer only when `lastFault`
   * is undefined and no newer check was asked for: a newer check makes every older one resolve to `[]` at once, and so does `close`;
   * a file that cannot be read has no problems, since the compiler tells why.
   */
  check(entryFile: string): Promise<TypeProblem[]> {
    this.#supersede();
    return new Promise((resolve) => {
      this.#waiting = { entry: absolute(entryFile), resolve };
      if (!this.#running) this.#next();
    });
  }

  /** Ends the thread. A later check starts another. */
  close(): void {
    this.#supersede();
    this.#waiting = undefined;
    this.#endWorker();
  }

  #supersede(): void {
    this.#running?.resolve([]);
    this.#waiting?.resolve([]);
  }

  #next(): void {
    const job = this.#waiting;
    this.#running = job;
    this.#waiting = undefined;
    if (!job) return;
    this.#lastFault = undefined;
    if (this.#worker) this.#startClock(tooLong(job.entry, this.#limitMs), this.#limitMs);
    else this.#worker = this.#startWorker();
    const request: TypeRequest = { folder: dirname(job.entry), entry: job.entry };
    this.#worker.postMessage(request);
  }

  #startWorker(): Worker {
    const worker = new Worker(built("type-checker.js"), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.#memoryMb },
    });
    this.#startClock(
      new HarnessFault(
        {
          en: `The type checker did not start within ${START_MS / 1_000} s.`,
          zh: `类型检查器未能在 ${START_MS / 1_000} 秒内启动。`,
        },
        REBUILD,
      ),
      START_MS,
    );
    worker.on("message", (message: typeof READY | TypeProblem[]) => {
      const job = this.#running;
      if (worker !== this.#worker || !job) return;
      clearTimeout(this.#timer);
      if (message === READY) return this.#startClock(tooLong(job.entry, this.#limitMs), this.#limitMs);
      job.resolve(message);
      this.#next();
    });
    worker.on("error", (error) => {
      if (worker === this.#worker) this.#giveUp(stopped(this.#running?.entry, error as NodeJS.ErrnoException));
    });
    // After the listeners: one for messages holds the process again.
    worker.unref();
    return worker;
  }

  #startClock(fault: HarnessFault, limitMs: number): void {
    this.#timer = setTimeout(() => this.#giveUp(fault), limitMs).unref();
  }

  #giveUp(fault: HarnessFault): void {
    this.#lastFault = fault;
    this.#running?.resolve([]);
    this.#endWorker();
    this.#next();
  }

  #endWorker(): void {
    clearTimeout(this.#timer);
    void this.#worker?.terminate();
    this.#worker = undefined;
    this.#running = undefined;
  }
}

const ANNOTATE: Text = {
  en: "The grading goes on without it; give long inferred types a name or an annotation.",
  zh: "评测会继续，但没有类型检查；请为过长的推断类型命名或加标注。",
};
const REBUILD: Text = {
  en: "Run `npm run build`; if it stays, report it.",
  zh: "请运行 `npm run build`；若仍然出现，请反馈给我们。",
};

function tooLong(entry: string, limitMs: number): HarnessFault {
  return new HarnessFault(
    {
      en: `The type check of ${basename(entry)} did not end within ${limitMs / 1_000} s.`,
      zh: `${basename(entry)} 的类型检查未能在 ${limitMs / 1_000} 秒内结束。`,
    },
    ANNOTATE,
  );
}

function stopped(entry: string | undefined, error: NodeJS.ErrnoException): HarnessFault {
  const memory = error.code === "ERR_WORKER_OUT_OF_MEMORY" && { en: "memory", zh: "内存" };
  // TypeScript recurses as deeply as the source nests.
  const exhausted = memory || (error instanceof RangeError && { en: "stack", zh: "栈空间" });
  if (entry !== undefined && exhausted)
    return new HarnessFault(
      {
        en: `The type check of ${basename(entry)} ran out of ${exhausted.en}.`,
        zh: `${basename(entry)} 的类型检查耗尽了${exhausted.zh}。`,
      },
      ANNOTATE,
      { cause: error },
    );
  const what = { en: `The type checker stopped: ${error.message}`, zh: `类型检查器已停止：${error.message}` };
  return new HarnessFault(what, REBUILD, { cause: error });
}
