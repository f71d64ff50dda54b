/** Grades a kata on each save: the newest save wins, and none is lost. */
import type { Catalog, Kata } from "../catalog/catalog.ts";
import type { TypeChecker } from "../compile/type-check.ts";
import { judge } from "../judge/judge.ts";
import { type PreparedKata, prepareKata } from "../judge/prepare.ts";
import type { SandboxPool } from "../sandbox/pool.ts";
import type { KataResult } from "../verdict.ts";
import { Kernels } from "../witness/kernels.ts";
import type { WatchEvent } from "./state.ts";

/** A file caught half-written does not compile: such a verdict waits until the watcher has looked again. */
const SETTLE_MS = 20;

export class Grader {
  readonly #prepared = new Map<string, Promise<PreparedKata>>();
  readonly #running = new Map<string, AbortController>();
  readonly #kernels = new Kernels();

  constructor(
    readonly catalog: Catalog,
    readonly pool: SandboxPool,
    readonly types: TypeChecker,
    readonly attemptFile: (kata: string) => string,
    readonly emit: (event: WatchEvent) => void,
  ) {}

  /** Grades a kata now; a run of the same kata that is under way is stopped. */
  async grade(kata: Kata): Promise<KataResult | undefined> {
    this.#running.get(kata.id)?.abort();
    const run = new AbortController();
    this.#running.set(kata.id, run);
    const started = performance.now();
    const { signal } = run;
    try {
      const result = await judge(await this.#prepare(kata), this.attemptFile(kata.id), {
        pool: this.pool,
        siblings: true,
        kernels: this.#kernels,
        signal,
      });
      const wait = result.verdict === "compile-error" ? SETTLE_MS - (performance.now() - started) : 0;
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      if (signal.aborted) return undefined;
      this.emit({ type: "graded", kata: kata.id, result });
      return result;
    } catch (error) {
      if (signal.aborted) return undefined;
      this.emit({ type: "failed", kata: kata.id, error });
      return undefined;
    } finally {
      if (this.#running.get(kata.id) === run) this.#running.delete(kata.id);
    }
  }

  /** Beside the verdict, never before it. */
  async checkTypes(kata: Kata): Promise<void> {
    const problems = await this.types.check(this.attemptFile(kata.id)).catch(() => []);
    this.emit({ type: "typed", kata: kata.id, problems });
  }

  /** Loads what the first verdict and the first diagnosis of a kata need. */
  async warmUp(kata: Kata): Promise<void> {
    await (await this.#prepare(kata)).mistakes();
  }

  /** The arguments of a case, for whoever wants to see it. */
  async argumentsOf(kata: Kata, part: string, name: string): Promise<readonly unknown[]> {
    const { parts } = await this.#prepare(kata);
    return parts.find((one) => one.name === part)?.cases.find((one) => one.name === name)?.args ?? [];
  }

  async stop(): Promise<void> {
    for (const run of this.#running.values()) run.abort();
    await this.#kernels.close();
  }

  #prepare(kata: Kata): Promise<PreparedKata> {
    let prepared = this.#prepared.get(kata.id);
    if (!prepared) {
      prepared = prepareKata(this.catalog, kata);
      this.#prepared.set(kata.id, prepared);
      // A fault is told each time, and a mended fixture is read again.
      prepared.catch(() => this.#prepared.delete(kata.id));
    }
    return prepared;
  }
}
