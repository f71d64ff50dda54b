/**
 * What an attempt may import: the array types that every kata speaks of, and a few helpers that save typing without doing
 * anybody's mathematics. `import { zeros, type Matrix } from "katagrad/nd"`.
 */

export type Vector = number[];
export type Matrix = number[][];
export type Tensor3 = number[][][];
export type Tensor4 = number[][][][];

/** A vector of n zeros. */
export function zeros(n: number): Vector;
/** A [rows, columns] matrix of zeros. */
export function zeros(rows: number, columns: number): Matrix;
/** An [a, b, c] tensor of zeros. */
export function zeros(a: number, b: number, c: number): Tensor3;
/** An [a, b, c, d] tensor of zeros. */
export function zeros(a: number, b: number, c: number, d: number): Tensor4;
export function zeros(...shape: number[]): unknown {
  const [length, ...rest] = shape;
  return Array.from({ length }, () => (rest.length === 0 ? 0 : zeros(...(rest as [number]))));
}

/** The lengths of the axes, read from the first entry along each: `shape([[1, 2, 3]])` is `[1, 3]`. */
export function shape(x: unknown): number[] {
  const lengths: number[] = [];
  for (let inner = x; Array.isArray(inner); inner = inner[0]) lengths.push(inner.length);
  return lengths;
}

/** Matrix product: [n, k] times [k, m] is [n, m]. */
export function matmul(a: Matrix, b: Matrix): Matrix {
  const columns = b.length === 0 ? 0 : b[0].length;
  return a.map((row) => {
    const out = zeros(columns);
    for (let k = 0; k < row.length; k++) for (let j = 0; j < columns; j++) out[j] += row[k] * b[k][j];
    return out;
  });
}

/** [n, m] to [m, n]. */
export function transpose(a: Matrix): Matrix {
  return a.length === 0 ? [] : a[0].map((_, j) => a.map((row) => row[j]));
}
