/**
 * Logistic regression by gradient descent on the whole set, by hand. n examples, d features, labels 0 and 1.
 * Sources: Cox (1958), "The regression analysis of binary sequences", for the model; Hastie, Tibshirani and Friedman (2009), "The
 * elements of statistical learning", section 4.4, for the gradient; Goodfellow, Bengio and Courville (2016), "Deep learning",
 * section 8.1.3, for what batch means.
 */
import { type Matrix, type Vector, zeros } from "katagrad/nd";

export interface LossAndGradient {
  loss: number;
  dw: Vector;
  db: number;
}

export interface Batch {
  X: Matrix;
  y: Vector;
}

export interface Options {
  lr: number;
  maxSteps: number;
  gradTolerance: number;
}

/** X [n, d], y [n], w [d], b → the mean of -log p(label). An example with logit z costs log(1 + e^z) as a 0 and log(1 + e^(-z)) as a 1. */
export function logisticLoss(X: Matrix, y: Vector, w: Vector, b: number): number {
  const z = logits(X, w, b); // [n]
  return mean(z.map((zi, i) => softplus(y[i] === 1 ? -zi : zi)));
}

/** dL/dz = (σ(z) - y) / n; from there one product with the features. */
export function lossAndGradient(X: Matrix, y: Vector, w: Vector, b: number): LossAndGradient {
  const loss = logisticLoss(X, y, w, b);
  const error = logits(X, w, b).map((z, i) => sigmoid(z) - y[i]); // [n]
  const dw = w.map((_, j) => mean(error.map((e, i) => e * X[i][j]))); // [d]
  const db = mean(error);
  return { loss, dw, db };
}

/** From zeros, until no entry of the gradient exceeds the tolerance or maxSteps steps are made; losses [steps + 1]. */
export function fit(
  X: Matrix,
  y: Vector,
  { lr, maxSteps, gradTolerance }: Options,
): { w: Vector; b: number; losses: Vector; converged: boolean } {
  let [w, b] = [zeros(X[0].length), 0];
  const losses: Vector = [];
  for (let step = 0; ; step++) {
    const { loss, dw, db } = lossAndGradient(X, y, w, b);
    losses.push(loss);
    const converged = largest([...dw, db]) <= gradTolerance;
    if (converged || step === maxSteps) return { w, b, losses, converged };
    w = w.map((wj, j) => wj - lr * dw[j]);
    b -= lr * db;
  }
}

/** The same as lossAndGradient on all micro-batches together: each counts by its share of the examples. */
export function accumulateGradient(microBatches: Batch[], w: Vector, b: number): LossAndGradient {
  const n = microBatches.reduce((count, { y }) => count + y.length, 0);
  let [loss, dw, db] = [0, zeros(w.length), 0];
  for (const { X, y } of microBatches) {
    if (y.length === 0) continue; // the mean of nothing is NaN
    const part = lossAndGradient(X, y, w, b);
    const share = y.length / n;
    loss += share * part.loss;
    dw = dw.map((total, j) => total + share * part.dw[j]);
    db += share * part.db;
  }
  return { loss, dw, db };
}

/** X·w + b, [n]. */
function logits(X: Matrix, w: Vector, b: number): Vector {
  return X.map((row) => row.reduce((z, xj, j) => z + xj * w[j], b));
}

/** log(1 + e^t) with an exponential that is never large. */
function softplus(t: number): number {
  return Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));
}

/** e^(-z) overflows to 1/∞ = 0 and never to ∞/∞. */
function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

function largest(v: Vector): number {
  return v.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
}

function mean(v: Vector): number {
  return v.reduce((sum, entry) => sum + entry, 0) / v.length;
}
