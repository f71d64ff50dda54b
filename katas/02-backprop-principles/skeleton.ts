import type { Matrix, Vector } from "katagrad/nd";

/** A network with D inputs, M hidden units and O outputs. */
export interface Params {
  /** [D, M] */
  W1: Matrix;
  /** [M] */
  b1: Vector;
  /** [M, O] */
  W2: Matrix;
  /** [O] */
  b2: Vector;
}

/** What a gradient check is told; everything has a default. */
export interface CheckOptions {
  /** The step of the central difference, 1e-5. */
  h?: number;
  /** The largest relative error that is still right, 1e-6. */
  tolerance?: number;
  /** The floor of relativeError, 1e-8. */
  floor?: number;
}

/**
 * tanh in the hidden layer, a linear output layer.
 * @param X one example a row, [B, D]
 * @returns H, the hidden units after the tanh, [B, M]; out [B, O]
 */
export function forward(params: Params, X: Matrix): { H: Matrix; out: Matrix } {
  throw new Error("not implemented");
}

/** The mean of the squared errors over all the B·O numbers; out and Y are [B, O]. */
export function meanSquaredError(out: Matrix, Y: Matrix): number {
  throw new Error("not implemented");
}

/**
 * The gradient of meanSquaredError(forward(params, X).out, Y) with respect to every parameter.
 * @param X [B, D]
 * @param Y targets, [B, O]
 * @returns dW1 [D, M], db1 [M], dW2 [M, O], db2 [O]
 */
export function backward(params: Params, X: Matrix, Y: Matrix): { dW1: Matrix; db1: Vector; dW2: Matrix; db2: Vector } {
  throw new Error("not implemented");
}

/**
 * The gradient of f at x by central differences, one entry at a time.
 * @param f from a point, [n], to a number
 * @param x [n]
 * @param h the step, the same for every entry
 * @returns [n]
 */
export function numericalGradient(f: (x: Vector) => number, x: Vector, h: number): Vector {
  throw new Error("not implemented");
}

/**
 * |a - n| over the larger of |a|, |n| and the floor, entry by entry.
 * @param a an analytic gradient, [n]
 * @param n a numerical one, [n]
 * @returns [n]
 */
export function relativeError(a: Vector, n: Vector, floor = 1e-8): Vector {
  throw new Error("not implemented");
}

/**
 * Holds a claimed gradient of f at x against central differences.
 * @param f from a point, [n], to a number
 * @param gradient the claim, [n]
 * @param x [n]
 * @returns error, the largest relative error; worstIndex, where it stands; ok, whether it is within the tolerance
 */
export function checkGradient(
  f: (x: Vector) => number,
  gradient: Vector,
  x: Vector,
  options: CheckOptions = {},
): { ok: boolean; worstIndex: number; error: number } {
  throw new Error("not implemented");
}
