import type { Matrix, Vector } from "katagrad/nd";

export interface EpochOptions {
  /** The learning rate. */
  lr: number;
  /** Samples in a batch, 1 or more. */
  batchSize: number;
  /** Whether a last batch that is not full is left out. */
  dropLast: boolean;
}

export interface FitOptions extends EpochOptions {
  /** Passes over the data, 0 or more. */
  epochs: number;
}

/**
 * 0 … n-1 in random order: Fisher-Yates from the last place down.
 * @param rng uniform on [0, 1), called once for each i from n-1 down to 1
 * @returns a permutation, [n]
 */
export function shuffledIndices(n: number, rng: () => number): number[] {
  throw new Error("not implemented");
}

/**
 * Cuts a list of indices into consecutive batches.
 * @param indices any indices, in the order in which they are to be visited
 * @param size how many make a full batch, 1 or more
 * @param dropLast whether a last batch that is not full is left out
 * @returns lists of `size` indices each; the last one may be shorter
 */
export function batches(indices: number[], size: number, dropLast = false): number[][] {
  throw new Error("not implemented");
}

/**
 * The mean cross-entropy of softmax regression over a batch.
 * @param X all samples, [n, D]
 * @param labels class indices from 0 to K-1, [n]
 * @param W weights, [D, K]
 * @param b bias, [K]
 * @param batch indices of the samples in the batch, [N], N at least 1
 */
export function batchLoss(X: Matrix, labels: number[], W: Matrix, b: Vector, batch: number[]): number {
  throw new Error("not implemented");
}

/**
 * The gradient of batchLoss for the weights and the bias.
 * @returns dW [D, K], db [K]
 */
export function batchGradient(
  X: Matrix,
  labels: number[],
  W: Matrix,
  b: Vector,
  batch: number[],
): { dW: Matrix; db: Vector } {
  throw new Error("not implemented");
}

/**
 * One pass over the data in a new random order, one step for each batch.
 * @param W weights before the pass, [D, K]
 * @param b bias before the pass, [K]
 * @param rng only the shuffle draws from it
 * @returns W [D, K] and b [K] after the pass; losses, the mean loss of each batch just before its step
 */
export function epoch(
  X: Matrix,
  labels: number[],
  W: Matrix,
  b: Vector,
  options: EpochOptions,
  rng: () => number,
): { W: Matrix; b: Vector; losses: Vector } {
  throw new Error("not implemented");
}

/**
 * Trains softmax regression from zeros.
 * @param classes the number of classes K
 * @returns W [D, K] and b [K] after the last epoch; losses [epochs], each the mean over all samples that the epoch has visited
 */
export function fit(
  X: Matrix,
  labels: number[],
  classes: number,
  options: FitOptions,
  rng: () => number,
): { W: Matrix; b: Vector; losses: Vector } {
  throw new Error("not implemented");
}
