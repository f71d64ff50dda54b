/**
 * Two layers forward and backward, and the check that the backward pass is right. B examples, D inputs, M hidden units, O outputs.
 * Sources: Rumelhart, Hinton and Williams (1986), "Learning representations by back-propagating errors"; Dennis and Schnabel (1983),
 * "Numerical methods for unconstrained optimization and nonlinear equations", for the central difference.
 */
import { type Matrix, matmul, transpose, type Vector } from "katagrad/nd";

export interface Params {
  W1: Matrix;
  b1: Vector;
  W2: Matrix;
  b2: Vector;
}

export interface CheckOptions {
  h?: number;
  tolerance?: number;
  floor?: number;
}

/** X [B, D], W1 [D, M], b1 [M], W2 [M, O], b2 [O] → H [B, M], out [B, O]. */
export function forward({ W1, b1, W2, b2 }: Params, X: Matrix): { H: Matrix; out: Matrix } {
  const Z = affine(X, W1, b1); // [B, M]
  const H = Z.map((row) => row.map(Math.tanh)); // [B, M]
  const out = affine(H, W2, b2); // [B, O]
  return { H, out };
}

/** out, Y [B, O] → the mean over all their numbers. */
export function meanSquaredError(out: Matrix, Y: Matrix): number {
  const squares = out.flatMap((row, n) => row.map((o, k) => (o - Y[n][k]) ** 2)); // [B·O]
  return squares.reduce((sum, square) => sum + square, 0) / squares.length;
}

/** From the loss down: at each layer the error times its input is the weights' gradient, its sum over the batch the bias's. */
export function backward(params: Params, X: Matrix, Y: Matrix): { dW1: Matrix; db1: Vector; dW2: Matrix; db2: Vector } {
  const { H, out } = forward(params, X);
  const count = Y.length * Y[0].length;
  const dOut = out.map((row, n) => row.map((o, k) => (2 * (o - Y[n][k])) / count)); // [B, O]
  const dH = matmul(dOut, transpose(params.W2)); // [B, M]
  const dZ = dH.map((row, n) => row.map((d, j) => d * (1 - H[n][j] ** 2))); // [B, M]
  return {
    dW1: matmul(transpose(X), dZ), // [D, M]
    db1: sumRows(dZ), // [M]
    dW2: matmul(transpose(H), dOut), // [M, O]
    db2: sumRows(dOut), // [O]
  };
}

/** x [n] → [n]: the slope of the chord from x - h to x + h along each axis, two evaluations an entry. */
export function numericalGradient(f: (x: Vector) => number, x: Vector, h: number): Vector {
  return x.map((xi, i) => (f(x.with(i, xi + h)) - f(x.with(i, xi - h))) / (2 * h));
}

/** a, n [n] → [n]. The floor keeps two zeros from being 0/0, and rounding noise around zero from looking like an error. */
export function relativeError(a: Vector, n: Vector, floor = 1e-8): Vector {
  return a.map((ai, i) => Math.abs(ai - n[i]) / Math.max(Math.abs(ai), Math.abs(n[i]), floor));
}

/** NaN is the worst error of all, and no NaN is within a tolerance. */
export function checkGradient(
  f: (x: Vector) => number,
  gradient: Vector,
  x: Vector,
  { h = 1e-5, tolerance = 1e-6, floor = 1e-8 }: CheckOptions = {},
): { ok: boolean; worstIndex: number; error: number } {
  const errors = relativeError(gradient, numericalGradient(f, x, h), floor); // [n]
  const broken = errors.findIndex(Number.isNaN);
  const worstIndex = broken >= 0 ? broken : errors.indexOf(Math.max(...errors));
  const error = worstIndex < 0 ? 0 : errors[worstIndex];
  return { ok: error <= tolerance, worstIndex, error };
}

/** A · W + b, with b [m] added to each row. */
function affine(A: Matrix, W: Matrix, b: Vector): Matrix {
  return matmul(A, W).map((row) => row.map((value, k) => value + b[k]));
}

/** [n, m] → [m]. */
function sumRows(A: Matrix): Vector {
  return A.reduce((sum, row) => sum.map((value, k) => value + row[k]));
}
