/**
 * Mini-batch gradient descent on softmax regression, by hand. n samples, D features, K classes, N samples in a batch.
 * Sources: Bottou, Curtis and Nocedal (2018), "Optimization methods for large-scale machine learning"; Bridle (1990), "Probabilistic
 * interpretation of feedforward classification network outputs", for softmax with cross-entropy; Fisher and Yates (1938), "Statistical
 * tables for biological, agricultural and medical research", and Durstenfeld (1964), "Algorithm 235: random permutation", for the shuffle.
 */
import { type Matrix, matmul, transpose, type Vector, zeros } from "katagrad/nd";

export interface EpochOptions {
  lr: number;
  batchSize: number;
  dropLast: boolean;
}
export interface FitOptions extends EpochOptions {
  epochs: number;
}
interface Trained {
  W: Matrix;
  b: Vector;
  losses: Vector;
}

/** 0 … n-1 in random order: from the last place down, each place takes one of those not placed yet. */
export function shuffledIndices(n: number, rng: () => number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** Consecutive pieces of the given size; the last one is shorter when the size does not divide, and can be left out. */
export function batches(indices: number[], size: number, dropLast = false): number[][] {
  const pieces: number[][] = [];
  for (let start = 0; start < indices.length; start += size) {
    pieces.push(indices.slice(start, start + size));
  }
  return dropLast ? pieces.filter((piece) => piece.length === size) : pieces;
}

/** X [n, D], labels [n], W [D, K], b [K], batch [N] → the mean cross-entropy of the batch. */
export function batchLoss(X: Matrix, labels: number[], W: Matrix, b: Vector, batch: number[]): number {
  const logits = affine(pick(X, batch), W, b); // [N, K]
  const each = logits.map((z, m) => logSumExp(z) - z[labels[batch[m]]]); // [N]
  return each.reduce((sum, one) => sum + one, 0) / batch.length;
}

/** The gradient of batchLoss: dW [D, K], db [K]. Along the logits it is (probability - one-hot label) / N. */
export function batchGradient(
  X: Matrix,
  labels: number[],
  W: Matrix,
  b: Vector,
  batch: number[],
): { dW: Matrix; db: Vector } {
  const rows = pick(X, batch); // [N, D]
  const probabilities = affine(rows, W, b).map(softmax); // [N, K]
  const dlogits = probabilities.map((p, m) => p.map((pk, k) => (pk - (k === labels[batch[m]] ? 1 : 0)) / batch.length)); // [N, K]
  const dW = matmul(transpose(rows), dlogits); // [D, K]
  const db = b.map((_, k) => dlogits.reduce((sum, row) => sum + row[k], 0)); // [K]
  return { dW, db };
}

/** One shuffled pass: a step for each batch, each from where the one before has left the parameters. */
export function epoch(
  X: Matrix,
  labels: number[],
  W: Matrix,
  b: Vector,
  { lr, batchSize, dropLast }: EpochOptions,
  rng: () => number,
): Trained {
  let model = { W: W.map((row) => [...row]), b: [...b] };
  const losses: Vector = [];
  const order = shuffledIndices(X.length, rng);
  for (const batch of batches(order, batchSize, dropLast)) {
    losses.push(batchLoss(X, labels, model.W, model.b, batch));
    const { dW, db } = batchGradient(X, labels, model.W, model.b, batch);
    model = { W: model.W.map((row, d) => against(row, dW[d], lr)), b: against(model.b, db, lr) };
  }
  return { ...model, losses };
}

/** From zeros, W [D, K], b [K]; and the mean loss of the samples that each epoch has visited [epochs]. */
export function fit(X: Matrix, labels: number[], classes: number, options: FitOptions, rng: () => number): Trained {
  let model = { W: zeros(X[0].length, classes), b: zeros(classes) };
  const losses: Vector = [];
  for (let e = 0; e < options.epochs; e++) {
    const pass = epoch(X, labels, model.W, model.b, options, rng);
    losses.push(meanOverSamples(pass.losses, X.length, options.batchSize));
    model = { W: pass.W, b: pass.b };
  }
  return { ...model, losses };
}

/** Batch means weighted by the sizes of the batches, of which only the last can be smaller. */
function meanOverSamples(means: Vector, n: number, batchSize: number): number {
  const sizes = means.map((_, k) => Math.min(batchSize, n - k * batchSize));
  const total = means.reduce((sum, mean, k) => sum + mean * sizes[k], 0);
  const seen = sizes.reduce((sum, size) => sum + size, 0);
  return total / seen;
}

/** v - ηg. */
function against(v: Vector, g: Vector, lr: number): Vector {
  return v.map((value, k) => value - lr * g[k]);
}

/** The rows of these indices: [n, D] → [N, D]. */
function pick(X: Matrix, batch: number[]): Matrix {
  return batch.map((i) => X[i]);
}

/** a · W + b, with b [K] added to each row. */
function affine(a: Matrix, W: Matrix, b: Vector): Matrix {
  return matmul(a, W).map((row) => row.map((value, k) => value + b[k]));
}

/** The largest logit is taken out first, so that no exponential is above 1. */
function softmax(z: Vector): Vector {
  const top = Math.max(...z);
  const exps = z.map((zk) => Math.exp(zk - top));
  const total = exps.reduce((sum, one) => sum + one, 0);
  return exps.map((one) => one / total);
}

function logSumExp(z: Vector): number {
  const peak = Math.max(...z);
  return peak + Math.log(z.reduce((sum, zk) => sum + Math.exp(zk - peak), 0));
}
