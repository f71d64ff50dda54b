/** Finite differences along random directions: one number tells whether a whole tensor is the gradient of a scalar. */
import { createRng } from "../rng.ts";
import { leavesOf } from "../tensor.ts";

export interface Direction {
  /** The value moved along the direction by h. */
  readonly move: (value: unknown, h: number) => unknown;
  /** The inner product of a tensor with the direction; NaN when their counts of numbers differ. */
  readonly dot: (gradient: unknown) => number;
}

/** Random unit-scale directions in the space of a number or nested array; the same each time. */
export function directionsFor(value: unknown, count: number): Direction[] {
  const size = leavesOf(value).length;
  return Array.from({ length: count }, (_, k) => {
    const next = createRng(`direction ${k}`);
    const along = Array.from({ length: size }, () => 2 * next() - 1);
    return {
      move: (from, h) => moved(from, along, h),
      dot: (gradient) => {
        const numbers = leavesOf(gradient).map((leaf) => leaf.value);
        return numbers.length === size
          ? numbers.reduce<number>((sum, g, i) => sum + Number(g) * along[i], 0)
          : Number.NaN;
      },
    };
  });
}

/**
 * The slope of a scalar function of arguments along a direction, by central differences of fourth order,
 * (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h, and how far it can be trusted.
 */
export async function centralDifference(
  args: readonly unknown[],
  path: readonly (number | string)[],
  direction: Direction,
  evaluate: (args: readonly unknown[]) => Promise<number> | number,
): Promise<{ slope: number; resolution: number }> {
  const h = 1e-3;
  const at = async (distance: number) => evaluate(replaceAt(args, path, (value) => direction.move(value, distance)));
  const [a, b, c, d] = [await at(h), await at(-h), await at(2 * h), await at(-2 * h)];
  const slope = (8 * (a - b) - (c - d)) / (12 * h);
  const scale = Math.max(Math.abs(a), Math.abs(b), Math.abs(c), Math.abs(d));
  return { slope, resolution: 1e-6 * Math.max(Math.abs(slope), 1e-3) + (1e-13 * scale) / h };
}

/** The value at a path of keys and positions. */
export function entryAt(value: unknown, path: readonly (number | string)[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as never)?.[key], value);
}

function replaceAt(value: unknown, path: readonly (number | string)[], change: (value: unknown) => unknown): never {
  if (path.length === 0) return change(value) as never;
  const [key, ...rest] = path;
  if (Array.isArray(value)) return value.map((item, i) => (i === key ? replaceAt(item, rest, change) : item)) as never;
  return { ...(value as object), [key]: replaceAt((value as never)[key], rest, change) } as never;
}

function moved(value: unknown, along: readonly number[], h: number): unknown {
  let next = 0;
  const walk = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(walk);
    if (typeof inner === "object" && inner !== null)
      return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, walk(item)]));
    return Number(inner) + h * along[next++];
  };
  return walk(value);
}
