/** Compute kernels: an attempt answers with WGSL, and what the kernel computes on the webgpu backend is what is graded. */
import { compare, verdictOf } from "../grade/compare.ts";
import { printable } from "../text.ts";
import type { CaseResult, Problem, Verdict } from "../verdict.ts";
import { KERNEL_MS, type KernelOutcome, type Kernels } from "../witness/kernels.ts";
import type { PreparedCase, PreparedPart } from "./prepare.ts";

/** Replaces the WGSL in the results of kernel cases by what it computes, with the verdict on that. */
export async function gradeKernels(
  parts: readonly PreparedPart[],
  results: Map<PreparedCase, CaseResult>,
  kernels: Kernels | undefined,
): Promise<void> {
  for (const { cases } of parts) {
    let stopped: Verdict | undefined;
    for (const one of cases) {
      const result = results.get(one);
      if (!one.launch || result?.verdict !== "not-graded") continue;
      // A kernel that had to be stopped once is not waited for again.
      if (stopped) {
        results.set(one, { ...without(result), verdict: stopped, ran: false });
        continue;
      }
      const started = performance.now();
      const source = result.actual as string;
      const outcome = kernels ? await kernels.run(source, one.launch) : NO_HOST;
      const durationMs = result.durationMs + performance.now() - started;
      results.set(one, { ...without(result), ...judged(one, source, outcome), durationMs });
      if (STOPPED.has(outcome.outcome)) stopped = outcome.outcome as Verdict;
    }
  }
}

/** What a kernel computes for each case: of a known mistake, for the diagnosis and the gate. Cases without a value are left out. */
export async function kernelOutputs(
  cases: readonly PreparedCase[],
  sourceOf: (one: PreparedCase) => unknown,
  kernels: Kernels,
): Promise<Map<string, unknown>> {
  const outputs = new Map<string, unknown>();
  for (const one of cases) {
    const source = sourceOf(one);
    if (typeof source !== "string" || !one.launch) continue;
    const outcome = await kernels.run(source, one.launch);
    if (outcome.outcome === "value") outputs.set(one.name, outcome.value);
  }
  return outputs;
}

const STOPPED: ReadonlySet<KernelOutcome["outcome"]> = new Set(["time-limit", "memory-limit", "ended-early"]);

const NO_HOST: KernelOutcome = {
  outcome: "unavailable",
  why: { en: "nothing here runs compute kernels", zh: "这里不运行计算内核" },
};

/** The source is no result: what was returned is not what was computed. */
function without({ actual: _source, ...rest }: CaseResult): CaseResult {
  return rest;
}

function judged(one: PreparedCase, source: string, outcome: KernelOutcome): Partial<CaseResult> {
  switch (outcome.outcome) {
    case "value": {
      const { expected, held, args } = one;
      const mismatch = compare(held.expected, outcome.value, held.tolerance);
      const verdict = mismatch ? verdictOf(mismatch) : "passed";
      return { verdict, mismatch, expected, actual: outcome.value, held, args };
    }
    case "rejected":
      return { verdict: "compile-error", problem: problemIn(source, outcome.problem) };
    case "time-limit":
      return { verdict: "time-limit", problem: { message: "", why: { what: "limit", of: "kernel", ms: KERNEL_MS } } };
    case "memory-limit":
      return { verdict: "memory-limit" };
    case "ended-early":
      return { verdict: "ended-early", problem: { message: printable(outcome.message, 500) } };
    case "unavailable":
      return { verdict: "not-graded", problem: { message: "", why: { what: "no-adapter", reason: outcome.why } } };
  }
}

/** The compiler's words, at the line of the WGSL. */
function problemIn(
  source: string,
  { message, line, column }: { message: string; line: number; column: number },
): Problem {
  const excerpt = printable(source.split("\n")[line - 1] ?? "", 200);
  return {
    message: printable(message, 1_000),
    ...(line > 0 && { at: { file: "WGSL", line, column, excerpt } }),
  };
}
