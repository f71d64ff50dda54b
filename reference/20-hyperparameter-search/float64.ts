/**
 * Searching for hyperparameters, by hand. Everything is minimised; ties go to the lower index.
 * Sources: Stone (1974), "Cross-validatory choice and assessment of statistical predictions"; Bergstra and Bengio (2012), "Random search
 * for hyper-parameter optimization"; Rasmussen and Williams (2006), "Gaussian processes for machine learning", algorithm 2.1; Jones,
 * Schonlau and Welch (1998), "Efficient global optimization of expensive black-box functions"; Jamieson and Talwalkar (2016),
 * "Non-stochastic best arm identification and hyperparameter optimization"; Marsaglia (2004), "Evaluating the normal distribution".
 */
import { type Matrix, type Vector, zeros } from "katagrad/nd";

export type Objective = (x: Vector) => number;
export type Range =
  | { kind: "uniform" | "log-uniform" | "integer"; low: number; high: number }
  | { kind: "choice"; values: Vector };
export interface Kernel {
  kind: "rbf" | "matern32" | "matern52";
  variance: number;
  lengthScale: number;
  noise: number;
}
interface Search {
  points: Matrix;
  values: Vector;
  best: number;
}
interface Round {
  candidates: number[];
  epochs: number;
  losses: Vector;
}

/** Every combination of d lists of values, the last list running fastest: points [m, d], values [m]. */
export function gridSearch(space: Matrix, objective: Objective): Search {
  const points = space.reduce<Matrix>(
    (shorter, axis) => shorter.flatMap((point) => axis.map((value) => [...point, value])),
    [[]],
  ); // [m, d]
  return evaluate(points, objective);
}

/** n independent points, one draw a coordinate, point after point: points [n, d], values [n]. */
export function randomSearch(space: readonly Range[], n: number, rng: () => number, objective: Objective): Search {
  const points = Array.from({ length: n }, () => space.map((range) => place(range, rng()))); // [n, d]
  return evaluate(points, objective);
}

/** k contiguous blocks of 0 … n - 1; the first n mod k are longer by one. */
export function kFold(n: number, k: number): { train: number[]; test: number[] }[] {
  const indices = Array.from({ length: n }, (_, i) => i);
  const starts = Array.from({ length: k + 1 }, (_, fold) => fold * Math.floor(n / k) + Math.min(fold, n % k));
  return starts.slice(1).map((end, fold) => ({
    train: indices.filter((i) => i < starts[fold] || i >= end),
    test: indices.slice(starts[fold], end),
  }));
}

/** Out-of-fold predictions of nearest-neighbour regression and their squared errors. X [n, d], y [n]. */
export function crossValidate(
  X: Matrix,
  y: Vector,
  k: number,
  neighbours: number,
): { predictions: Vector; foldErrors: Vector; mean: number; pooled: number } {
  const folds = kFold(X.length, k);
  const predictions = folds.flatMap(({ train, test }) => test.map((i) => nearest(X, y, train, X[i], neighbours))); // [n]
  const errors = predictions.map((guess, i) => (guess - y[i]) ** 2); // [n]
  const foldErrors = folds.map(({ test }) => average(test.map((i) => errors[i]))); // [k]
  return { predictions, foldErrors, mean: average(foldErrors), pooled: average(errors) };
}

/** With K + σ²I = L Lᵀ everything is a product of half-solved vectors. X [n, d], y [n], Xs [m, d] → mean, variance [m]. */
export function gaussianProcess(
  X: Matrix,
  y: Vector,
  Xs: Matrix,
  kernel: Kernel,
): { mean: Vector; variance: Vector; logLikelihood: number } {
  const K = X.map((a, i) => X.map((b, j) => covariance(a, b, kernel) + (i === j ? kernel.noise : 0))); // [n, n]
  const L = cholesky(K); // [n, n]
  const target = halfSolve(L, y); // [n]
  const seen = Xs.map((x) =>
    halfSolve(
      L,
      X.map((a) => covariance(a, x, kernel)),
    ),
  ); // [m, n]
  const halfLogDet = L.reduce((sum, row, i) => sum + Math.log(row[i]), 0);
  return {
    mean: seen.map((v) => dot(v, target)),
    variance: seen.map((v) => Math.max(kernel.variance - dot(v, v), 0)),
    logLikelihood: -0.5 * dot(target, target) - halfLogDet - 0.5 * X.length * Math.log(2 * Math.PI),
  };
}

/** E max(best - ξ - f, 0) for f normal with these means and variances, [m] each → [m]. */
export function expectedImprovement(mean: Vector, variance: Vector, best: number, xi: number): Vector {
  return mean.map((mu, i) => {
    const gain = best - xi - mu;
    const sd = Math.sqrt(variance[i]);
    if (sd === 0) return Math.max(gain, 0);
    return gain * normalCdf(gain / sd) + sd * normalPdf(gain / sd);
  });
}

/** Random points first, then always the open candidate of the largest expected improvement. candidates [m, d]. */
export function bayesianOptimize(
  candidates: Matrix,
  objective: Objective,
  initial: number,
  steps: number,
  kernel: Kernel,
  xi: number,
  rng: () => number,
): { order: number[]; values: Vector; improvements: Vector; best: number } {
  const order = shuffled(candidates.length, rng).slice(0, initial);
  const values = order.map((i) => objective(candidates[i]));
  const improvements: Vector = [];
  while (improvements.length < steps && order.length < candidates.length) {
    const tried = order.map((i) => candidates[i]); // [t, d]
    const targets = standardized(values); // [t]
    const { mean, variance } = gaussianProcess(tried, targets, candidates, kernel); // [m] each
    const hopes = expectedImprovement(mean, variance, Math.min(...targets), xi); // [m]
    const open = candidates.map((_, i) => i).filter((i) => !order.includes(i));
    const next = open[smallest(open.map((i) => -hopes[i]))];
    improvements.push(hopes[next]);
    order.push(next);
    values.push(objective(candidates[next]));
  }
  return { order, values, improvements, best: order[smallest(values)] };
}

/** Short trainings for all, long ones for the few that did best. curves [n, R]: entry e - 1 is the loss after e epochs. */
export function successiveHalving(
  curves: Matrix,
  minEpochs: number,
  factor: number,
): { rounds: Round[]; best: number; cost: number } {
  const rounds: Round[] = [];
  let ranking = curves.map((_, i) => i);
  let [epochs, trained, cost] = [minEpochs, 0, 0];
  while (ranking.length > 1 && epochs <= curves[0].length) {
    const candidates = [...ranking].sort((a, b) => a - b);
    const losses = candidates.map((i) => curves[i][epochs - 1]);
    rounds.push({ candidates, epochs, losses });
    cost += candidates.length * (epochs - trained);
    const ranked = ascending(losses).map((place) => candidates[place]);
    ranking = ranked.slice(0, Math.ceil(ranked.length / factor));
    [trained, epochs] = [epochs, epochs * factor];
  }
  return { rounds, best: ranking[0], cost };
}

function evaluate(points: Matrix, objective: Objective): Search {
  const values = points.map((point) => objective(point));
  return { points, values, best: smallest(values) };
}

/** Where u in [0, 1) falls in a range. */
function place(range: Range, u: number): number {
  if (range.kind === "choice") return range.values[Math.floor(u * range.values.length)];
  const { low, high } = range;
  if (range.kind === "integer") return low + Math.floor(u * (high - low + 1));
  if (range.kind === "log-uniform") return Math.exp(Math.log(low) + u * (Math.log(high) - Math.log(low)));
  return low + u * (high - low);
}

/** The mean target of the training samples that are closest to x. */
function nearest(X: Matrix, y: Vector, train: number[], x: Vector, neighbours: number): number {
  const distances = train.map((i) => squaredDistance(X[i], x));
  const closest = ascending(distances).slice(0, neighbours);
  return average(closest.map((place) => y[train[place]]));
}

function covariance(a: Vector, b: Vector, { kind, variance, lengthScale }: Kernel): number {
  const r = Math.sqrt(squaredDistance(a, b)) / lengthScale;
  if (kind === "rbf") return variance * Math.exp(-0.5 * r * r);
  const s = Math.sqrt(kind === "matern32" ? 3 : 5) * r;
  return variance * (1 + s + (kind === "matern52" ? (s * s) / 3 : 0)) * Math.exp(-s);
}

/** A = L Lᵀ for a symmetric positive definite A [n, n]. */
function cholesky(A: Matrix): Matrix {
  const L = zeros(A.length, A.length);
  for (let i = 0; i < A.length; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = A[i][j];
      for (let k = 0; k < j; k++) rest -= L[i][k] * L[j][k];
      L[i][j] = i === j ? Math.sqrt(rest) : rest / L[j][j];
    }
  }
  return L;
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

function normalPdf(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** Φ(z) = ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …): all terms have one sign. Beyond 9 it is 0 or 1 to the last digit. */
function normalCdf(z: number): number {
  if (Math.abs(z) > 9) return z < 0 ? 0 : 1;
  let [sum, term] = [z, z];
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + normalPdf(z) * sum;
}

/** Mean 0 and variance 1, both over n; equal values become zeros. */
function standardized(values: Vector): Vector {
  const centre = average(values);
  const sd = Math.sqrt(average(values.map((value) => (value - centre) ** 2)));
  return values.map((value) => (sd === 0 ? 0 : (value - centre) / sd));
}

/** 0 … n - 1 in random order: Fisher-Yates from the last index down. */
function shuffled(n: number, rng: () => number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** Places in the order of their values, the first of equals first; NaN counts as Infinity. */
function ascending(values: Vector): number[] {
  const keys = values.map((value) => (Number.isNaN(value) ? Infinity : value));
  return keys.map((_, i) => i).sort((a, b) => (keys[a] === keys[b] ? a - b : keys[a] - keys[b]));
}

/** The place of the smallest value, the first of equals; -1 if there is none. */
function smallest(values: Vector): number {
  return values.reduce((best, value, i) => (best < 0 || value < values[best] ? i : best), -1);
}

function squaredDistance(a: Vector, b: Vector): number {
  return a.reduce((sum, value, j) => sum + (value - b[j]) ** 2, 0);
}

function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function average(values: Vector): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
