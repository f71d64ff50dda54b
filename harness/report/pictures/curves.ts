/** Numbers over steps, and ways through the plane: expected and got, thinned to what a picture can show. */
import type { PictureDeclaration } from "../../kata.ts";
import { severityOf, tolerancesOf } from "../../severity.ts";
import type { CaseResult } from "../../verdict.ts";
import type { Curve, Trajectory } from "./picture.ts";
import { matrixOf, type Placed, placed, vectorOf } from "./places.ts";

type Of<Kind> = Extract<PictureDeclaration, { kind: Kind }>;

const SERIES = 4;
const PATHS = 8;
/** Of all series, or paths, together. */
const POINTS = 240;
const MOST_POINTS = 96;
/** One step is no course. */
const LEAST_POINTS = 3;
/** From this ratio on a scale of powers shows more. */
const DECADES = 1_000;

/** Two vectors, one of which may be missing: what is expected and what came. */
interface Pair {
  readonly name: string;
  /** The tensor of a step, whose tolerance holds there. */
  tensorOf(step: number): string;
  readonly expected: readonly number[];
  readonly got: readonly number[];
}

/** Undefined where what was declared is not there, or is too short to be a course. */
export function curveOf(one: CaseResult, declared: Of<"curve">): Curve | undefined {
  const pairs = [declared.of]
    .flat()
    .flatMap((path) => vectorsAt(one, path))
    .slice(0, SERIES);
  const length = Math.max(0, ...pairs.map(({ expected, got }) => Math.max(expected.length, got.length)));
  if (length < LEAST_POINTS || pairs.every(({ got }) => got.length === 0)) return undefined;
  const steps = stepsOf(one, declared, length);
  if (!steps) return undefined;
  const wrongOf = wrongness(one);
  const order = Array.from({ length }, (_, i) => i).sort((a, b) => steps[a] - steps[b]);
  const wrongAt = (i: number) => pairs.some((pair) => wrongOf(pair, i));
  const kept = thinned(order, Math.min(MOST_POINTS, Math.floor(POINTS / pairs.length)), wrongAt);
  const series = pairs.map((pair): Curve["series"][number] => {
    const { name, expected, got } = pair;
    const wrong = order.filter((i) => wrongOf(pair, i));
    return {
      name,
      expected: kept.map((i) => rounded(expected[i])),
      got: wrong.length === 0 ? null : kept.map((i) => rounded(got[i])),
      wrong: wrong.length,
      firstWrong: wrong.length === 0 ? null : steps[wrong[0]],
      steps: { expected: expected.length, got: got.length },
    };
  });
  const log = isLogarithmic(pairs);
  return {
    kind: "curve",
    case: one.name,
    shown: one.shown,
    x: declared.x,
    y: declared.y,
    log,
    ...rangeOf(
      pairs.flatMap(({ expected }) => expected),
      pairs.flatMap(({ got }) => got),
      log,
    ),
    at: kept.map((i) => steps[i]),
    series,
  };
}

/** Undefined where there is no way through a plane of points with two numbers at least. */
export function trajectoryOf(one: CaseResult, declared: Of<"trajectory">): Trajectory | undefined {
  const paths = waysAt(one, declared)
    .filter(([x]) => Math.max(x.expected.length, x.got.length) >= LEAST_POINTS)
    .slice(0, PATHS);
  if (paths.every(([x]) => x.got.length === 0)) return undefined;
  const wrongOf = wrongness(one);
  const most = Math.min(MOST_POINTS, Math.floor(POINTS / paths.length));
  const drawn = paths.map(([x, y]): Trajectory["paths"][number] => {
    const all = Array.from({ length: Math.max(x.expected.length, x.got.length) }, (_, i) => i);
    const wrongAt = (i: number) => wrongOf(x, i) || wrongOf(y, i);
    const wrong = all.filter(wrongAt).length;
    const kept = thinned(all, most, wrongAt);
    const points = (side: "expected" | "got") => {
      const there = kept.filter((i) => i < x[side].length);
      return { x: there.map((i) => rounded(x[side][i])), y: there.map((i) => rounded(y[side][i])) };
    };
    const steps = { expected: x.expected.length, got: x.got.length };
    return { name: x.name, expected: points("expected"), got: wrong === 0 ? null : points("got"), wrong, steps };
  });
  const range = (axis: 0 | 1) =>
    rangeOf(
      paths.flatMap((path) => path[axis].expected),
      paths.flatMap((path) => path[axis].got),
      false,
    );
  return {
    kind: "trajectory",
    case: one.name,
    shown: one.shown,
    x: declared.x,
    y: declared.y,
    across: range(0),
    up: range(1),
    paths: drawn,
  };
}

/** A vector is one series, a matrix one a column, a number of each item one over the items. */
function vectorsAt({ held, actual }: CaseResult, path: string): Pair[] {
  const [wanted, found] = [placed(held?.expected, path), placed(actual, path)];
  if (wanted.some(({ value }) => typeof value === "number")) {
    const over = (list: typeof wanted) => list.map(({ value }) => (typeof value === "number" ? value : Number.NaN));
    const name = path.replace(/^.*\]\.?/, "");
    return [{ name, tensorOf: (i) => wanted[i]?.path ?? "", expected: over(wanted), got: over(found) }];
  }
  return wanted.flatMap((one, i) => {
    const tensorOf = () => one.path;
    const vector = vectorOf(one.value);
    if (vector) return [{ name: one.name, tensorOf, expected: vector, got: vectorOf(found[i]?.value) ?? [] }];
    return columnsOf(one, found[i]?.value);
  });
}

function columnsOf({ name, path, value }: Placed, got: unknown): Pair[] {
  const [rows, gotRows] = [matrixOf(value) ?? [], matrixOf(got) ?? []];
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, k) => ({
    name: `${name}[·][${k}]`,
    tensorOf: () => path,
    expected: rows.map((row) => row[k]),
    got: gotRows.map((row) => row[k] ?? Number.NaN),
  }));
}

function waysAt(one: CaseResult, { of }: Of<"trajectory">): [x: Pair, y: Pair][] {
  if (typeof of !== "string") {
    const [[x], [y]] = [vectorsAt(one, of[0]), vectorsAt(one, of[1])];
    return x && y ? [[{ ...x, name: "" }, y]] : [];
  }
  const found = placed(one.actual, of);
  return placed(one.held?.expected, of).flatMap((wanted, i): [Pair, Pair][] => {
    const [x, y] = columnsOf(wanted, found[i]?.value);
    return x && y ? [[{ ...x, name: wanted.name }, y]] : [];
  });
}

/** What stands on the axis of steps; undefined where the argument is not what was declared. */
function stepsOf({ args }: CaseResult, { at }: Of<"curve">, length: number): readonly number[] | undefined {
  if (at === undefined) return Array.from({ length }, (_, i) => i);
  const steps = vectorOf(args?.[at]);
  return steps && steps.length >= length && steps.every(Number.isFinite) ? steps : undefined;
}

/** Whether a pair is wrong at a step; one that has none where the other has some is. */
function wrongness({ held }: CaseResult): (pair: Pair, step: number) => boolean {
  if (!held) return () => false;
  const toleranceOf = tolerancesOf(held.expected, held.tolerance);
  return ({ expected, got, tensorOf }, i) => severityOf(expected[i], got[i], toleranceOf(tensorOf(i))) > 0;
}

/** Some of the steps: the first and the last, and of each stretch between them one that is wrong, if any is. */
function thinned(steps: readonly number[], most: number, isWrong: (step: number) => boolean): readonly number[] {
  if (steps.length <= most) return steps;
  const inner = steps.slice(1, -1);
  const stretches = most - 2;
  const chosen = Array.from({ length: stretches }, (_, k) => {
    const [from, to] = [k, k + 1].map((edge) => Math.floor((edge * inner.length) / stretches));
    return inner.slice(from, to).find(isWrong) ?? inner[Math.floor((from + to) / 2)];
  });
  return [steps[0], ...chosen, steps.at(-1)!];
}

function isLogarithmic(pairs: readonly Pair[]): boolean {
  const expected = pairs.flatMap((pair) => pair.expected).filter(Number.isFinite);
  const got = pairs.flatMap((pair) => pair.got).filter(Number.isFinite);
  if (expected.length === 0 || ![...expected, ...got].every((value) => value > 0)) return false;
  const { low, high } = extent(expected);
  return high / low >= DECADES;
}

/** Where all that is expected stands, with what came as far as it does not push that together. */
function rangeOf(expected: readonly number[], got: readonly number[], log: boolean): { low: number; high: number } {
  const scaled = (values: readonly number[]) =>
    values.filter(Number.isFinite).map((value) => (log ? Math.log10(value) : value));
  const [wanted, found] = [scaled(expected), scaled(got)];
  const frame = extent(wanted.length > 0 ? wanted : found);
  const span = frame.high - frame.low || Math.abs(frame.high) || 1;
  const reached = extent([...wanted, ...found]);
  const back = (value: number) => clamped(log ? 10 ** value : value);
  return {
    low: back(Math.max(reached.low, frame.low - span) - 0.05 * span),
    high: back(Math.min(reached.high, frame.high + span) + 0.05 * span),
  };
}

function extent(values: readonly number[]): { low: number; high: number } {
  if (values.length === 0) return { low: 0, high: 1 };
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}

/** JSON has no infinities. */
function clamped(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}

function rounded(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? clamped(Number(value.toPrecision(5))) : null;
}
