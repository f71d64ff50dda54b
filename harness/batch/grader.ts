/** Grades one attempt of a batch. Whatever it does costs nobody else anything, and how busy the machine is costs it nothing. */
import type { Catalog, Kata } from "../catalog/catalog.ts";
import type { Compiled } from "../compile/compile.ts";
import { inOneLine } from "../fault.ts";
import { judgeAndKeep } from "../judge/judge.ts";
import { type PreparedKata, prepareKata } from "../judge/prepare.ts";
import { timeKata } from "../judge/speed.ts";
import { witnessKata } from "../judge/witnessed.ts";
import type { SandboxPool } from "../sandbox/pool.ts";
import type { KataResult, Problem } from "../verdict.ts";
import type { Kernels } from "../witness/kernels.ts";
import type { Witness } from "../witness/witness.ts";
import { digestKata, markOfSecret } from "./basis.ts";
import { collectGarbage } from "./collect.ts";
import type { Grading } from "./open.ts";
import { digestSources } from "./sources.ts";
import { Turns } from "./turns.ts";

/** What grading an attempt came to: a result, or a fault of ours. */
export interface Outcome {
  readonly result?: KataResult;
  readonly fault?: unknown;
  /** SHA-256 over the attempt's sources. */
  readonly sources: string;
  readonly basis: Basis;
}

export interface Basis {
  readonly kata: string;
  readonly secret?: string;
}

export interface GraderOptions {
  readonly catalog: Catalog;
  readonly pool: SandboxPool;
  readonly kernels: Kernels;
  readonly witness?: Witness;
  readonly secret?: string;
  readonly jobs: number;
  /** Whether the parts that pass are timed too. */
  readonly time?: boolean;
  readonly signal: AbortSignal;
}

/** Attempts between two collections of garbage. */
const COLLECT_AFTER = 100;

export class Grader {
  readonly #prepared = new Map<Kata, Promise<PreparedKata>>();
  readonly #turns = new Turns();
  readonly #secret: string | undefined;
  #attempts = 0;

  constructor(readonly options: GraderOptions) {
    this.#secret = markOfSecret(options.secret);
  }

  /**
   * A clock that ran out beside other gradings proves nothing, nor does a sandbox that did not start: such an attempt is graded once
   * more with the machine to itself, and that counts. Gradings go on beside each other with `time` too, since most of what fails is not
   * timed at all; whoever is timed has the machine to itself. @throws the signal's reason
   */
  async grade(grading: Grading): Promise<Outcome> {
    const { signal, jobs, time } = this.options;
    let graded = await this.#turns.beside(() => this.#attempt(grading));
    signal.throwIfAborted();
    if (jobs > 1 && mayBeOfLoad(graded.outcome)) graded = await this.#turns.alone(() => this.#attempt(grading));
    const passed = graded.outcome.result?.parts.some(({ verdict }) => verdict === "passed");
    if (!time || !graded.outcome.result) return graded.outcome;
    const timing = () => this.#time(grading, graded);
    return passed ? this.#turns.alone(timing) : timing();
  }

  /** What verdicts on a kata rest on beside the attempt. @throws HarnessFault */
  async basisOf(kata: Kata): Promise<Basis> {
    const digest = await digestKata(this.options.catalog, kata);
    return { kata: digest, ...(this.#secret !== undefined && { secret: this.#secret }) };
  }

  async #attempt({ kata, file, siblings }: Grading): Promise<Graded> {
    const { pool, kernels, signal } = this.options;
    // Here nobody is being timed.
    if (++this.#attempts % COLLECT_AFTER === 0) collectGarbage();
    const sources = digestSources(file, siblings);
    let basis: Basis = { kata: "" };
    try {
      basis = await this.basisOf(kata);
      const prepared = await this.#prepare(kata);
      const { result, compiled } = await judgeAndKeep(prepared, file, { pool, siblings, kernels, signal });
      return { outcome: { result, sources, basis }, compiled };
    } catch (fault) {
      signal.throwIfAborted();
      return { outcome: { fault, sources, basis } };
    }
  }

  async #time({ kata }: Grading, { outcome, compiled }: Graded): Promise<Outcome> {
    const { result, ...rest } = outcome;
    if (!result) return outcome;
    const { pool, secret, signal } = this.options;
    try {
      const prepared = await this.#prepare(kata);
      return { ...rest, result: await timeKata(prepared, compiled, result, { pool, secret, signal }) };
    } catch (fault) {
      signal.throwIfAborted();
      return { ...rest, fault };
    }
  }

  #prepare(kata: Kata): Promise<PreparedKata> {
    const { catalog, secret, witness } = this.options;
    const known = this.#prepared.get(kata);
    if (known) return known;
    const plain = prepareKata(catalog, kata, { secret });
    const prepared = witness ? plain.then((one) => witnessKata(one, witness)) : plain;
    this.#prepared.set(kata, prepared);
    return prepared;
  }
}

interface Graded {
  readonly outcome: Outcome;
  /** What was graded, if it compiled. */
  readonly compiled?: Compiled;
}

/** What a fault says in a record. */
export function tellFault(fault: unknown): string {
  return inOneLine(fault, "en");
}

/** Whether a busy machine may have decided it. */
function mayBeOfLoad({ result }: Outcome): boolean {
  if (!result) return true;
  const cases = result.parts.flatMap((part) => part.cases);
  return isLimit(result.problem) || cases.some((one) => one.verdict === "time-limit" || isLimit(one.problem));
}

function isLimit(problem: Problem | undefined): boolean {
  return problem?.why?.what === "limit";
}
