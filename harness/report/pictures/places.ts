/** Finding what to draw in a result: its tensors, and the places that a declaration names. */
import { shapeOf } from "../../tensor.ts";

/** A tensor of what was expected, with what came in its place. */
export interface TensorPair {
  readonly path: string;
  /** The tensor that leaves call it by: that of the nearest key. */
  readonly group: string;
  readonly shape: readonly number[];
  readonly expected: unknown;
  readonly got: unknown;
}

/** The tensors of an expectation in order, with their counterparts. Arrays of arrays of different lengths are tensors of their own. */
export function tensorPairs(expected: unknown, got: unknown, path = "", group = ""): TensorPair[] {
  if (ArrayBuffer.isView(expected))
    return [{ path, group, shape: [(expected as unknown as ArrayLike<number>).length], expected, got }];
  if (Array.isArray(expected)) {
    const shape = shapeOf(expected);
    return shape
      ? [{ path, group, shape, expected, got }]
      : expected.flatMap((item, i) => tensorPairs(item, itemOf(got, i), `${path}[${i}]`, group));
  }
  if (typeof expected !== "object" || expected === null) return [];
  return Object.entries(expected).flatMap(([key, item]) => {
    const inner = path === "" ? key : `${path}.${key}`;
    return tensorPairs(item, itemOf(got, key), inner, inner);
  });
}

/** Calls back with every pair of scalars of two tensors of one shape, in order. */
export function eachPair(expected: unknown, got: unknown, see: (expected: unknown, got: unknown) => void): void {
  if (!Array.isArray(expected) && !ArrayBuffer.isView(expected)) {
    see(expected, got);
    return;
  }
  const items = expected as ArrayLike<unknown>;
  for (let i = 0; i < items.length; i++) eachPair(items[i], itemOf(got, i), see);
}

/** The item at an index or a key that the value itself has; undefined otherwise. */
export function itemOf(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as never)[key] : undefined;
}

/** What stands at a path; undefined where there is nothing. */
function atPath(value: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>((inner, step) => itemOf(inner, step), value);
}

/** Something at a declared place: its own path, and a name for people. */
export interface Placed {
  readonly name: string;
  readonly path: string;
  readonly value: unknown;
}

/** What a declared place names: one value, or one of each item where it says `[]`. */
export function placed(value: unknown, path: string): Placed[] {
  const [before, after] = path.split("[]", 2);
  const outer = atPath(value, before);
  if (after === undefined) return outer === undefined ? [] : [{ name: path, path, value: outer }];
  if (!Array.isArray(outer)) return [];
  return outer.flatMap((item, i): Placed[] => {
    const inner = atPath(item, after);
    const name = `${before}[${i}]`;
    return inner === undefined ? [] : [{ name, path: `${name}${after}`, value: inner }];
  });
}

/** A vector of numbers, NaN and infinities among them; undefined for anything else. */
export function vectorOf(value: unknown): readonly number[] | undefined {
  if (ArrayBuffer.isView(value)) {
    const numbers = Array.from(value as unknown as ArrayLike<unknown>);
    return numbers.every((item): item is number => typeof item === "number") ? numbers : undefined;
  }
  return Array.isArray(value) && value.every((item): item is number => typeof item === "number") ? value : undefined;
}

/** Rows of numbers of one length; undefined for anything else. */
export function matrixOf(value: unknown): readonly (readonly number[])[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const rows = value.map(vectorOf);
  return rows.every((row) => row !== undefined && row.length === rows[0]!.length)
    ? (rows as (readonly number[])[])
    : undefined;
}

/** `layers[0].W` as keys. */
function stepsOf(path: string): string[] {
  return path.split(/[.[\]]+/).filter((step) => step !== "");
}
