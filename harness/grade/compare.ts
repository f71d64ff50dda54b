/** Expected against got: type first, then shape, then finiteness, then values. Nothing that is not a number within tolerance passes. */
import type { Tolerance } from "../grading.ts";
import { severityOf, tolerancesOf } from "../severity.ts";
import { everyPair, leavesOf, shapeOf } from "../tensor.ts";
import type { Difference, Mismatch, Verdict } from "../verdict.ts";

/** The first kind of difference, or undefined when `actual` is right. Unknown keys of an object are no difference. */
export function compare(expected: unknown, actual: unknown, tolerance: Tolerance): Mismatch | undefined {
  const { scaled } = tolerance;
  if (!scaled && everyPair(expected, actual, (want, got) => severityOf(want, got, tolerance) === 0)) return undefined;
  const structure = compareType(expected, actual, "") ?? compareShape(expected, actual, "");
  const mismatch = structure ?? compareNumbers(expected, actual, tolerancesOf(expected, tolerance));
  if (mismatch || scaled) return mismatch;
  // Not every pair passed: whatever the questions above overlooked, it is not right.
  return { kind: "type", path: "", expected: typeOf(expected), actual: `another ${typeOf(actual)}` };
}

/** The verdict that a mismatch means. */
export function verdictOf(mismatch: Mismatch): Verdict {
  switch (mismatch.kind) {
    case "type":
      return "wrong-type";
    case "shape":
      return "wrong-shape";
    case "finite":
      return "not-finite";
    case "value":
      return "wrong-value";
  }
}

/** The word for a value's type: `number`, `array`, `Float64Array`, … */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (ArrayBuffer.isView(value)) return value[Symbol.toStringTag as never] ?? "typed array";
  return typeof value;
}

function compareType(expected: unknown, actual: unknown, path: string): Mismatch | undefined {
  const [want, got] = [typeOf(expected), typeOf(actual)];
  if (want !== got) return { kind: "type", path, expected: want, actual: got };
  if (want === "array") return compareItemTypes(expected as unknown[], actual as unknown[], path);
  if (want !== "object") return undefined;
  for (const [key, item] of Object.entries(expected as object)) {
    const inner = path === "" ? key : `${path}.${key}`;
    const found = Object.hasOwn(actual as object, key) ? (actual as Record<string, unknown>)[key] : undefined;
    const mismatch = compareType(item, found, inner);
    if (mismatch) return mismatch;
  }
  return undefined;
}

function compareItemTypes(expected: unknown[], actual: unknown[], path: string): Mismatch | undefined {
  // Two tensors of other rank differ in shape, not in type: leave them to the next question.
  const [want, got] = [shapeOf(expected), shapeOf(actual)];
  if (want && got && want.length !== got.length) return undefined;
  for (let i = 0; i < Math.min(expected.length, actual.length); i++) {
    const mismatch = compareType(expected[i], actual[i], `${path}[${i}]`);
    if (mismatch) return mismatch;
  }
  return undefined;
}

function compareShape(expected: unknown, actual: unknown, path: string): Mismatch | undefined {
  if (ArrayBuffer.isView(expected)) {
    const [want, got] = [(expected as Float64Array).length, (actual as Float64Array).length];
    return want === got ? undefined : { kind: "shape", path, expected: [want], actual: [got] };
  }
  if (Array.isArray(expected)) return compareArrayShape(expected, actual as unknown[], path);
  if (typeof expected !== "object" || expected === null) return undefined;
  for (const [key, item] of Object.entries(expected)) {
    const inner = path === "" ? key : `${path}.${key}`;
    const mismatch = compareShape(item, (actual as Record<string, unknown>)[key], inner);
    if (mismatch) return mismatch;
  }
  return undefined;
}

function compareArrayShape(expected: unknown[], actual: unknown[], path: string): Mismatch | undefined {
  const [want, got] = [shapeOf(expected), shapeOf(actual)];
  if (want && got) {
    const same = want.length === got.length && want.every((n, i) => n === got[i]);
    return same ? undefined : { kind: "shape", path, expected: want, actual: got };
  }
  if (expected.length !== actual.length)
    return { kind: "shape", path, expected: [expected.length], actual: [actual.length] };
  for (let i = 0; i < expected.length; i++) {
    const mismatch = compareShape(expected[i], actual[i], `${path}[${i}]`);
    if (mismatch) return mismatch;
  }
  return undefined;
}

function compareNumbers(
  expected: unknown,
  actual: unknown,
  toleranceOf: (tensor: string) => Tolerance,
): Mismatch | undefined {
  const wanted = leavesOf(expected);
  // By position: an unknown key such as "h[0]" may read like the path of another leaf.
  const found = leavesOf(projected(expected, actual));
  let first: Difference | undefined;
  let worst: { difference: Difference; tensor: string; severity: number } | undefined;
  let wrong = 0;
  for (const [i, { path, value, tensor }] of wanted.entries()) {
    const actualValue = found[i].value;
    const tolerance = toleranceOf(tensor);
    const severity = severityOf(value, actualValue, tolerance);
    if (severity === 0) continue;
    wrong++;
    const difference: Difference = {
      path,
      expected: value ?? null,
      actual: actualValue ?? null,
      ...allowedFor(value, tolerance),
    };
    first ??= difference;
    if (!worst || severity > worst.severity) worst = { difference, tensor, severity };
  }
  if (!first || !worst) return undefined;
  return {
    kind: isNotFinite(worst.difference) ? "finite" : "value",
    tensor: worst.tensor,
    shape: shapeOf(at(expected, worst.tensor)) ?? [],
    worst: worst.difference,
    first,
    wrong,
    total: wanted.length,
  };
}

/** What of `actual` was asked for, in the order of `expected`; both have the same types and shapes by now. */
function projected(expected: unknown, actual: unknown): unknown {
  if (typeof expected !== "object" || expected === null || ArrayBuffer.isView(expected)) return actual;
  if (Array.isArray(expected))
    return shapeOf(expected) ? actual : expected.map((item, i) => projected(item, (actual as unknown[])[i]));
  const entry = (key: string) =>
    Object.hasOwn(actual as object, key) ? (actual as Record<string, unknown>)[key] : undefined;
  return Object.fromEntries(Object.entries(expected).map(([key, item]) => [key, projected(item, entry(key))]));
}

function allowedFor(expected: unknown, { atol, rtol }: Tolerance): { allowed?: number } {
  return typeof expected === "number" && Number.isFinite(expected) ? { allowed: atol + rtol * Math.abs(expected) } : {};
}

/** A number was asked and NaN or an infinity came. */
function isNotFinite({ expected, actual }: Difference): boolean {
  return Number.isFinite(expected) && typeof actual === "number" && !Number.isFinite(actual);
}

function at(value: unknown, path: string): unknown {
  return path === "" ? value : path.split(".").reduce<unknown>((inner, key) => (inner as never)?.[key], value);
}
