/** Holds what a reference answers against what another library says. */
import type { Parts, Results, Use } from "../../fixtures/oracles/adapter.ts";
import { compare } from "../../harness/grade/compare.ts";
import type { Tolerance } from "../../harness/grading.ts";
import { leavesOf } from "../../harness/tensor.ts";
import type { Mismatch } from "../../harness/verdict.ts";
import type { OracleCase } from "./cases.ts";
import { matches } from "./plan.ts";

export type Kind = "forward" | "gradient" | "float32";

/** What float64 references owe to a float64 oracle: errors relative to the largest entry of the tensor. */
const ALLOWED = { forward: 1e-12, gradient: 1e-10 } as const;

/** A result that was not compared, or not as exactly as others, and the pattern that said so. */
export interface Reservation {
  readonly pattern: string;
  readonly because: string;
  /** What it was held to instead; undefined where it was not compared. */
  readonly error?: number;
}

export interface Held {
  /** The worst error of each kind, relative to the largest entry; results with a reservation do not count. */
  readonly worst: Readonly<Partial<Record<Kind, number>>>;
  readonly reservations: readonly Reservation[];
  readonly failures: readonly string[];
}

interface Answered {
  readonly kind: "forward" | "gradient";
  readonly name: string;
  readonly actual: unknown;
}

/** Every result of the oracle must be answered, or be declared to lie beyond the kata. */
export function hold(oracle: OracleCase, use: Use, parts: Parts): Held {
  try {
    return holdAnswers(oracle, use, answersOf(oracle, use, parts));
  } catch (error) {
    return { worst: {}, reservations: [], failures: [`${oracle.id} threw: ${(error as Error).message}`] };
  }
}

function holdAnswers(oracle: OracleCase, use: Use, answers: readonly Answered[]): Held {
  const [failures, reservations]: [string[], Reservation[]] = [[], []];
  const worst: Partial<Record<Kind, number>> = {};
  for (const answer of answers) {
    const { name, kind, actual } = answer;
    if (!Object.hasOwn(oracle.expected, name)) {
      failures.push(`${oracle.id} has no result "${name}"`);
      continue;
    }
    const expected = oracle.expected[name];
    const mismatch = compare(expected, actual, toleranceFor(oracle, kind, expected));
    const error = relativeError(expected, actual);
    const rough = find(use.within, name);
    const allowed = rough && { rtol: 0, atol: rough.value.error * scaleOf(expected) };
    if (mismatch && !(allowed && !compare(expected, actual, allowed)))
      failures.push(`${oracle.id}, ${name}: ${tell(mismatch)}`);
    else if (mismatch) reservations.push({ pattern: rough!.pattern, ...rough!.value });
    else if (!rough) {
      const held: Kind = oracle.float32 ? "float32" : kind;
      worst[held] = Math.max(worst[held] ?? 0, error);
    }
  }
  const answered = new Set(answers.map(({ name }) => name));
  for (const name of Object.keys(oracle.expected).filter((one) => !answered.has(one))) {
    const excuse = find(use.beyond, name);
    if (excuse) reservations.push({ pattern: excuse.pattern, because: excuse.value });
    else failures.push(`${oracle.id}: nothing answers its result "${name}"`);
  }
  return { worst, reservations, failures };
}

function answersOf({ inputs, expected }: OracleCase, { ask }: Use, parts: Parts): Answered[] {
  const given = (kind: Answered["kind"], results: Results = {}): Answered[] =>
    Object.entries(results).flatMap(([name, actual]) => (actual === undefined ? [] : [{ kind, name, actual }]));
  const answers = [ask(structuredClone(inputs), parts, structuredClone(expected))].flat();
  return answers.flatMap(({ forward, gradient }) => [...given("forward", forward), ...given("gradient", gradient)]);
}

function find<T>(patterns: Readonly<Record<string, T>> = {}, name: string): { pattern: string; value: T } | undefined {
  const pattern = Object.keys(patterns).find((one) => matches(one, name));
  return pattern === undefined ? undefined : { pattern, value: patterns[pattern] };
}

function toleranceFor({ float32 }: OracleCase, kind: Answered["kind"], expected: unknown): Tolerance {
  return float32 ?? { rtol: 0, atol: ALLOWED[kind] * scaleOf(expected) };
}

/** The largest magnitude among the finite entries; 1 where all of them are 0. */
function scaleOf(expected: unknown): number {
  const sizes = leavesOf(expected).map(({ value }) => Math.abs(value as number));
  return sizes.filter(Number.isFinite).reduce((largest, size) => Math.max(largest, size), 0) || 1;
}

/** The largest difference of two finite entries over the scale. */
function relativeError(expected: unknown, actual: unknown): number {
  const got = leavesOf(actual);
  const errors = leavesOf(expected).map(({ value }, i) => Math.abs((value as number) - (got[i]?.value as number)));
  return errors.filter(Number.isFinite).reduce((largest, error) => Math.max(largest, error), 0) / scaleOf(expected);
}

function tell(mismatch: Mismatch): string {
  if (mismatch.kind === "type" || mismatch.kind === "shape")
    return `expected the ${mismatch.kind} ${JSON.stringify(mismatch.expected)}, got ${JSON.stringify(mismatch.actual)}`;
  const { worst, wrong, total } = mismatch;
  return `${wrong} of ${total} numbers differ, worst ${worst.path}: expected ${worst.expected}, got ${worst.actual}`;
}
