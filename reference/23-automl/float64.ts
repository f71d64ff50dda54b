/**
 * A small AutoML: preprocessing, four models, a search by cross-validation and a stack, by hand. Everything that is learned is learned from
 * the training rows alone, by a function whose name has "fit" in it.
 * Sources: Stone (1974), "Cross-validatory choice and assessment of statistical predictions"; Wolpert (1992), "Stacked generalization";
 * Feurer et al. (2015), "Efficient and robust automated machine learning"; Hastie, Tibshirani and Friedman (2009), "The Elements of
 * Statistical Learning", chapters 7 and 8.
 */
import { type Matrix, type Vector, zeros } from "katagrad/nd";

export interface Scaler {
  mean: Vector;
  std: Vector;
}

export type Model =
  | { kind: "ridge" | "logistic"; w: Vector; b: number }
  | { kind: "knn"; X: Matrix; y: Vector; k: number }
  | { kind: "stump"; feature: number; threshold: number; left: number; right: number };

type ModelChoice =
  | { kind: "ridge"; lambda: number }
  | { kind: "logistic"; lambda: number; lr: number; steps: number }
  | { kind: "knn"; k: number }
  | { kind: "stump" };

export interface Candidate {
  impute: "mean" | "median";
  scale: boolean;
  keep: number;
  model: ModelChoice;
}

export interface Train {
  X: Matrix;
  y: Vector;
  categorical: number[];
}

export interface Pipeline {
  categorical: number[];
  fill: Vector;
  scaler: Scaler;
  categories: Matrix;
  features: number[];
  model: Model;
}

/** A better score must be better by more than rounding; else the earlier one stays. */
const MARGIN = 1e-9;

/** One number a column, from the values that are there: [n, d] → [d]. */
export function imputeFit(X: Matrix, strategy: "mean" | "median"): Vector {
  return columnsOf(X).map((column) => {
    const known = column.filter((v) => !Number.isNaN(v));
    if (known.length === 0) return 0;
    return strategy === "mean" ? meanOf(known) : medianOf(known);
  });
}

export function imputeApply(X: Matrix, fill: Vector): Matrix {
  return X.map((row) => row.map((v, j) => (Number.isNaN(v) ? fill[j] : v)));
}

export function standardizeFit(X: Matrix): Scaler {
  const mean = columnsOf(X).map(meanOf);
  const std = columnsOf(X).map((column, j) => Math.sqrt(meanOf(column.map((v) => (v - mean[j]) ** 2))) || 1);
  return { mean, std };
}

export function standardizeApply(X: Matrix, { mean, std }: Scaler): Matrix {
  return X.map((row) => row.map((v, j) => (v - mean[j]) / std[j]));
}

/** The different codes in rising order. */
export function oneHotFit(column: Vector): Vector {
  return [...new Set(column)].filter((v) => !Number.isNaN(v)).sort((a, b) => a - b);
}

/** [n], [K] → [n, K]; a code that was not there when the categories were fitted has none of them. */
export function oneHotApply(column: Vector, categories: Vector): Matrix {
  return column.map((v) => categories.map((category) => (v === category ? 1 : 0)));
}

/** The k columns that correlate most with y, by |r|, in rising order. */
export function selectKBest(X: Matrix, y: Vector, k: number): number[] {
  const scores = columnsOf(X).map((column) => Math.abs(correlation(column, y)));
  const chosen = new Set<number>();
  while (chosen.size < Math.min(k, scores.length)) {
    const rest = scores.map((_, j) => j).filter((j) => !chosen.has(j));
    chosen.add(rest.reduce((best, j) => (scores[j] > scores[best] + MARGIN ? j : best)));
  }
  return [...chosen].sort((a, b) => a - b);
}

/** Σ (y - Xw - b)² + λ|w|² at its minimum. */
export function fitRidge(X: Matrix, y: Vector, lambda: number): Model {
  const mean = columnsOf(X).map(meanOf);
  const columns = columnsOf(X).map((column, j) => column.map((v) => v - mean[j])); // [d, n]
  const level = meanOf(y);
  const A = columns.map((a, i) => columns.map((c, j) => dot(a, c) + (i === j ? lambda : 0)));
  const right = columns.map((column) => column.reduce((sum, v, n) => sum + v * (y[n] - level), 0));
  const w = solve(A, right); // [d]
  return { kind: "ridge", w, b: level - dot(w, mean) };
}

/** Nearest neighbours learn by heart. */
export function fitKnn(X: Matrix, y: Vector, k: number): Model {
  return { kind: "knn", X: X.map((row) => [...row]), y: [...y], k: Math.min(k, X.length) };
}

/** Mean log loss + ½λ|w|², by gradient descent from zero. */
export function fitLogistic(X: Matrix, y: Vector, lambda: number, lr: number, steps: number): Model {
  let w = zeros(X[0].length);
  let b = 0;
  for (let t = 0; t < steps; t++) {
    const residual = X.map((row, n) => sigmoid(dot(row, w) + b) - y[n]); // [n]
    w = w.map((wj, j) => wj - lr * (meanOf(residual.map((r, n) => r * X[n][j])) + lambda * wj));
    b -= lr * meanOf(residual);
  }
  return { kind: "logistic", w, b };
}

/** One question and two answers: the split with the least squared error. */
export function fitStump(X: Matrix, y: Vector): Model {
  let best: Model = { kind: "stump", feature: 0, threshold: 0, left: meanOf(y), right: meanOf(y) };
  let least = Infinity;
  columnsOf(X).forEach((column, feature) => {
    const values = oneHotFit(column);
    for (let i = 0; i + 1 < values.length; i++) {
      const threshold = (values[i] + values[i + 1]) / 2;
      const sides = [y.filter((_, n) => column[n] <= threshold), y.filter((_, n) => column[n] > threshold)];
      const [left, right] = sides.map(meanOf);
      const error = spread(sides[0]) + spread(sides[1]);
      if (error >= least - MARGIN) continue;
      least = error;
      best = { kind: "stump", feature, threshold, left, right };
    }
  });
  return best;
}

/** What any of the four says to new rows: [m, d] → [m]. */
export function predict(model: Model, X: Matrix): Vector {
  switch (model.kind) {
    case "ridge":
      return X.map((row) => dot(row, model.w) + model.b);
    case "logistic":
      return X.map((row) => sigmoid(dot(row, model.w) + model.b));
    case "knn":
      return X.map((row) => meanOf(nearest(model.X, row, model.k).map((n) => model.y[n])));
    case "stump":
      return X.map((row) => (row[model.feature] <= model.threshold ? model.left : model.right));
  }
}

/** Ranks the candidates by cross-validation and fits the best one to all rows. */
export function autoFit(train: Train, candidates: Candidate[], folds: number) {
  const ranking = candidates
    .map((candidate, index) => ({ candidate: index, score: errorOf(outOfFold(train, candidate, folds), train.y) }))
    .sort((a, b) => a.score - b.score || a.candidate - b.candidate);
  return { ranking, best: fitPipeline(train, candidates[ranking[0].candidate]) };
}

/** Raw rows, gaps and codes and all, through everything that the pipeline has learned: [m, d] → [m]. */
export function autoPredict(pipeline: Pipeline, X: Matrix): Vector {
  return predict(pipeline.model, pickColumns(prepare(pipeline, X), pipeline.features));
}

/** A ridge regression on what the candidates say about rows that they have not seen. */
export function stackedEnsemble(train: Train, candidates: Candidate[], folds: number, lambda: number, X: Matrix) {
  const Z = rowsOf(candidates.map((candidate) => outOfFold(train, candidate, folds))); // [n, m]
  const meta = fitRidge(Z, train.y, lambda);
  const said = rowsOf(candidates.map((candidate) => autoPredict(fitPipeline(train, candidate), X)));
  return { outOfFold: Z, meta, predictions: predict(meta, said) };
}

function fitPipeline({ X, y, categorical }: Train, { impute, scale, keep, model }: Candidate): Pipeline {
  const numeric = numericColumns(X, categorical);
  const fill = imputeFit(numeric, impute);
  const filled = imputeApply(numeric, fill);
  const scaler = scale ? standardizeFit(filled) : { mean: fill.map(() => 0), std: fill.map(() => 1) };
  const categories = categorical.map((j) => oneHotFit(X.map((row) => row[j])));
  const prepared = prepare({ categorical, fill, scaler, categories }, X);
  const features = selectKBest(prepared, y, keep);
  return {
    categorical,
    fill,
    scaler,
    categories,
    features,
    model: fitModel(pickColumns(prepared, features), y, model),
  };
}

/** Numeric columns first, then the blocks of the categorical ones. */
function prepare(fitted: Pick<Pipeline, "categorical" | "fill" | "scaler" | "categories">, X: Matrix): Matrix {
  const { categorical, fill, scaler, categories } = fitted;
  const numeric = standardizeApply(imputeApply(numericColumns(X, categorical), fill), scaler);
  const blocks = categorical.map((j, c) =>
    oneHotApply(
      X.map((row) => row[j]),
      categories[c],
    ),
  );
  return numeric.map((row, n) => [...row, ...blocks.flatMap((block) => block[n])]);
}

function fitModel(X: Matrix, y: Vector, choice: ModelChoice): Model {
  switch (choice.kind) {
    case "ridge":
      return fitRidge(X, y, choice.lambda);
    case "logistic":
      return fitLogistic(X, y, choice.lambda, choice.lr, choice.steps);
    case "knn":
      return fitKnn(X, y, choice.k);
    case "stump":
      return fitStump(X, y);
  }
}

/** What a pipeline fitted without a row says about it, for every row: [n]. */
function outOfFold(train: Train, candidate: Candidate, folds: number): Vector {
  return foldsOf(train.y.length, folds).flatMap(([from, to]) => {
    const seen = (_: unknown, n: number) => n < from || n >= to;
    const rest = { ...train, X: train.X.filter(seen), y: train.y.filter(seen) };
    return autoPredict(fitPipeline(rest, candidate), train.X.slice(from, to));
  });
}

/** Blocks of neighbouring rows; the first n mod k have one more. */
function foldsOf(n: number, k: number): [from: number, to: number][] {
  const start = (fold: number) => fold * Math.floor(n / k) + Math.min(fold, n % k);
  return Array.from({ length: k }, (_, fold) => [start(fold), start(fold + 1)]);
}

function errorOf(predicted: Vector, y: Vector): number {
  return meanOf(predicted.map((p, n) => (p - y[n]) ** 2));
}

function nearest(X: Matrix, row: Vector, k: number): number[] {
  const distances = X.map((other) => other.reduce((sum, v, j) => sum + (v - row[j]) ** 2, 0));
  const order = distances.map((_, n) => n).sort((a, b) => distances[a] - distances[b] || a - b);
  return order.slice(0, k);
}

function correlation(x: Vector, y: Vector): number {
  const [mx, my] = [meanOf(x), meanOf(y)];
  const [dx, dy] = [x.map((v) => v - mx), y.map((v) => v - my)];
  const scale = Math.sqrt(dot(dx, dx) * dot(dy, dy));
  return scale === 0 ? 0 : dot(dx, dy) / scale;
}

/** Gaussian elimination with pivots. */
function solve(A: Matrix, right: Vector): Vector {
  const M = A.map((row, i) => [...row, right[i]]);
  const d = right.length;
  for (let c = 0; c < d; c++) {
    const pivot = M.reduce((best, row, r) => (r > c && Math.abs(row[c]) > Math.abs(M[best][c]) ? r : best), c);
    [M[c], M[pivot]] = [M[pivot], M[c]];
    for (let r = 0; r < d; r++) if (r !== c) M[r] = M[r].map((v, j) => v - (M[r][c] / M[c][c]) * M[c][j]);
  }
  return M.map((row, i) => row[d] / row[i]);
}

function numericColumns(X: Matrix, categorical: number[]): Matrix {
  return X.map((row) => row.filter((_, j) => !categorical.includes(j)));
}

function pickColumns(X: Matrix, features: number[]): Matrix {
  return X.map((row) => features.map((j) => row[j]));
}

function columnsOf(X: Matrix): Matrix {
  return X[0].map((_, j) => X.map((row) => row[j]));
}

function rowsOf(columns: Matrix): Matrix {
  return columns[0].map((_, n) => columns.map((column) => column[n]));
}

function meanOf(v: Vector): number {
  return v.reduce((sum, x) => sum + x, 0) / v.length;
}

function medianOf(v: Vector): number {
  const sorted = [...v].sort((a, b) => a - b);
  return (sorted[Math.floor((v.length - 1) / 2)] + sorted[Math.floor(v.length / 2)]) / 2;
}

function spread(v: Vector): number {
  const mean = meanOf(v);
  return v.reduce((sum, x) => sum + (x - mean) ** 2, 0);
}

function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, v, j) => sum + v * b[j], 0);
}

function sigmoid(z: number): number {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}
