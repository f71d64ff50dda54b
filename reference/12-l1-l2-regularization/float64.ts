/**
 * Penalties on the size of weights, and the two regressions that they are named after, by hand. n samples, d features.
 * Sources: Hoerl and Kennard (1970), "Ridge regression: biased estimation for nonorthogonal problems"; Tibshirani (1996), "Regression
 * shrinkage and selection via the lasso"; Zou and Hastie (2005), "Regularization and variable selection via the elastic net"; Daubechies,
 * Defrise and De Mol (2004), "An iterative thresholding algorithm for linear inverse problems with a sparsity constraint" (ISTA).
 */
import { type Matrix, matmul, transpose, type Vector, zeros } from "katagrad/nd";

interface Penalty {
  penalty: number;
  gradient: Vector;
}
interface Params {
  W: Matrix;
  b: Vector;
}

/** λ Σ |wᵢ|. The same pull on every weight, however small it is; none at 0. */
export function l1(w: Vector, lambda: number): Penalty {
  return {
    penalty: lambda * sum(w.map(Math.abs)),
    gradient: w.map((wi) => lambda * Math.sign(wi)), // [n]
  };
}

/** ½λ Σ wᵢ². The pull is proportional to the weight. */
export function l2(w: Vector, lambda: number): Penalty {
  return {
    penalty: 0.5 * lambda * sum(w.map((wi) => wi * wi)),
    gradient: w.map((wi) => lambda * wi), // [n]
  };
}

/** A share l1Ratio of the strength goes to the L1 penalty, the rest to the L2 penalty. */
export function elasticNet(w: Vector, lambda: number, l1Ratio: number): Penalty {
  const sparse = l1(w, lambda * l1Ratio);
  const small = l2(w, lambda * (1 - l1Ratio));
  return {
    penalty: sparse.penalty + small.penalty,
    gradient: w.map((_, i) => sparse.gradient[i] + small.gradient[i]), // [n]
  };
}

/** Gradient descent on loss + penalty of one dense layer. W, dW [in, out]; b, db [out]. The bias is left alone. */
export function regularizedStep(
  { W, b }: Params,
  { dW, db }: { dW: Matrix; db: Vector },
  lr: number,
  { l1: absolute = 0, l2: squared = 0 }: { l1?: number; l2?: number },
): Params {
  return {
    W: W.map((row, i) => row.map((w, j) => w - lr * (dW[i][j] + absolute * Math.sign(w) + squared * w))),
    b: b.map((bj, j) => bj - lr * db[j]),
  };
}

/** The minimum of ‖y - Xw - b‖² + λ‖w‖². Once everything is centred the free intercept drops out. X [n, d], y [n] → w [d], b. */
export function ridge(X: Matrix, y: Vector, lambda: number): { w: Vector; b: number } {
  const centre = transpose(X).map(mean); // [d]
  const level = mean(y);
  const targets = y.map((yi) => yi - level); // [n]
  const features = transpose(X.map((row) => row.map((x, j) => x - centre[j]))); // [d, n]
  const gram = matmul(features, transpose(features)); // [d, d]
  const normal = gram.map((row, i) => row.map((g, j) => (i === j ? g + lambda : g)));
  const moments = features.map((feature) => dot(feature, targets)); // [d]
  const w = solvePositive(normal, moments);
  return { w, b: level - dot(centre, w) };
}

/** The proximal step of t|·|: towards 0 by t, and no further. z [n] → [n]. */
export function softThreshold(z: Vector, t: number): Vector {
  return z.map((zi) => Math.sign(zi) * Math.max(Math.abs(zi) - t, 0));
}

/** ISTA from 0 on ‖Xw - y‖² / 2n + λ‖w‖₁: a gradient step on the smooth half, a proximal step on the other. X [n, d], y [n] → w [d]. */
export function lasso(
  X: Matrix,
  y: Vector,
  lambda: number,
  lr: number,
  steps: number,
): { w: Vector; objectives: Vector } {
  const n = X.length;
  const features = transpose(X); // [d, n]
  let w = zeros(features.length); // [d]
  let residual = y.map((yi) => -yi); // [n]
  const objective = () => dot(residual, residual) / (2 * n) + l1(w, lambda).penalty;
  const objectives = [objective()];
  for (let step = 1; step <= steps; step++) {
    const gradient = features.map((feature) => dot(feature, residual) / n); // [d]
    const moved = w.map((wj, j) => wj - lr * gradient[j]);
    w = softThreshold(moved, lr * lambda);
    residual = X.map((row, i) => dot(row, w) - y[i]);
    objectives.push(objective());
  }
  return { w, objectives };
}

/** A x = b by Cholesky's A = L Lᵀ, for a symmetric positive definite A [d, d]. */
function solvePositive(A: Matrix, b: Vector): Vector {
  const d = b.length;
  const L = zeros(d, d);
  const x = zeros(d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      const rest = A[i][j] - dot(L[i].slice(0, j), L[j]);
      L[i][j] = i === j ? Math.sqrt(rest) : rest / L[j][j];
    }
    x[i] = (b[i] - dot(L[i].slice(0, i), x)) / L[i][i];
  }
  for (let i = d - 1; i >= 0; i--) {
    for (let k = i + 1; k < d; k++) x[i] -= L[k][i] * x[k];
    x[i] /= L[i][i];
  }
  return x;
}

/** Over the length of a. */
function dot(a: Vector, b: Vector): number {
  return a.reduce((total, value, i) => total + value * b[i], 0);
}

function sum(a: Vector): number {
  return a.reduce((total, value) => total + value, 0);
}

function mean(a: Vector): number {
  return sum(a) / a.length;
}
