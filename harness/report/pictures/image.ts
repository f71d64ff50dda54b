/** Tensors as images: what went in, what is expected and what came, the worst slice of each. */
import type { PictureDeclaration } from "../../kata.ts";
import { severityOf, tolerancesOf } from "../../severity.ts";
import { shapeOf } from "../../tensor.ts";
import type { CaseResult, PartOutline } from "../../verdict.ts";
import { number } from "../numbers.ts";
import { axesFor } from "./axis-names.ts";
import { indexText, indicesOf } from "./errors.ts";
import { GREY_LEVELS } from "./levels.ts";
import type { Image, Panel } from "./picture.ts";
import { eachPair, itemOf, placed } from "./places.ts";

const PIXELS = 32;
const INPUTS = 2;
/** Up to this side the numbers are written into the image. */
const WRITTEN = 8;
const LEAST_PIXELS = 4;

type Declared = Extract<PictureDeclaration, { kind: "image" }>;
type Rows = readonly (readonly number[])[];

/** A matrix cut out of a tensor. */
interface Cut {
  readonly role: Panel["role"];
  readonly name: string;
  readonly at: readonly number[];
  readonly axes: readonly string[] | null;
  readonly rows: Rows;
}

interface Scale {
  readonly low: number;
  readonly high: number;
}

/** Undefined where the declared tensor is not there, or too small for an image. */
export function imageOf(one: CaseResult, { of, inputs = [] }: Declared, outline?: PartOutline): Image | undefined {
  const [wanted] = placed(one.held?.expected, of);
  const [found] = placed(one.actual, of);
  const shape = shapeOf(wanted?.value);
  if (!one.held || !shape || shape.length < 2 || found === undefined) return undefined;
  const toleranceOf = tolerancesOf(one.held.expected, one.held.tolerance);
  const at = worstSlice(wanted.value, found.value, shape, (want, got) =>
    severityOf(want, got, toleranceOf(wanted.path)),
  );
  const axes = axesFor(outline, wanted.path, shape);
  const expected = cut("expected", of, wanted.value, at, axes);
  if (!expected || expected.rows.length * expected.rows[0].length < LEAST_PIXELS) return undefined;
  const given = inputs.flatMap((position) => inputCut(one.args?.[position], position, at, axes, outline) ?? []);
  const got = cut("got", of, found.value, at, axes);
  const cuts = [...given.slice(0, INPUTS), expected, ...(got ? [got] : [])];
  const diverging = cuts.some(({ rows }) => rows.flat().some((value) => value < 0 && Number.isFinite(value)));
  const scale = scaleOf(expected.rows, diverging);
  return {
    kind: "image",
    case: one.name,
    shown: one.shown,
    diverging,
    panels: cuts.map((one) => panelOf(one, one.role === "input" ? scaleOf(one.rows, diverging) : scale)),
  };
}

/** The indices before the last two axes at which the worst number stands; zeros where the shapes differ. */
function worstSlice(
  expected: unknown,
  got: unknown,
  shape: readonly number[],
  severity: (expected: unknown, got: unknown) => number,
): number[] {
  const leading = shape.slice(0, -2);
  if (shapeOf(got)?.join() !== shape.join()) return leading.map(() => 0);
  let [position, worst, worstAt] = [0, 0, 0];
  eachPair(expected, got, (want, found) => {
    const bad = severity(want, found);
    if (bad > worst) [worst, worstAt] = [bad, position];
    position++;
  });
  return indicesOf(Math.floor(worstAt / (shape.at(-2)! * shape.at(-1)!)), leading);
}

/** The same slice of an argument as of the result: along axes of the same name, else along the same axes, else the first. */
function inputCut(
  value: unknown,
  position: number,
  at: readonly number[],
  resultAxes: readonly string[] | null,
  outline: PartOutline | undefined,
): Cut | undefined {
  const shape = shapeOf(value);
  if (!shape || shape.length < 2) return undefined;
  const name = outline?.parameters[position]?.replace(/ *=.*$/, "") ?? `[${position}]`;
  const axes = axesFor(outline, name, shape);
  const indices = shape.slice(0, -2).map((length, i) => {
    const same = axes && resultAxes ? resultAxes.indexOf(axes[i]) : i;
    return same >= 0 && same < at.length && at[same] < length ? at[same] : 0;
  });
  return cut("input", name, value, indices, axes);
}

/** Undefined where the indices lead nowhere, or to no matrix of numbers. */
function cut(
  role: Panel["role"],
  name: string,
  value: unknown,
  at: readonly number[],
  axes: readonly string[] | null,
): Cut | undefined {
  const rows = at.reduce<unknown>((inner, index) => itemOf(inner, index), value);
  if (shapeOf(rows)?.length !== 2 || (rows as unknown[][])[0].length === 0) return undefined;
  const numbers = (rows as unknown[][]).map((row) =>
    row.map((item) => (typeof item === "number" ? item : Number(item))),
  );
  return { role, name, at, axes: axes?.slice(-2) ?? null, rows: numbers };
}

function scaleOf(rows: Rows, diverging: boolean): Scale {
  const finite = rows.flat().filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  if (finite.length === 0) return { low: 0, high: 1 };
  if (!diverging) return low < high ? { low, high } : { low: Math.min(low, 0), high: Math.max(high, 1) };
  const largest = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return { low: -largest, high: largest };
}

function panelOf({ role, name, at, axes, rows }: Cut, { low, high }: Scale): Panel {
  const [height, width] = [rows.length, rows[0].length];
  const written = height <= WRITTEN && width <= WRITTEN;
  return {
    role,
    name,
    at: indexText(at),
    shape: [height, width],
    axes: axes && [axes[0], axes[1]],
    low,
    high,
    cells: pooled(rows).map((row) => row.map((value) => greyOf(value, low, high)).join("")),
    numbers: written ? rows.map((row) => row.map((value) => number(value, 3))) : null,
  };
}

/** Means of blocks, so that a side has no more pixels than a picture shows. */
function pooled(rows: Rows): Rows {
  const per = Math.max(1, Math.ceil(Math.max(rows.length, rows[0].length) / PIXELS));
  if (per === 1) return rows;
  return Array.from({ length: Math.ceil(rows.length / per) }, (_, i) =>
    Array.from({ length: Math.ceil(rows[0].length / per) }, (_, j) => {
      const block = rows.slice(i * per, (i + 1) * per).flatMap((row) => row.slice(j * per, (j + 1) * per));
      return block.reduce((sum, value) => sum + value / block.length, 0);
    }),
  );
}

function greyOf(value: number, low: number, high: number): string {
  if (!Number.isFinite(value)) return "!";
  // Halves, since the difference of two doubles may overflow.
  const share = (value / 2 - low / 2) / (high / 2 - low / 2);
  if (share < -SLACK) return "<";
  if (share > 1 + SLACK) return ">";
  return GREY_LEVELS[Math.min(GREY_LEVELS.length - 1, Math.max(0, Math.floor(share * GREY_LEVELS.length)))];
}

/** A rounding error at the end of the scale is not outside of it. */
const SLACK = 1e-6;
