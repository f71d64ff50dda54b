/**
 * The passage of one submission through its sandboxes: one for all its parts, and a fresh one after each that had to be stopped.
 * Cases are sent a few ahead of their answers, so that neither side waits for the other to wake up.
 */
import type { Compiled } from "../compile/compile.ts";
import { compare, typeOf, verdictOf } from "../grade/compare.ts";
import { DEFAULT_LIMITS, type Limits } from "../kata.ts";
import type { SandboxPool } from "../sandbox/pool.ts";
import { type CallReply, type Ending, type Sandbox, SandboxEnded } from "../sandbox/sandbox.ts";
import { printable } from "../text.ts";
import type { CaseResult, Problem, Verdict } from "../verdict.ts";
import type { Encoded } from "../wire.ts";
import { WGSL_CHARACTERS } from "../witness/kernels.ts";
import type { PreparedCase, PreparedKata, PreparedPart } from "./prepare.ts";
import { problemOfThrown, verdictOfThrown } from "./thrown.ts";

const CONSOLE_CHARACTERS = 16_384;
/** Extra calls that a diagnosis may make. */
const PROBE_CALLS = 400;
/** Cases on their way to the runner, or in its hands. */
const IN_FLIGHT = 64;

/** A case with the part that it belongs to. */
interface Planned {
  readonly part: PreparedPart;
  readonly one: PreparedCase;
}

/** Why an attempt does not load. */
export interface LoadFailure {
  readonly verdict: Verdict;
  readonly problem?: Problem;
}

export class Run {
  readonly #limits: Limits;
  readonly #deadline: number;
  readonly #results = new Map<PreparedCase, CaseResult>();
  #sandbox: Sandbox | undefined;
  #exports: ReadonlyMap<string, string> = new Map();
  #console = "";

  constructor(
    readonly prepared: PreparedKata,
    readonly compiled: Compiled,
    readonly pool: SandboxPool,
    readonly signal: AbortSignal | undefined,
  ) {
    this.#limits = { ...DEFAULT_LIMITS, ...prepared.kata.limits };
    this.#deadline = performance.now() + this.#limits.submissionMs;
  }

  /** What the attempt printed so far. */
  get console(): string {
    return this.#console;
  }

  /** Runs every case; the results, or why not a single one could run. @throws HarnessFault */
  async cases(): Promise<Map<PreparedCase, CaseResult> | LoadFailure> {
    const failure = await this.#load();
    if (failure) return failure;
    let queue = this.prepared.parts
      .flatMap((part) => part.cases.map((one): Planned => ({ part, one })))
      .filter((planned) => this.#isExported(planned));
    while (queue.length > 0) {
      queue = await this.#drain(queue);
      if (queue.length === 0) break;
      const again = await this.#load();
      if (again) for (const { one } of queue.splice(0)) this.#results.set(one, { ...blank(one), ...again, ran: false });
    }
    return this.#results;
  }

  /** Calls a part once more, for a diagnosis. @throws SandboxEnded */
  async call(part: string, args: Encoded): Promise<CallReply> {
    this.signal?.throwIfAborted();
    if (this.#sandbox!.ended && (await this.#load())) throw new SandboxEnded("ended-early");
    return this.#sandbox!.call(part, args, this.#remaining(this.#limits.caseMs));
  }

  end(): void {
    if (this.#sandbox) this.pool.discard(this.#sandbox);
  }

  /** A fresh sandbox with the attempt in it. */
  async #load(): Promise<LoadFailure | undefined> {
    this.signal?.throwIfAborted();
    this.end();
    this.#sandbox = await this.pool.take();
    const calls = this.prepared.parts.reduce((sum, { cases }) => sum + cases.length, 0) + PROBE_CALLS;
    try {
      const reply = await this.#sandbox.load(this.compiled.code, this.#remaining(this.#limits.loadMs), calls);
      this.#print(reply.console);
      if (!reply.loaded)
        return { verdict: verdictOfThrown(reply.error), problem: problemOfThrown(reply.error, this.compiled.locate) };
      this.#exports = reply.exports;
      return undefined;
    } catch (error) {
      return { ...this.#stopped(error, "load") };
    }
  }

  /** Runs cases until all are done or the sandbox is over. Returns those that are still to run. */
  async #drain(queue: Planned[]): Promise<Planned[]> {
    const sandbox = this.#sandbox!;
    const inFlight: { planned: Planned; reply: Promise<CallReply> }[] = [];
    for (let next = 0; next < queue.length || inFlight.length > 0; ) {
      while (next < queue.length && inFlight.length < IN_FLIGHT) {
        const planned = queue[next++];
        const reply = sandbox.call(planned.part.name, planned.one.encoded, this.#limits.caseMs, this.#deadline);
        reply.catch(() => {});
        inFlight.push({ planned, reply });
      }
      const { planned, reply } = inFlight.shift()!;
      try {
        const answer = await reply;
        this.#print(answer.console);
        const result = {
          ...blank(planned.one),
          ran: true,
          ...this.#judgeReply(planned, answer),
          durationMs: answer.durationMs,
        };
        this.#results.set(planned.one, result);
        // A process without memory left is no place for the next case, though it could still say so.
        if (result.verdict !== "memory-limit") continue;
        return this.#withoutSkipped(planned, result, [...inFlight.map((one) => one.planned), ...queue.slice(next)]);
      } catch (error) {
        const stopped = this.#stopped(error, "case");
        this.#results.set(planned.one, { ...blank(planned.one), ...stopped, ran: true });
        return this.#withoutSkipped(planned, stopped, [...inFlight.map((one) => one.planned), ...queue.slice(next)]);
      }
    }
    return [];
  }

  /** A forced stop ends its group, whose points are lost anyway; in the first group it ends the part; past the deadline, everything. */
  #withoutSkipped({ part, one }: Planned, stopped: LoadFailure, rest: readonly Planned[]): Planned[] {
    const over = performance.now() >= this.#deadline;
    const skipped = (other: Planned) =>
      over || (other.part === part && (other.one.group === one.group || one.group === part.cases[0].group));
    for (const other of rest) {
      const { verdict, problem } = stopped;
      if (skipped(other)) this.#results.set(other.one, { ...blank(other.one), verdict, problem, ran: false });
    }
    return rest.filter((other) => !skipped(other));
  }

  #isExported({ part, one }: Planned): boolean {
    const kind = this.#exports.get(part.name);
    if (kind === "function") return true;
    this.#results.set(one, {
      ...blank(one),
      verdict: "missing-export",
      ran: false,
      problem: { message: "", why: { what: "export", kind } },
    });
    return false;
  }

  #judgeReply({ one }: Planned, reply: CallReply): Partial<CaseResult> & { verdict: Verdict } {
    const { expected, held } = one;
    switch (reply.outcome) {
      case "threw":
        return { verdict: verdictOfThrown(reply.error!), problem: problemOfThrown(reply.error!, this.compiled.locate) };
      case "mutated":
        return {
          verdict: "mutated-input",
          problem: { message: "", why: { what: "mutated", argument: Number(reply.detail) } },
        };
      case "unencodable": {
        const actual = printable(String(reply.detail), 200);
        return { verdict: "wrong-type", mismatch: { kind: "type", path: "", expected: typeOf(expected), actual } };
      }
      case "value": {
        // A kernel is only the recipe: its verdict waits until it has run.
        if (one.launch && typeof reply.value === "string" && reply.value.length <= WGSL_CHARACTERS)
          return { verdict: "not-graded", actual: reply.value };
        if (one.launch)
          return {
            verdict: "wrong-type",
            mismatch: { kind: "type", path: "", expected: "string", actual: typeOf(reply.value) },
          };
        const mismatch = compare(held.expected, reply.value, held.tolerance);
        return {
          verdict: mismatch ? verdictOf(mismatch) : "passed",
          mismatch,
          expected,
          actual: reply.value,
          held,
          args: one.args,
        };
      }
    }
  }

  /** The verdict of a sandbox that is over. Anything else that was thrown is not about the attempt. */
  #stopped(error: unknown, what: "load" | "case"): LoadFailure {
    if (!(error instanceof SandboxEnded)) throw error;
    this.signal?.throwIfAborted();
    const verdict: Exclude<Ending, "stopped"> = error.ending === "stopped" ? "ended-early" : error.ending;
    if (verdict !== "time-limit") return { verdict };
    const over = performance.now() >= this.#deadline;
    const of = over ? "submission" : what;
    const ms = { submission: this.#limits.submissionMs, load: this.#limits.loadMs, case: this.#limits.caseMs }[of];
    return { verdict, problem: { message: "", why: { what: "limit", of, ms } } };
  }

  #remaining(limitMs: number): number {
    return Math.max(1, Math.min(limitMs, this.#deadline - performance.now()));
  }

  #print(text: string): void {
    const room = CONSOLE_CHARACTERS - this.#console.length;
    if (text !== "" && room > 0) this.#console += printable(text, room);
  }
}

/** A case's result before anything is known. */
export function blank(one: PreparedCase): Omit<CaseResult, "verdict" | "ran"> {
  return { name: one.name, group: one.group, shown: one.shown, sizes: one.sizes, durationMs: 0 };
}
