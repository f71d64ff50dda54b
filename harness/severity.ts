/** How far a number is off, in units of what is allowed: what verdicts and pictures of errors are made from. */
import { FLOAT32_TINY, type Tolerance } from "./grading.ts";
import { leavesOf } from "./tensor.ts";

/** 0 when a leaf is right; otherwise error over allowance, above 1, or infinite. Asked so that NaN is never right. */
export function severityOf(expected: unknown, actual: unknown, { atol, rtol }: Tolerance): number {
  if (typeof expected !== "number" || typeof actual !== "number") return expected === actual ? 0 : Infinity;
  if (!Number.isFinite(expected) || !Number.isFinite(actual)) return Object.is(expected, actual) ? 0 : Infinity;
  const allowed = atol + rtol * Math.abs(expected);
  const error = Math.abs(actual - expected);
  if (error <= allowed) return 0;
  return allowed > 0 ? error / allowed : Infinity;
}

/** The tolerance of each tensor of a value, by its path; where it is scaled, `atol` times the largest finite magnitude of the tensor. */
export function tolerancesOf(expected: unknown, tolerance: Tolerance): (tensor: string) => Tolerance {
  if (!tolerance.scaled) return () => tolerance;
  const { rtol, atol } = tolerance;
  const largest = new Map<string, number>();
  for (const { tensor, value } of leavesOf(expected)) {
    const magnitude = typeof value === "number" && Number.isFinite(value) ? Math.abs(value) : 0;
    largest.set(tensor, Math.max(largest.get(tensor) ?? 0, magnitude));
  }
  return (tensor) => ({ rtol, atol: atol * (largest.get(tensor) ?? 0) + FLOAT32_TINY });
}
