/** One grading, end to end: compile, run in a sandbox, compare, diagnose. The only place that knows all four. */
import { type Compiled, type CompileProblem, compile } from "../compile/compile.ts";
import { compare, verdictOf } from "../grade/compare.ts";
import { scoreOf, scorePart } from "../grade/score.ts";
import { DEFAULT_LIMITS, type Limits } from "../kata.ts";
import type { SandboxPool } from "../sandbox/pool.ts";
import { type CallReply, type Ending, type LoadReply, type Sandbox, SandboxEnded } from "../sandbox/sandbox.ts";
import { printable } from "../text.ts";
import type { CaseResult, KataResult, PartResult, Problem, Verdict } from "../verdict.ts";
import { diagnosePart } from "./diagnosis.ts";
import type { PreparedCase, PreparedKata, PreparedPart } from "./prepare.ts";
import { problemOfThrown, verdictOfThrown } from "./thrown.ts";

export interface JudgeOptions {
  readonly pool: SandboxPool;
  /** Whether the attempt's folder is its own: a lone file may not import its neighbours. */
  readonly siblings: boolean;
  /** Ends the grading when a newer save makes it pointless; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Without it, nothing is said about the mistake behind a wrong result. */
  readonly diagnose?: boolean;
}

/** Grades an attempt. @throws HarnessFault when the fault is ours; never because of the attempt */
export async function judge(prepared: PreparedKata, attemptFile: string, options: JudgeOptions): Promise<KataResult> {
  const started = performance.now();
  const isolation = options.pool.layers.isolation;
  const finish = (outcome: Omit<KataResult, "kata" | "durationMs" | "isolation">): KataResult => ({
    kata: prepared.kata.id,
    ...outcome,
    isolation,
    durationMs: performance.now() - started,
  });
  const compiled = await compile(attemptFile, { siblings: options.siblings });
  if ("kind" in compiled) return finish(nothingRan(prepared, verdictOfCompile(compiled), problemOfCompile(compiled)));
  options.signal?.throwIfAborted();
  const run = new Run(prepared, compiled, options);
  const abort = () => run.end();
  options.signal?.addEventListener("abort", abort, { once: true });
  try {
    const outcome = await run.grade();
    options.signal?.throwIfAborted();
    return finish(outcome);
  } finally {
    options.signal?.removeEventListener("abort", abort);
    run.end();
  }
}

type Outcome = Omit<KataResult, "kata" | "durationMs" | "isolation">;

/** The passage of one submission through its sandboxes: one for all its parts, and a fresh one after each that had to be stopped. */
class Run {
  readonly #limits: Limits;
  readonly #deadline: number;
  #sandbox: Sandbox | undefined;
  #exports: ReadonlyMap<string, string> = new Map();
  #console = "";

  constructor(
    readonly prepared: PreparedKata,
    readonly compiled: Compiled,
    readonly options: JudgeOptions,
  ) {
    this.#limits = { ...DEFAULT_LIMITS, ...prepared.kata.limits };
    this.#deadline = performance.now() + this.#limits.submissionMs;
  }

  async grade(): Promise<Outcome> {
    const loaded = await this.#load();
    if ("verdict" in loaded)
      return { ...nothingRan(this.prepared, loaded.verdict, loaded.problem), console: this.#console };
    const ran: { part: PreparedPart; result: PartResult }[] = [];
    for (const part of this.prepared.parts) ran.push({ part, result: await this.#gradePart(part) });
    const parts: PartResult[] = [];
    for (const { part, result } of ran) {
      const diagnosis = this.options.diagnose === false ? undefined : await this.#diagnose(part, result, ran);
      parts.push(diagnosis ? { ...result, diagnosis } : result);
    }
    return { ...totals(this.prepared, parts), parts, console: this.#console };
  }

  end(): void {
    this.#sandbox?.kill();
  }

  /** A fresh sandbox with the attempt in it. */
  async #load(): Promise<{ loaded: true } | { verdict: Verdict; problem?: Problem }> {
    this.#sandbox = await this.options.pool.take();
    const calls = this.prepared.parts.reduce((sum, { cases }) => sum + cases.length, 0) + PROBE_CALLS;
    let reply: LoadReply;
    try {
      reply = await this.#sandbox.load(this.compiled.code, this.#remaining(this.#limits.loadMs), calls);
    } catch (error) {
      return { verdict: endingOf(error), problem: problemOfEnding(endingOf(error), "load", this.#limits.loadMs) };
    }
    this.#print(reply.console);
    if (!reply.loaded) {
      return { verdict: verdictOfThrown(reply.error), problem: problemOfThrown(reply.error, this.compiled.locate) };
    }
    this.#exports = reply.exports;
    return { loaded: true };
  }

  async #gradePart(part: PreparedPart): Promise<PartResult> {
    const kind = this.#exports.get(part.name);
    const cases: CaseResult[] = [];
    let stopped: { verdict: Verdict; group: string; problem?: Problem } | undefined;
    for (const one of part.cases) {
      if (kind !== "function") {
        cases.push({
          ...base(one),
          verdict: "missing-export",
          ran: false,
          problem: { message: "", why: { what: "export", kind } },
        });
        continue;
      }
      // A forced stop ends its group, whose points are lost anyway; in the first group it ends the part.
      if (stopped && (stopped.group === one.group || stopped.group === part.cases[0].group)) {
        cases.push({ ...base(one), verdict: stopped.verdict, ran: false, problem: stopped.problem });
        continue;
      }
      const result = await this.#gradeCase(part, one);
      if (FORCED.has(result.verdict)) stopped = { verdict: result.verdict, group: one.group, problem: result.problem };
      cases.push(result);
    }
    const points = scorePart(part.points, cases);
    const verdict =
      cases.find((one) => one.verdict !== "passed")?.verdict ?? (cases.length > 0 ? "passed" : "ended-early");
    return { part: part.name, points, maxPoints: part.points, verdict, cases };
  }

  async #gradeCase(part: PreparedPart, one: PreparedCase): Promise<CaseResult> {
    if (performance.now() > this.#deadline) {
      return {
        ...base(one),
        verdict: "time-limit",
        ran: false,
        problem: problemOfEnding("time-limit", "submission", this.#limits.submissionMs),
      };
    }
    try {
      const reply = await this.#call(part.name, one.encoded);
      this.#print(reply.console);
      return { ...base(one), ran: true, ...this.#judgeReply(part, one, reply), durationMs: reply.durationMs };
    } catch (error) {
      const verdict = endingOf(error);
      return { ...base(one), verdict, ran: true, problem: problemOfEnding(verdict, "case", this.#limits.caseMs) };
    }
  }

  #judgeReply(part: PreparedPart, one: PreparedCase, reply: CallReply): Partial<CaseResult> & { verdict: Verdict } {
    const { expected } = one;
    switch (reply.outcome) {
      case "threw":
        return { verdict: verdictOfThrown(reply.error!), problem: problemOfThrown(reply.error!, this.compiled.locate) };
      case "mutated":
        return {
          verdict: "mutated-input",
          problem: { message: "", why: { what: "mutated", argument: Number(reply.detail) } },
        };
      case "unencodable":
        return {
          verdict: "wrong-type",
          mismatch: {
            kind: "type",
            path: "",
            expected: kindOf(expected),
            actual: printable(String(reply.detail), 200),
          },
        };
      case "value": {
        const mismatch = compare(expected, reply.value, part.tolerance);
        return { verdict: mismatch ? verdictOf(mismatch) : "passed", mismatch, expected, actual: reply.value };
      }
    }
  }

  async #diagnose(part: PreparedPart, result: PartResult, ran: readonly { part: PreparedPart; result: PartResult }[]) {
    return diagnosePart(part, result, {
      prepared: this.prepared,
      results: ran.map((one) => one.result),
      evaluate: async (name, args) => {
        const reply = await this.#call(name, args);
        return reply.outcome === "value" ? reply.value : undefined;
      },
    });
  }

  async #call(name: string, encoded: PreparedCase["encoded"]): Promise<CallReply> {
    this.options.signal?.throwIfAborted();
    if (this.#sandbox!.ended) {
      const loaded = await this.#load();
      if ("verdict" in loaded) throw new SandboxEnded(loaded.verdict as Ending);
    }
    return this.#sandbox!.call(name, encoded, this.#remaining(this.#limits.caseMs));
  }

  #remaining(limitMs: number): number {
    return Math.max(1, Math.min(limitMs, this.#deadline - performance.now()));
  }

  #print(text: string): void {
    if (this.#console.length < CONSOLE_CHARACTERS) this.#console += printable(text, CONSOLE_CHARACTERS);
  }
}

const CONSOLE_CHARACTERS = 16_384;
/** Extra calls that a diagnosis may make. */
const PROBE_CALLS = 400;
const FORCED: ReadonlySet<Verdict> = new Set(["time-limit", "memory-limit", "output-limit", "ended-early"]);

function base(one: PreparedCase): Omit<CaseResult, "verdict" | "ran"> {
  return { name: one.name, group: one.group, shown: one.shown, sizes: one.sizes, durationMs: 0 };
}

function kindOf(value: unknown): string {
  return Array.isArray(value)
    ? "array"
    : ArrayBuffer.isView(value)
      ? "typed array"
      : value === null
        ? "null"
        : typeof value;
}

function totals(
  prepared: PreparedKata,
  parts: readonly PartResult[],
): Pick<KataResult, "verdict" | "points" | "maxPoints" | "score"> {
  const maxPoints = prepared.parts.reduce((sum, { points }) => sum + points, 0);
  const points = Math.round(parts.reduce((sum, part) => sum + part.points, 0) * 100) / 100;
  const verdict =
    parts.find((part) => part.verdict !== "passed")?.verdict ?? (parts.length > 0 ? "passed" : "ended-early");
  return { verdict, points, maxPoints, score: scoreOf(points, maxPoints) };
}

/** The result when not a single case ran: every part gets the verdict. */
function nothingRan(prepared: PreparedKata, verdict: Verdict, problem: Problem | undefined): Outcome {
  const parts = prepared.parts.map(
    (part): PartResult => ({
      part: part.name,
      points: 0,
      maxPoints: part.points,
      verdict,
      cases: part.cases.map((one) => ({ ...base(one), verdict, ran: false })),
    }),
  );
  return { ...totals(prepared, parts), verdict, parts, problem, console: "" };
}

function endingOf(error: unknown): Exclude<Ending, "stopped"> {
  if (error instanceof SandboxEnded) return error.ending === "stopped" ? "ended-early" : error.ending;
  throw error;
}

function problemOfEnding(verdict: Verdict, what: "load" | "case" | "submission", limitMs: number): Problem | undefined {
  return verdict === "time-limit" ? { message: "", why: { what: "limit", of: what, ms: limitMs } } : undefined;
}

function verdictOfCompile(problem: CompileProblem): Verdict {
  return problem.kind === "forbidden-import" ? "forbidden-import" : "compile-error";
}

function problemOfCompile(problem: CompileProblem): Problem {
  switch (problem.kind) {
    case "syntax":
      return { message: printable(problem.message), at: problem.at };
    case "forbidden-import":
      return { message: "", why: { what: "import", specifier: printable(problem.specifier, 200) }, at: problem.at };
    case "source": {
      const { file, problem: source } = problem;
      return {
        message: "",
        why: source.why === "too-large" ? { what: source.why, file, bytes: source.bytes } : { what: source.why, file },
      };
    }
    case "too-slow":
      return { message: "", why: { what: "limit", of: "compile", ms: problem.limitMs } };
  }
}
