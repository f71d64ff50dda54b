import type { Matrix, Vector } from "katagrad/nd";

/** A network with one hidden layer: W1 [D, H], b1 [H], W2 [H, O], b2 [O]. */
export interface Params {
  W1: Matrix;
  b1: Vector;
  W2: Matrix;
  b2: Vector;
}

export interface TrainOptions {
  /** The learning rate. */
  lr: number;
  /** The most updates to be made, 0 or more. */
  epochs: number;
  /** Training ends when a loss below this is seen; 0 never ends it. */
  tolerance: number;
}

/**
 * The parameters of a new network: weights uniform between ± sqrt(6 / (inputs + outputs of their layer)), biases 0.
 * @param sizes [D, H, O]
 * @param rng uniform on [0, 1); one draw a weight, W1 row by row, then W2 row by row
 */
export function initialize(sizes: number[], rng: () => number): Params {
  throw new Error("not implemented");
}

/**
 * The network's outputs, sigmoid(sigmoid(X·W1 + b1)·W2 + b2).
 * @param X inputs, [N, D]
 * @returns numbers between 0 and 1, [N, O]
 */
export function predict(params: Params, X: Matrix): Matrix {
  throw new Error("not implemented");
}

/**
 * The mean squared error over all N·O outputs, without a ½, and its gradients.
 * @param X inputs, [N, D]
 * @param Y targets, [N, O]
 * @returns loss, a number; dW1 [D, H], db1 [H], dW2 [H, O], db2 [O]
 */
export function lossAndGradients(
  params: Params,
  X: Matrix,
  Y: Matrix,
): { loss: number; dW1: Matrix; db1: Vector; dW2: Matrix; db2: Vector } {
  throw new Error("not implemented");
}

/**
 * One pass over all the data and one step of gradient descent.
 * @param lr the learning rate
 * @returns the parameters after the step; the loss before it
 */
export function epoch(params: Params, X: Matrix, Y: Matrix, lr: number): { params: Params; loss: number } {
  throw new Error("not implemented");
}

/**
 * Epoch after epoch, until `epochs` updates have been made or a loss is below the tolerance.
 * @returns the final parameters; losses, that of the parameters before each update; stoppedAt, how many updates were made
 */
export function train(
  params: Params,
  X: Matrix,
  Y: Matrix,
  options: TrainOptions,
): { params: Params; losses: Vector; stoppedAt: number } {
  throw new Error("not implemented");
}

/**
 * The share of rows of which every output is on the right side of ½; exactly ½ counts as 1.
 * @param outputs what predict returns, [N, O]
 * @param Y targets, 0 or 1, [N, O]
 * @returns a number from 0 to 1; 0 when there are no rows
 */
export function accuracy(outputs: Matrix, Y: Matrix): number {
  throw new Error("not implemented");
}
