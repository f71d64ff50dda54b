/**
 * Over- and underfitting, measured by hand.
 * Sources: Björck (1967), "Solving linear least squares problems by Gram-Schmidt orthogonalization"; Prechelt (1998), "Early stopping - but
 * when?"; Geman, Bienenstock and Doursat (1992), "Neural networks and the bias/variance dilemma"; Hastie, Tibshirani and Friedman (2009),
 * "The elements of statistical learning", chapters 3 and 7.
 */
import { type Matrix, type Vector, zeros } from "katagrad/nd";

interface Labelled {
  predicted: number[];
  actual: number[];
}
interface Thresholds {
  optimal: number;
  bias: number;
  gap: number;
}
export type Verdict = "good-fit" | "underfitting" | "overfitting" | "both";

/** Least squares by modified Gram-Schmidt, the targets carried along as one more column. x, y [n] → coefficients of x⁰ … x^degree. */
export function polynomialFit(x: Vector, y: Vector, degree: number): Vector {
  const terms = degree + 1;
  const columns = Array.from({ length: terms }, (_, k) => x.map((t) => t ** k)); // [terms, n]
  const R = zeros(terms, terms);
  const c = zeros(terms);
  let rest = [...y]; // [n]
  for (let j = 0; j < terms; j++) {
    R[j][j] = Math.sqrt(dot(columns[j], columns[j]));
    const q = columns[j].map((value) => value / R[j][j]); // [n]
    for (let k = j + 1; k < terms; k++) {
      R[j][k] = dot(q, columns[k]);
      columns[k] = columns[k].map((value, i) => value - R[j][k] * q[i]);
    }
    const share = dot(q, rest);
    c[j] = share;
    rest = rest.map((value, i) => value - share * q[i]);
  }
  for (let j = terms - 1; j >= 0; j--) {
    for (let k = j + 1; k < terms; k++) c[j] -= R[j][k] * c[k];
    c[j] /= R[j][j];
  }
  return c;
}

/** Mean squared errors of polynomials fitted to the first samples only: train, validation [s]. */
export function learningCurve(
  x: Vector,
  y: Vector,
  xValidation: Vector,
  yValidation: Vector,
  degree: number,
  sizes: number[],
): { train: Vector; validation: Vector } {
  const curves = sizes.map((m) => {
    const [xSeen, ySeen] = [x.slice(0, m), y.slice(0, m)]; // [m]
    const coefficients = polynomialFit(xSeen, ySeen, degree);
    return [meanSquare(coefficients, xSeen, ySeen), meanSquare(coefficients, xValidation, yValidation)];
  });
  return { train: curves.map(([seen]) => seen), validation: curves.map(([, unseen]) => unseen) };
}

/** The rule of Keras and Lightning: only an improvement by more than minDelta resets the patience. Epochs from 0, -1 for none. */
export function earlyStopping(
  losses: Vector,
  patience: number,
  minDelta: number,
): { bestEpoch: number; stopEpoch: number } {
  let [best, bestEpoch, waited] = [Infinity, -1, 0];
  for (let epoch = 0; epoch < losses.length; epoch++) {
    waited++;
    if (losses[epoch] < best - minDelta) [best, bestEpoch, waited] = [losses[epoch], epoch, 0];
    if (waited >= patience) return { bestEpoch, stopEpoch: epoch };
  }
  return { bestEpoch, stopEpoch: -1 };
}

/** Avoidable bias is how far the training error lies above what is possible; the gap is how far validation lies above training. */
export function diagnose(
  train: Labelled,
  validation: Labelled,
  thresholds: Thresholds,
): { trainError: number; validationError: number; verdict: Verdict } {
  const trainError = errorRate(train);
  const validationError = errorRate(validation);
  const underfits = trainError - thresholds.optimal > thresholds.bias;
  const overfits = validationError - trainError > thresholds.gap;
  const verdict = underfits ? (overfits ? "both" : "underfitting") : overfits ? "overfitting" : "good-fit";
  return { trainError, validationError, verdict };
}

/** predictions [S, n], a row for each model; truth [n]. error = meanBias2 + meanVariance. */
export function biasVariance(
  predictions: Matrix,
  truth: Vector,
): { bias2: Vector; variance: Vector; meanBias2: number; meanVariance: number; error: number } {
  const columns = truth.map((_, j) => predictions.map((row) => row[j])); // [n, S]
  const centres = columns.map(average); // [n]
  const bias2 = centres.map((centre, j) => (centre - truth[j]) ** 2); // [n]
  const variance = columns.map((column, j) => average(column.map((value) => (value - centres[j]) ** 2))); // [n]
  const errors = columns.map((column, j) => average(column.map((value) => (value - truth[j]) ** 2))); // [n]
  return { bias2, variance, meanBias2: average(bias2), meanVariance: average(variance), error: average(errors) };
}

/** The trace of X (XᵀX + λI)⁻¹ Xᵀ. With XᵀX + λI = L Lᵀ the leverage of a sample x is ‖L⁻¹x‖². X [n, d]. */
export function effectiveDegreesOfFreedom(X: Matrix, lambda: number): number {
  const d = X[0].length;
  const L = zeros(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = X.reduce((sum, x) => sum + x[i] * x[j], i === j ? lambda : 0);
      for (let k = 0; k < j; k++) rest -= L[i][k] * L[j][k];
      L[i][j] = i === j ? Math.sqrt(rest) : rest / L[j][j];
    }
  }
  const halves = X.map((x) => halfSolve(L, x)); // [n, d]
  return halves.reduce((sum, half) => sum + dot(half, half), 0);
}

function meanSquare(coefficients: Vector, x: Vector, y: Vector): number {
  const at = (t: number) => coefficients.reduceRight((sum, c) => sum * t + c, 0);
  return average(x.map((t, i) => (at(t) - y[i]) ** 2));
}

function errorRate({ predicted, actual }: Labelled): number {
  return predicted.filter((label, i) => label !== actual[i]).length / actual.length;
}

/** v with L v = b. */
function halfSolve(L: Matrix, b: Vector): Vector {
  const v = zeros(b.length);
  for (let i = 0; i < b.length; i++) {
    let rest = b[i];
    for (let k = 0; k < i; k++) rest -= L[i][k] * v[k];
    v[i] = rest / L[i][i];
  }
  return v;
}

function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function average(values: Vector): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
