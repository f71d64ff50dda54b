/** Seeded randomness: the stream behind a case's arguments, and the `rng` that an attempt receives. */
import alea from "seedrandom/lib/alea.js";
import { type NamedFunction, namedFunction } from "./objectives.ts";

/** The type of an array nested to a shape: `[]` a number, `[2]` a vector, `[2, 3]` a matrix … */
type Nested<Shape extends readonly number[]> = Shape extends readonly []
  ? number
  : Shape extends readonly [number, ...infer Rest extends readonly number[]]
    ? Nested<Rest>[]
    : unknown;

/** Stands for a generator in a case's arguments: it crosses to the sandbox as its seed and becomes a function there. */
interface RngMarker {
  readonly $rng: string;
}

/** Stands for a named function (an objective, a gradient) in a case's arguments. */
interface FunctionMarker {
  readonly $fn: string;
}

/** Uniform on [0, 1), 53 bits a draw. */
export function createRng(seed: string): () => number {
  return alea(seed).double;
}

export interface Draw {
  /** Standard normal numbers (Box-Muller), or with another mean and standard deviation. */
  normal<const Shape extends readonly number[]>(shape: Shape, options?: { mean?: number; std?: number }): Nested<Shape>;
  /** Uniform on [low, high). */
  uniform<const Shape extends readonly number[]>(shape: Shape, low?: number, high?: number): Nested<Shape>;
  /** Integers in [low, high). */
  integers<const Shape extends readonly number[]>(shape: Shape, low: number, high: number): Nested<Shape>;
  /** 0 … n-1 in random order. */
  permutation(n: number): number[];
  /** A generator argument: the reference and the attempt receive the same stream. */
  rng(): () => number;
  /** A named function argument. */
  fn<Name extends keyof NamedFunction>(name: Name): NamedFunction[Name];
}

/** The stream of one case. The same five words give the same arguments on every machine. */
export function createDraw(kata: string, part: string, caseName: string, seed: number, secret = ""): Draw {
  const stream = [kata, part, caseName, seed, secret].join("\u0000");
  const next = createRng(stream);
  const normal = () => {
    const u1 = 1 - next();
    const u2 = next();
    return Math.sqrt(-2 * Math.log(u1)) * Math.cos(2 * Math.PI * u2);
  };
  let generators = 0;
  return {
    normal: (shape, { mean = 0, std = 1 } = {}) => fill(shape, () => mean + std * normal()),
    uniform: (shape, low = 0, high = 1) => fill(shape, () => low + (high - low) * next()),
    integers: (shape, low, high) => fill(shape, () => low + Math.floor((high - low) * next())),
    permutation: (n) => shuffled(n, next),
    rng: () => ({ $rng: `${stream}\u0000rng${generators++}` }) as RngMarker as unknown as () => number,
    fn: (name) => ({ $fn: name }) as FunctionMarker as never,
  };
}

/** 0 … n-1 in random order: Fisher-Yates from the last index down. */
export function shuffled(n: number, next: () => number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** A copy of a case's arguments in which every marker is the function that it stands for. @param named finds a function by name */
export function materialize<T>(value: T, named: (name: string) => unknown = namedFunction): T {
  if (Array.isArray(value)) return value.map((item) => materialize(item, named)) as T;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  if ("$rng" in value) return createRng((value as unknown as RngMarker).$rng) as T;
  if ("$fn" in value) return named((value as unknown as FunctionMarker).$fn) as T;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, materialize(inner, named)])) as T;
}

function fill<Shape extends readonly number[]>(shape: Shape, next: () => number): Nested<Shape> {
  const build = (axis: number): unknown =>
    axis === shape.length ? next() : Array.from({ length: shape[axis] }, () => build(axis + 1));
  return build(0) as Nested<Shape>;
}
