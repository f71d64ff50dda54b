import type { Matrix, Vector } from "katagrad/nd";

export interface LossAndGradient {
  loss: number;
  dw: Vector;
  db: number;
}

/** Some of the examples: X [m, d] and y [m]. */
export interface Batch {
  X: Matrix;
  y: Vector;
}

export interface Options {
  /** The learning rate η. */
  lr: number;
  /** How many steps at most, 0 or more. */
  maxSteps: number;
  /** The largest entry of the gradient that counts as none. */
  gradTolerance: number;
}

/**
 * The mean cross-entropy of a logistic regression, computed from the logits X·w + b.
 * @param X one example a row, [n, d]
 * @param y labels 0 or 1, [n]
 * @param w weights, [d]
 * @param b the bias
 */
export function logisticLoss(X: Matrix, y: Vector, w: Vector, b: number): number {
  throw new Error("not implemented");
}

/**
 * The loss and its gradients, over all the examples.
 * @returns loss, dw [d] and db
 */
export function lossAndGradient(X: Matrix, y: Vector, w: Vector, b: number): LossAndGradient {
  throw new Error("not implemented");
}

/**
 * Batch gradient descent from w = 0 and b = 0.
 * @param X [n, d]
 * @param y labels 0 or 1, [n]
 * @returns w [d] and b where it stopped; the loss at every point, from the start to there; whether the gradient was small enough there
 */
export function fit(
  X: Matrix,
  y: Vector,
  { lr, maxSteps, gradTolerance }: Options,
): { w: Vector; b: number; losses: Vector; converged: boolean } {
  throw new Error("not implemented");
}

/**
 * What lossAndGradient gives for all the examples together, from pieces that are seen one at a time.
 * @param microBatches the pieces, of any sizes; some may be empty
 * @returns loss, dw [d] and db
 */
export function accumulateGradient(microBatches: Batch[], w: Vector, b: number): LossAndGradient {
  throw new Error("not implemented");
}
