import type { Matrix, Vector } from "katagrad/nd";

/** What is minimised: from a point, one number a hyperparameter, to a number. */
export type Objective = (x: Vector) => number;

/** Where one hyperparameter may lie. `low` and `high` of an integer are both included. */
export type Range =
  | { kind: "uniform" | "log-uniform" | "integer"; low: number; high: number }
  | { kind: "choice"; values: Vector };

/** A covariance function, and the variance of the noise on the observations. */
export interface Kernel {
  kind: "rbf" | "matern32" | "matern52";
  variance: number;
  lengthScale: number;
  noise: number;
}

/**
 * The objective at every combination of the given values; the last list runs fastest.
 * @param space the values of each hyperparameter, d lists, perhaps of different lengths
 * @returns points [m, d]; values [m]; best, the index of the smallest value
 */
export function gridSearch(space: Matrix, objective: Objective): { points: Matrix; values: Vector; best: number } {
  throw new Error("not implemented");
}

/**
 * The objective at n random points. One draw a coordinate: the whole first point, then the whole second one, …
 * @param space one range a hyperparameter, d in all
 * @param rng uniform on [0, 1)
 * @returns points [n, d]; values [n]; best, the index of the smallest value, -1 if n is 0
 */
export function randomSearch(
  space: Range[],
  n: number,
  rng: () => number,
  objective: Objective,
): { points: Matrix; values: Vector; best: number } {
  throw new Error("not implemented");
}

/**
 * k contiguous test blocks of 0 … n - 1, the first n mod k of them longer by one.
 * @returns k folds, train and test indices each in increasing order
 */
export function kFold(n: number, k: number): { train: number[]; test: number[] }[] {
  throw new Error("not implemented");
}

/**
 * k-fold cross-validation of nearest-neighbour regression.
 * @param X one sample a row, [n, d]
 * @param y targets, [n]
 * @param k how many folds
 * @param neighbours how many neighbours a prediction averages
 * @returns predictions [n], each made without the sample's fold; foldErrors [k], mean squared errors; mean, their mean; pooled, the mean squared error over all samples
 */
export function crossValidate(
  X: Matrix,
  y: Vector,
  k: number,
  neighbours: number,
): { predictions: Vector; foldErrors: Vector; mean: number; pooled: number } {
  throw new Error("not implemented");
}

/**
 * The posterior of a Gaussian process with prior mean 0.
 * @param X where it was observed, [n, d]
 * @param y what was observed, with noise, [n]
 * @param Xs where it is asked, [m, d]
 * @returns mean and variance [m] of the function itself, without noise; logLikelihood, the log marginal likelihood of y
 */
export function gaussianProcess(
  X: Matrix,
  y: Vector,
  Xs: Matrix,
  kernel: Kernel,
): { mean: Vector; variance: Vector; logLikelihood: number } {
  throw new Error("not implemented");
}

/**
 * How much lower than best - xi a normal variable is expected to fall (counted as 0 where it does not).
 * @param mean [m]
 * @param variance [m], 0 or more
 * @param best the smallest value so far
 * @param xi the margin ξ, 0 or more
 * @returns [m]
 */
export function expectedImprovement(mean: Vector, variance: Vector, best: number, xi: number): Vector {
  throw new Error("not implemented");
}

/**
 * Bayesian optimisation over a finite set of candidates: some at random, then one after the other by expected improvement.
 * @param candidates [m, d]
 * @param initial how many candidates are evaluated at random first, 1 or more
 * @param steps how many are chosen by expected improvement after that
 * @param rng uniform on [0, 1)
 * @returns order, the indices of the evaluated candidates; values, the objective there; improvements, the expected improvement of each chosen one; best, the index of the best candidate
 */
export function bayesianOptimize(
  candidates: Matrix,
  objective: Objective,
  initial: number,
  steps: number,
  kernel: Kernel,
  xi: number,
  rng: () => number,
): { order: number[]; values: Vector; improvements: Vector; best: number } {
  throw new Error("not implemented");
}

/**
 * Successive halving: train all for a short time, keep the best, train those longer, and so on.
 * @param curves validation losses, [n, R]: curves[i][e - 1] is what candidate i has after e epochs
 * @param minEpochs epochs of the first round
 * @param factor one in so many is kept, and the epochs grow by it
 * @returns rounds in order; best, a candidate; cost, the epochs trained in all
 */
export function successiveHalving(
  curves: Matrix,
  minEpochs: number,
  factor: number,
): { rounds: { candidates: number[]; epochs: number; losses: Vector }[]; best: number; cost: number } {
  throw new Error("not implemented");
}

/** Given, nothing to do here: the distribution function Φ(z) of the standard normal, right to about 1e-15 for every z. */
function normalCdf(z: number): number {
  if (Math.abs(z) > 9) return z < 0 ? 0 : 1;
  let sum = z;
  let term = z;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + (Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)) * sum;
}
