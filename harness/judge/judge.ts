/** One grading, end to end: compile, run in a sandbox, compare, diagnose. The only place that knows all four. */
import { type Compiled, type CompileProblem, compile } from "../compile/compile.ts";
import { scoreOf, scorePart } from "../grade/score.ts";
import type { SandboxPool } from "../sandbox/pool.ts";
import { printable } from "../text.ts";
import type { CaseResult, KataResult, PartResult, Problem, Verdict } from "../verdict.ts";
import type { Kernels } from "../witness/kernels.ts";
import { diagnosePart } from "./diagnosis.ts";
import { gradeKernels } from "./kernels.ts";
import type { PreparedCase, PreparedKata, PreparedPart } from "./prepare.ts";
import { blank, Run } from "./run.ts";

export interface JudgeOptions {
  readonly pool: SandboxPool;
  /** Whether the attempt's folder is its own: a lone file may not import its neighbours. */
  readonly siblings: boolean;
  /** Ends the grading when a newer save makes it pointless; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Runs compute kernels; without it, parts that ask for one are not graded. */
  readonly kernels?: Kernels;
  /** Without it, nothing is said about the mistake behind a wrong result. */
  readonly diagnose?: boolean;
}

/** Grades an attempt. @throws HarnessFault when the fault is ours; never because of the attempt */
export async function judge(prepared: PreparedKata, attemptFile: string, options: JudgeOptions): Promise<KataResult> {
  return (await judgeAndKeep(prepared, attemptFile, options)).result;
}

/** The same, with what was graded: a file may have changed by the time that somebody wants to run it again. */
export async function judgeAndKeep(
  prepared: PreparedKata,
  attemptFile: string,
  options: JudgeOptions,
): Promise<{ result: KataResult; compiled?: Compiled }> {
  const started = performance.now();
  const isolation = options.pool.layers.isolation;
  const finish = (outcome: Outcome): KataResult => ({
    kata: prepared.kata.id,
    ...outcome,
    isolation,
    ...(prepared.reference && { reference: prepared.reference }),
    durationMs: performance.now() - started,
  });
  const compiled = await compile(attemptFile, { siblings: options.siblings });
  if ("kind" in compiled)
    return { result: finish(nothingRan(prepared, verdictOfCompile(compiled), problemOfCompile(compiled))) };
  options.signal?.throwIfAborted();
  const run = new Run(prepared, compiled, options.pool, options.signal);
  const abort = () => run.end();
  options.signal?.addEventListener("abort", abort, { once: true });
  try {
    const outcome = await gradeRun(prepared, run, options);
    options.signal?.throwIfAborted();
    return { result: finish(outcome), compiled };
  } finally {
    options.signal?.removeEventListener("abort", abort);
    // Who waits for the result hears it first: ending a process takes its time.
    setImmediate(() => run.end());
  }
}

type Outcome = Omit<KataResult, "kata" | "durationMs" | "isolation" | "reference">;

async function gradeRun(
  prepared: PreparedKata,
  run: Run,
  { diagnose = true, kernels }: Pick<JudgeOptions, "diagnose" | "kernels">,
): Promise<Outcome> {
  const outcome = await run.cases();
  if ("verdict" in outcome) return { ...nothingRan(prepared, outcome.verdict, outcome.problem), console: run.console };
  await gradeKernels(prepared.parts, outcome, kernels);
  const results = prepared.parts.map((part) => partResult(part, outcome));
  const evaluate = async (part: string, args: PreparedCase["encoded"]) => (await run.call(part, args)).value;
  const parts: PartResult[] = [];
  for (const [i, result] of results.entries()) {
    const diagnosis = diagnose
      ? await diagnosePart(prepared.parts[i], result, { prepared, results, evaluate, kernels })
      : undefined;
    parts.push(diagnosis ? { ...result, diagnosis } : result);
  }
  return { ...totals(parts), parts, console: run.console };
}

/** No result, no pass: a case that is not among the results fails its part. */
function partResult(part: PreparedPart, outcome: ReadonlyMap<PreparedCase, CaseResult>): PartResult {
  const cases = part.cases.map(
    (one): CaseResult => outcome.get(one) ?? { ...blank(one), verdict: "ended-early", ran: false },
  );
  const verdict =
    cases.find((one) => one.verdict !== "passed")?.verdict ?? (cases.length > 0 ? "passed" : "ended-early");
  const points = scorePart(part.points, cases);
  return { part: part.name, points, maxPoints: part.points, verdict, cases, outline: part.outline };
}

/** What this machine cannot grade counts neither for nor against anybody. */
function totals(parts: readonly PartResult[]): Pick<KataResult, "verdict" | "points" | "maxPoints" | "score"> {
  const counted = parts.filter(({ verdict }) => verdict !== "not-graded");
  const maxPoints = counted.reduce((sum, part) => sum + part.maxPoints, 0);
  const points = Math.round(parts.reduce((sum, part) => sum + part.points, 0) * 100) / 100;
  const verdict =
    counted.find((part) => part.verdict !== "passed")?.verdict ??
    (counted.length > 0 ? "passed" : parts.length > 0 ? "not-graded" : "ended-early");
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
      cases: part.cases.map((one) => ({ ...blank(one), verdict, ran: false })),
    }),
  );
  return { ...totals(parts), verdict, parts, problem, console: "" };
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
