/** Looking at results as tensors: shapes, leaves with their paths, and the rearrangements that mistakes make. */

export type Leaf = number | string | boolean | null | undefined;

/** A leaf of a value with the path that leads to it, written as code. */
export interface PlacedLeaf {
  readonly path: string;
  readonly value: Leaf;
  /** The path of the tensor that holds it: `dw` of `dw[2][1]`. */
  readonly tensor: string;
}

/** The shape of a rectangular nested array of scalars; undefined for anything else. `[[]]` is [1, 0]. */
export function shapeOf(value: unknown): number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  if (value.length === 0) return [0];
  const inner = value.map((item) => (Array.isArray(item) ? shapeOf(item) : isScalar(item) ? [] : undefined));
  const [first] = inner;
  if (
    !first ||
    !inner.every((shape) => shape && shape.length === first.length && shape.every((n, i) => n === first[i]))
  )
    return undefined;
  return [value.length, ...first];
}

/** Every scalar of a value, in order. */
export function leavesOf(value: unknown, path = "", tensor = ""): PlacedLeaf[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leavesOf(item, `${path}[${i}]`, tensor));
  if (ArrayBuffer.isView(value))
    return Array.from(value as never, (item: number, i) => ({ path: `${path}[${i}]`, value: item, tensor }));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => {
      const inner = path === "" ? key : `${path}.${key}`;
      return leavesOf(item, inner, inner);
    });
  }
  return [{ path, value: value as Leaf, tensor }];
}

/**
 * Whether two values have the same structure and every pair of scalars passes the test. Unknown keys of `actual` do not count. Builds
 * nothing, so that the usual answer, yes, is cheap.
 */
export function everyPair(
  expected: unknown,
  actual: unknown,
  test: (expected: Leaf, actual: Leaf) => boolean,
): boolean {
  if (typeof expected !== "object" || expected === null) {
    return (typeof actual !== "object" || actual === null) && test(expected as Leaf, actual as Leaf);
  }
  if (typeof actual !== "object" || actual === null) return false;
  if (Array.isArray(expected) || ArrayBuffer.isView(expected)) {
    const [wanted, got] = [expected, actual] as [ArrayLike<unknown>, ArrayLike<unknown>];
    if (Object.getPrototypeOf(expected) !== Object.getPrototypeOf(actual) || wanted.length !== got.length) return false;
    for (let i = 0; i < wanted.length; i++) if (!everyPair(wanted[i], got[i], test)) return false;
    return true;
  }
  if (Array.isArray(actual) || ArrayBuffer.isView(actual)) return false;
  for (const [key, item] of Object.entries(expected)) {
    if (!Object.hasOwn(actual, key) || !everyPair(item, (actual as Record<string, unknown>)[key], test)) return false;
  }
  return true;
}

/** The numbers of a value in order; undefined when a scalar is not a finite number. */
export function finiteNumbers(value: unknown): number[] | undefined {
  const numbers: number[] = [];
  return addNumbers(value, numbers) ? numbers : undefined;
}

function addNumbers(value: unknown, numbers: number[]): boolean {
  if (typeof value === "number") {
    numbers.push(value);
    return Number.isFinite(value);
  }
  if (typeof value !== "object" || value === null) return false;
  const items =
    Array.isArray(value) || ArrayBuffer.isView(value) ? (value as ArrayLike<unknown>) : Object.values(value);
  for (let i = 0; i < items.length; i++) if (!addNumbers(items[i], numbers)) return false;
  return true;
}

/** The largest magnitude of some numbers; 0 for none. A spread into `Math.max` overflows the stack at a hundred thousand. */
export function largestOf(numbers: Iterable<number>): number {
  let largest = 0;
  for (const value of numbers) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/** The value with its axes in another order: `order[k]` says which old axis becomes axis k. */
export function permuteAxes(value: unknown, order: readonly number[]): unknown {
  const shape = shapeOf(value) ?? [];
  const build = (position: number[]): unknown => {
    if (position.length < order.length)
      return Array.from({ length: shape[order[position.length]] }, (_, i) => build([...position, i]));
    const old: number[] = [];
    order.forEach((axis, k) => {
      old[axis] = position[k];
    });
    return old.reduce<unknown>((inner, i) => (inner as unknown[])[i], value);
  };
  return build([]);
}

/** Reverses one axis. */
export function reverseAxis(value: unknown, axis: number): unknown {
  const items = value as unknown[];
  return axis === 0 ? items.toReversed() : items.map((item) => reverseAxis(item, axis - 1));
}

/** All orders of n axes but the given one. n is small: a result has at most a handful of axes. */
export function axisOrders(n: number): number[][] {
  const build = (rest: number[]): number[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((axis) => build(rest.filter((other) => other !== axis)).map((tail) => [axis, ...tail]));
  return build(Array.from({ length: n }, (_, i) => i)).filter((order) => order.some((axis, i) => axis !== i));
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}
