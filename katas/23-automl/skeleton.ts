import type { Matrix, Vector } from "katagrad/nd";

/** Mean and standard deviation of each column, [d] each. */
export interface Scaler {
  mean: Vector;
  std: Vector;
}

/** A fitted model. `ridge` and `logistic` have weights [d] and an intercept. */
export type Model =
  | { kind: "ridge" | "logistic"; w: Vector; b: number }
  | { kind: "knn"; X: Matrix; y: Vector; k: number }
  | { kind: "stump"; feature: number; threshold: number; left: number; right: number };

/** A model to be fitted, with its hyper-parameters. */
export type ModelChoice =
  | { kind: "ridge"; lambda: number }
  | { kind: "logistic"; lambda: number; lr: number; steps: number }
  | { kind: "knn"; k: number }
  | { kind: "stump" };

/** A recipe: how to fill gaps, whether to standardize, how many features to keep, which model. */
export interface Candidate {
  impute: "mean" | "median";
  scale: boolean;
  keep: number;
  model: ModelChoice;
}

/** Raw rows [n, d], in which NaN is a gap; targets [n]; the columns that hold codes, rising. */
export interface Train {
  X: Matrix;
  y: Vector;
  categorical: number[];
}

/** Everything that was learned. `categories` has one row for each categorical column. */
export interface Pipeline {
  categorical: number[];
  fill: Vector;
  scaler: Scaler;
  categories: Matrix;
  features: number[];
  model: Model;
}

/** One fill value a column, from the entries that are not NaN: [n, d] to [d]. */
export function imputeFit(X: Matrix, strategy: "mean" | "median"): Vector {
  throw new Error("not implemented");
}

/** NaN replaced by the fill value of its column: [m, d] to [m, d]. */
export function imputeApply(X: Matrix, fill: Vector): Matrix {
  throw new Error("not implemented");
}

/** Mean and population standard deviation of each column; a deviation of 0 counts as 1. */
export function standardizeFit(X: Matrix): Scaler {
  throw new Error("not implemented");
}

/** (x - mean) / std, column by column: [m, d] to [m, d]. */
export function standardizeApply(X: Matrix, scaler: Scaler): Matrix {
  throw new Error("not implemented");
}

/** The different codes of a column in rising order, NaN left out: [n] to [K]. */
export function oneHotFit(column: Vector): Vector {
  throw new Error("not implemented");
}

/** [m] to [m, K]; a code that is not among the categories gives a row of zeros. */
export function oneHotApply(column: Vector, categories: Vector): Matrix {
  throw new Error("not implemented");
}

/** The indices of the k columns with the largest |correlation| with y, in rising order. */
export function selectKBest(X: Matrix, y: Vector, k: number): number[] {
  throw new Error("not implemented");
}

/** Minimises Σ (y - Xw - b)² + λ|w|²: a model of kind "ridge". */
export function fitRidge(X: Matrix, y: Vector, lambda: number): Model {
  throw new Error("not implemented");
}

/** Keeps the rows: a model of kind "knn", with k at most the number of rows. */
export function fitKnn(X: Matrix, y: Vector, k: number): Model {
  throw new Error("not implemented");
}

/** Gradient descent from zero on mean log loss + ½λ|w|²; y holds 0 and 1. A model of kind "logistic". */
export function fitLogistic(X: Matrix, y: Vector, lambda: number, lr: number, steps: number): Model {
  throw new Error("not implemented");
}

/** The one split with the least squared error: a model of kind "stump". */
export function fitStump(X: Matrix, y: Vector): Model {
  throw new Error("not implemented");
}

/** What a fitted model says to rows [m, d]: [m]. */
export function predict(model: Model, X: Matrix): Vector {
  throw new Error("not implemented");
}

/**
 * Cross-validates every candidate and fits the best one to all rows.
 * @returns the candidates' indices with their mean squared errors, best first, and the fitted pipeline of the first
 */
export function autoFit(
  train: Train,
  candidates: Candidate[],
  folds: number,
): { ranking: { candidate: number; score: number }[]; best: Pipeline } {
  throw new Error("not implemented");
}

/** What a fitted pipeline says to raw rows [m, d]: [m]. */
export function autoPredict(pipeline: Pipeline, X: Matrix): Vector {
  throw new Error("not implemented");
}

/**
 * A ridge regression on the candidates' out-of-fold predictions.
 * @param X new raw rows, [m, d]
 * @returns out-of-fold predictions [n, candidates], the ridge model on them, and predictions for X, [m]
 */
export function stackedEnsemble(
  train: Train,
  candidates: Candidate[],
  folds: number,
  lambda: number,
  X: Matrix,
): { outOfFold: Matrix; meta: Model; predictions: Vector } {
  throw new Error("not implemented");
}
