/** Where in a tensor a result is wrong: error over allowance, folded to one matrix of cells. */
import type { Tolerance } from "../../grading.ts";
import { severityOf, tolerancesOf } from "../../severity.ts";
import type { CaseResult, PartOutline } from "../../verdict.ts";
import { apart, small } from "../numbers.ts";
import { axesFor } from "./axis-names.ts";
import { ERROR_LEVELS } from "./levels.ts";
import type { ErrorMap } from "./picture.ts";
import { eachPair, type TensorPair, tensorPairs } from "./places.ts";

const CELLS = 64;
const OTHERS = 8;
/** Smaller ones are read faster than seen. */
const LEAST_NUMBERS = 4;
const LEAST_LENGTH = 8;
const DECADES = 16;

/** What has been looked at of one tensor. */
interface Looked {
  readonly tensor: TensorPair;
  /** The level of every number, in order: a position in `ERROR_LEVELS`. */
  readonly levels: Uint8Array;
  readonly wrong: number;
  readonly worst: {
    readonly position: number;
    readonly level: number;
    readonly severity: number;
    readonly expected: unknown;
    readonly got: unknown;
  };
}

/** The map of the tensor with the worst number; undefined where no tensor worth drawing is wrong. @param open whether its numbers may be told */
export function errorMapOf(one: CaseResult, outline: PartOutline | undefined, open: boolean): ErrorMap | undefined {
  const { held, actual, mismatch } = one;
  if (!held || (mismatch?.kind !== "value" && mismatch?.kind !== "finite")) return undefined;
  const toleranceOf = tolerancesOf(held.expected, held.tolerance);
  const looked = tensorPairs(held.expected, actual).map((tensor) => look(tensor, toleranceOf(tensor.group)));
  const [map] = looked.filter(isWorthIt).sort(byBadness);
  if (!map) return undefined;
  const { path, shape, group } = map.tensor;
  const others = looked.filter((other) => other !== map && other.levels.length > 0).slice(0, OTHERS);
  return {
    kind: "errors",
    case: one.name,
    shown: one.shown,
    tensor: path,
    shape: [...shape],
    axes: axesFor(outline, path, shape),
    wrong: map.wrong,
    total: map.levels.length,
    others: others.map(({ tensor, wrong, levels }) => ({
      tensor: tensor.path,
      shape: [...tensor.shape],
      wrong,
      total: levels.length,
    })),
    ...fold(map, axesFor(outline, path, shape), toleranceOf(group), open),
  };
}

function look(tensor: TensorPair, tolerance: Tolerance): Looked {
  const levels = new Uint8Array(tensor.shape.reduce((product, n) => product * n, 1));
  let [position, wrong] = [0, 0];
  let worst: Looked["worst"] = { position: 0, level: 0, severity: 0, expected: undefined, got: undefined };
  eachPair(tensor.expected, tensor.got, (expected, got) => {
    const severity = severityOf(expected, got, tolerance);
    const level = levelOf(severity, expected, got, tolerance);
    levels[position] = level;
    if (severity > 0) wrong++;
    if (level > worst.level || (level === worst.level && severity > worst.severity))
      worst = { position, level, severity, expected, got };
    position++;
  });
  return { tensor, levels, wrong, worst };
}

function levelOf(severity: number, expected: unknown, got: unknown, { atol, rtol }: Tolerance): number {
  if (severity === 0) return 0;
  const numbers = typeof expected === "number" && typeof got === "number";
  if (!numbers) return ERROR_LEVELS.indexOf("x");
  if (!Number.isFinite(expected) || !Number.isFinite(got)) return ERROR_LEVELS.indexOf("!");
  if (atol + rtol * Math.abs(expected) === 0) return ERROR_LEVELS.indexOf("x");
  return 1 + Math.min(DECADES - 1, Math.max(0, Math.floor(Math.log10(severity))));
}

/** How bad: NaN before what has no distance, that before any number. */
function byBadness({ worst: a }: Looked, { worst: b }: Looked): number {
  return b.level - a.level || (a.severity === b.severity ? 0 : b.severity - a.severity);
}

function isWorthIt({ wrong, levels, tensor: { shape } }: Looked): boolean {
  return wrong > 0 && (shape.length === 1 ? levels.length >= LEAST_LENGTH : levels.length >= LEAST_NUMBERS);
}

/** The matrix that holds the worst number, its neighbours in a strip where there are more, and the worst number itself. */
function fold({ tensor, levels, worst }: Looked, axes: string[] | null, tolerance: Tolerance, open: boolean) {
  const { shape, expected: _expected } = tensor;
  const [height, width] = shape.length === 1 ? [1, shape[0]] : shape.slice(-2);
  const size = height * width;
  const [slice, within] = [Math.floor(worst.position / size), worst.position % size];
  const rows = { name: shape.length === 1 ? null : (axes?.at(-2) ?? null), length: height, per: perCell(height) };
  const columns = { name: axes?.at(-1) ?? null, length: width, per: perCell(width) };
  const [row, column] = [Math.floor(within / width), within % width];
  const leading = shape.slice(0, -2);
  return {
    slices: levels.length === size ? null : sliceStrip(levels, leading, size, slice),
    rows,
    columns,
    cells: pool(levels.subarray(slice * size, (slice + 1) * size), rows, columns),
    worst: {
      at: indexText(indicesOf(slice, leading), shape.length === 1 ? [column] : [row, column]),
      row: Math.floor(row / rows.per),
      column: Math.floor(column / columns.per),
      ...worstNumbers(worst, tolerance, open),
    },
  };
}

function perCell(length: number): number {
  return Math.max(1, Math.ceil(length / CELLS));
}

/** The worst of the numbers in each cell, so that no error is lost between them. */
function pool(levels: Uint8Array, rows: ErrorMap["rows"], columns: ErrorMap["columns"]): string[] {
  const [down, across] = [Math.ceil(rows.length / rows.per), Math.ceil(columns.length / columns.per)];
  const cells = new Uint8Array(down * across);
  for (let i = 0; i < levels.length; i++) {
    const row = Math.floor(Math.floor(i / columns.length) / rows.per);
    const cell = row * across + Math.floor((i % columns.length) / columns.per);
    cells[cell] = Math.max(cells[cell], levels[i]);
  }
  return Array.from({ length: down }, (_, row) => lettersOf(cells.subarray(row * across, (row + 1) * across)));
}

function sliceStrip(levels: Uint8Array, leading: readonly number[], size: number, shown: number): ErrorMap["slices"] {
  const length = leading.reduce((product, n) => product * n, 1);
  const per = perCell(length);
  const worst = new Uint8Array(Math.ceil(length / per));
  for (let i = 0; i < levels.length; i++) {
    const cell = Math.floor(Math.floor(i / size) / per);
    worst[cell] = Math.max(worst[cell], levels[i]);
  }
  return {
    at: indexText(indicesOf(shown, leading)),
    shown: Math.floor(shown / per),
    length,
    per,
    levels: lettersOf(worst),
  };
}

function lettersOf(levels: Uint8Array): string {
  return Array.from(levels, (level) => ERROR_LEVELS[level]).join("");
}

/** The indices of a position in axes of these lengths. */
export function indicesOf(position: number, lengths: readonly number[]): number[] {
  let rest = position;
  return lengths
    .toReversed()
    .map((length) => {
      const index = rest % length;
      rest = Math.floor(rest / length);
      return index;
    })
    .reverse();
}

/** `[1][0]`, as code. */
export function indexText(...indices: readonly (readonly number[])[]): string {
  return indices
    .flat()
    .map((index) => `[${index}]`)
    .join("");
}

function worstNumbers({ expected, got }: Looked["worst"], { atol, rtol }: Tolerance, open: boolean) {
  const [told, wanted] = open ? apart(got ?? null, expected ?? null).map(shortened) : [null, null];
  const finite = typeof expected === "number" && Number.isFinite(expected);
  const distance = finite && typeof got === "number" && Number.isFinite(got) ? Math.abs(got - expected) : undefined;
  return {
    error: distance === undefined ? null : small(distance),
    allowed: finite ? small(atol + rtol * Math.abs(expected)) : null,
    expected: wanted,
    got: told,
  };
}

/** A result may be a text of the attempt's own. */
function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
