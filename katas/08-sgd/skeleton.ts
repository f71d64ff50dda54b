import type { Matrix, Vector } from "katagrad/nd";

/** The loss of one sample: half the squared error, or cross-entropy of a label 0 or 1 from the logit. */
export type Loss = "squared" | "logistic";

export interface FitOptions {
  /** The learning rate of the first epoch. */
  lr: number;
  /** How fast the rate decays from epoch to epoch; 0 keeps it. */
  decay: number;
  /** Passes over the data, 0 or more. */
  epochs: number;
  loss: Loss;
}

/**
 * One update from one sample, by the linear model w·x + b.
 * @param x the sample, [d]
 * @param y its target, a number; 0 or 1 for the logistic loss
 * @param w weights, [d]
 * @param b bias
 * @param lr the learning rate
 * @returns weights [d] and bias after the step
 */
export function sgdStep(
  x: Vector,
  y: number,
  w: Vector,
  b: number,
  lr: number,
  loss: Loss = "squared",
): { w: Vector; b: number } {
  throw new Error("not implemented");
}

/**
 * One update for each index in `order`, one after the other.
 * @param X samples, [n, d]
 * @param y targets, [n]
 * @param w weights before the first update, [d]
 * @param b bias before the first update
 * @param lr the learning rate, the same for all updates
 * @param order indices of samples, [m]; may leave some out and repeat others
 * @returns weights [d] and bias after the last update; losses [m], each taken just before its update
 */
export function sgdEpoch(
  X: Matrix,
  y: Vector,
  w: Vector,
  b: number,
  lr: number,
  order: number[],
  loss: Loss = "squared",
): { w: Vector; b: number; losses: Vector } {
  throw new Error("not implemented");
}

/** The learning rate number t = 0, 1, 2 … of an inverse time decay from lr0. */
export function decayedRate(lr0: number, decay: number, t: number): number {
  throw new Error("not implemented");
}

/**
 * Trains from zeros, in a new random order each epoch.
 * @param X samples, [n, d], n at least 1
 * @param y targets, [n]
 * @param rng uniform on [0, 1); only the shuffles draw from it
 * @returns weights [d] and bias after the last epoch; losses [epochs], the mean of each epoch's running losses
 */
export function fit(
  X: Matrix,
  y: Vector,
  options: FitOptions,
  rng: () => number,
): { w: Vector; b: number; losses: Vector } {
  throw new Error("not implemented");
}

/**
 * Polyak-Ruppert averages of a trajectory.
 * @param iterates the start w_0 and the parameters after each of T steps, [T + 1, d]
 * @param burnIn how many steps stay out of the average, 0 or more
 * @returns [T, d]: row t - 1 is the average after step t
 */
export function averagedIterates(iterates: Matrix, burnIn = 0): Matrix {
  throw new Error("not implemented");
}
