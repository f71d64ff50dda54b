/** A process of ours that answers questions one after the other: starts, is asked, may die, may be killed for taking too long. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { built } from "../paths.ts";

const OPEN_MS = 60_000;
const STDERR_CHARACTERS = 4_000;

/** It is gone: by itself, or because we ended it. */
export class Died extends Error {
  constructor(
    message: string,
    /** Why we killed it; undefined when it died by itself. */
    readonly because?: string,
  ) {
    super(message);
  }
}

/** What every answer carries; the first message of a worker, before any question, has no number. */
interface Numbered {
  readonly id?: number;
}

export class WorkerProcess<Asked extends object, Reply extends Numbered> {
  readonly #child: ChildProcess;
  readonly #exit: Promise<[number | null]>;
  readonly #pending = new Map<number, { resolve: (reply: Reply) => void; reject: (error: Error) => void }>();
  #calls = 0;
  #stderr = "";
  #because: string | undefined;
  /** Its first message. @throws Died */
  readonly opened: Promise<Reply>;

  /** @param script its file in dist/ */
  constructor(script: string, args: readonly string[]) {
    this.#child = fork(built(script), args, {
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
      const timer = setTimeout(() => this.kill("it did not start in time"), OPEN_MS);
      this.#child.once("message", (reply: Reply) => {
        clearTimeout(timer);
        resolve(reply);
      });
      this.#child.once("exit", (status, signal) => {
        clearTimeout(timer);
        reject(this.#died(signal ?? `exit status ${status}`));
      });
    });
    this.opened.catch(() => {});
    this.#child.on("message", (reply: Reply) => {
      if (reply.id !== undefined) this.#settle(reply.id)?.resolve(reply);
    });
    this.#child.on("exit", (status, signal) => {
      for (const { reject } of this.#pending.values()) reject(this.#died(signal ?? `exit status ${status}`));
      this.#pending.clear();
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The end of what it and its driver wrote to standard error. */
  get stderr(): string {
    return this.#stderr;
  }

  /** @throws Died, also when there is no answer within `limitMs`: then it was killed */
  call(asked: Asked, limitMs: number): Promise<Reply> {
    const id = this.#calls++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.kill("time"), limitMs);
      const done = <T>(settle: (value: T) => void) => {
        return (value: T) => {
          clearTimeout(timer);
          settle(value);
        };
      };
      this.#pending.set(id, { resolve: done(resolve), reject: done(reject) });
      this.#child.send({ id, ...asked }, (error) => {
        if (error) this.#settle(id)?.reject(this.#died(error.message));
      });
    });
  }

  /** Lets it end by itself. Its exit status. */
  async end(): Promise<number | null> {
    if (this.#child.connected) this.#child.disconnect();
    const [status] = await this.#exit;
    return status;
  }

  kill(because: string): void {
    this.#because = because;
    this.#child.kill("SIGKILL");
  }

  #settle(id: number) {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #died(ending: string): Died {
    const last = this.#stderr.trim().split("\n").at(-1);
    return new Died(last ? `${ending}, ${last.trim()}` : ending, this.#because);
  }
}
