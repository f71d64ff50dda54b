import type { Matrix, Vector } from "katagrad/nd";

/** The value of an objective at a point: [n] to a number. */
export type Objective = (x: Vector) => number;

/** Its gradient at a point: [n] to [n]. */
export type Gradient = (x: Vector) => Vector;

/** How a line search goes about it. */
export interface Search {
  /** The factor between one rate and the next, in (0, 1). */
  shrink: number;
  /** The share of the promised fall that must be kept, in (0, 1). */
  c: number;
  /** How many times the first rate may be shrunk, 0 or more. */
  maxShrinks: number;
}

/** The three measures of progress, or the three tolerances for them. */
export interface Tolerances {
  gradient: number;
  step: number;
  value: number;
}

export type Reason = "diverged" | "gradient" | "step" | "value" | "none";

/**
 * Plain gradient descent: x ← x - lr ∇f(x).
 * @param gradient gives the gradient at any point
 * @param x0 the start, [n]
 * @param lr the learning rate η
 * @param steps how many steps, 0 or more
 * @returns the points x, x0 first: [steps + 1, n]
 */
export function descend(gradient: Gradient, x0: Vector, lr: number, steps: number): Matrix {
  throw new Error("not implemented");
}

/**
 * Fits y ≈ X·w + b by gradient descent on L = Σ (X·w + b - y)² / 2n, from w = 0 and b = 0.
 * @param X one example a row, [n, d]
 * @param y targets, [n]
 * @param lr the learning rate η
 * @param steps how many steps, 0 or more
 * @returns w [d] and b after the last step; losses [steps + 1], from the start to the w and b returned
 */
export function fitLine(X: Matrix, y: Vector, lr: number, steps: number): { w: Vector; b: number; losses: Vector } {
  throw new Error("not implemented");
}

/**
 * One gradient step whose rate is found by backtracking: lr, lr·shrink, lr·shrink², …, until f falls enough (Armijo).
 * @param f the objective
 * @param gradient its gradient
 * @param x where the step starts, [n]
 * @param lr the first rate to try
 * @returns the new point [n], its value, and the rate that was accepted; x, f(x) and 0 when no rate was
 */
export function backtrackingStep(
  f: Objective,
  gradient: Gradient,
  x: Vector,
  lr: number,
  { shrink, c, maxShrinks }: Search,
): { x: Vector; value: number; lr: number } {
  throw new Error("not implemented");
}

/**
 * Whether a descent may stop after the step from one point to the next, and why.
 * @param before the point before the step, [n], and the objective's value there
 * @param after the point after the step, [n], the value and the gradient [n] there
 * @param tolerance the largest measure that counts as done, one for each
 * @returns the three measures, and the reason to stop: the first one that holds, or "none"
 */
export function converged(
  before: { x: Vector; value: number },
  after: { x: Vector; value: number; gradient: Vector },
  tolerance: Tolerances,
): Tolerances & { reason: Reason } {
  throw new Error("not implemented");
}
