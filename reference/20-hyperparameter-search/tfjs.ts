/** The searches on tensors: many points at once, kernel matrices by broadcasting, linear systems by Gauss-Jordan. Shapes as in the statement. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Kernel, Range } from "./float64.ts";

type Objective = (x: tf.Tensor1D) => tf.Tensor;

export function gridSearch(space: Matrix, objective: Objective) {
  const points = space.reduce<Matrix>((some, axis) => some.flatMap((p) => axis.map((value) => [...p, value])), [[]]);
  return evaluated(tf.tensor2d(points), objective);
}

export async function randomSearch(space: Range[], n: number, rng: () => number, objective: Objective) {
  if (n === 0) return { points: [], values: [], best: -1 };
  const draws = Array.from({ length: n }, () => space.map(() => rng())); // [n, d]
  const columns = space.map((range, j) =>
    spread(
      range,
      draws.map((row) => row[j]),
    ),
  );
  return evaluated(tf.stack(columns, 1) as tf.Tensor2D, objective);
}

export async function crossValidate(X: Matrix, y: Vector, k: number, neighbours: number) {
  const n = X.length;
  const distances = (await squaredDistances(tf.tensor2d(X), tf.tensor2d(X)).array()) as Matrix; // [n, n]
  const starts = Array.from({ length: k + 1 }, (_, f) => f * Math.floor(n / k) + Math.min(f, n % k));
  const foldOf = X.map((_, i) => starts.findIndex((start) => start > i) - 1);
  const weights = distances.map((row, i) => {
    const others = row.map((_, j) => j).filter((j) => foldOf[j] !== foldOf[i]);
    const closest = others.sort((a, b) => row[a] - row[b] || a - b).slice(0, neighbours);
    return row.map((_, j) => (closest.includes(j) ? 1 / closest.length : 0));
  }); // [n, n]
  const targets = tf.tensor1d(y);
  const predictions = tf.dot(tf.tensor2d(weights), targets);
  const squares = tf.squaredDifference(predictions, targets);
  const shares = starts.slice(1).map((end, f) => X.map((_, i) => (foldOf[i] === f ? 1 / (end - starts[f]) : 0))); // [k, n]
  const foldErrors = tf.dot(tf.tensor2d(shares), squares);
  return { predictions, foldErrors, mean: tf.mean(foldErrors), pooled: tf.mean(squares) };
}

export function gaussianProcess(X: Matrix, y: Vector, Xs: Matrix, kernel: Kernel) {
  const [n, m] = [X.length, Xs.length];
  if (n === 0) return { mean: tf.zeros([m]), variance: tf.fill([m], kernel.variance), logLikelihood: 0 };
  const [seen, asked] = [tf.tensor2d(X), tf.tensor2d(Xs)];
  const across = covariances(seen, asked, kernel); // [n, m]
  const own = tf.add(covariances(seen, seen, kernel), tf.mul(kernel.noise, tf.eye(n))) as tf.Tensor2D;
  const targets = tf.tensor2d(y, [n, 1]);
  const { solution, logDet } = solve(own, tf.concat([targets, across], 1)); // [n, 1 + m]
  const weights = tf.slice(solution, [0, 0], [n, 1]);
  const explained = tf.sum(tf.mul(across, tf.slice(solution, [0, 1], [n, m])), 0); // [m]
  const fit = tf.sum(tf.mul(targets, weights));
  return {
    mean: tf.reshape(tf.matMul(across, weights, true), [m]),
    variance: tf.relu(tf.sub(kernel.variance, explained)),
    logLikelihood: tf.mul(-0.5, tf.add(tf.add(fit, logDet), n * Math.log(2 * Math.PI))),
  };
}

export function expectedImprovement(mean: Vector, variance: Vector, best: number, xi: number) {
  return improvements(tf.tensor1d(mean), tf.tensor1d(variance), best - xi);
}

export async function bayesianOptimize(
  candidates: Matrix,
  objective: Objective,
  initial: number,
  steps: number,
  kernel: Kernel,
  xi: number,
  rng: () => number,
) {
  const order = candidates.map((_, i) => i);
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  order.length = initial;
  const all = (await evaluated(tf.tensor2d(candidates), objective)).values;
  const known = (await all.array()) as Vector;
  const found: Vector = [];
  for (let step = 0; step < steps && order.length < candidates.length; step++) {
    const values = tf.gather(all, order);
    const { mean: centre, variance: square } = tf.moments(values);
    const sd = ((await tf.sqrt(square).array()) as number) || 1;
    const targets = tf.div(tf.sub(values, centre), sd);
    const t = (await targets.array()) as Vector;
    const tried = order.map((i) => candidates[i]);
    const { mean, variance } = gaussianProcess(tried, t, candidates, kernel);
    const hopes = (await improvements(mean, variance, Math.min(...t) - xi).array()) as Vector;
    const open = candidates.map((_, i) => i).filter((i) => !order.includes(i));
    const next = open.reduce((a, b) => (hopes[b] > hopes[a] ? b : a));
    found.push(hopes[next]);
    order.push(next);
  }
  const best = order.reduce((a, b) => (known[b] < known[a] ? b : a));
  return { order, values: order.map((i) => known[i]), improvements: found, best };
}

async function evaluated(points: tf.Tensor2D, objective: Objective) {
  const values = tf.stack((tf.unstack(points) as tf.Tensor1D[]).map((point) => tf.reshape(objective(point), []))); // [m]
  const numbers = (await values.array()) as Vector;
  return { points, values, best: numbers.indexOf(Math.min(...numbers)) };
}

function spread(range: Range, draws: Vector): tf.Tensor {
  if (range.kind === "choice") return tf.tensor1d(draws.map((u) => range.values[Math.floor(u * range.values.length)]));
  const { kind, low, high } = range;
  if (kind === "integer") return tf.tensor1d(draws.map((u) => low + Math.floor(u * (high - low + 1))));
  const u = tf.tensor1d(draws);
  if (kind === "uniform") return tf.add(low, tf.mul(high - low, u));
  return tf.mul(low, tf.exp(tf.mul(Math.log(high / low), u)));
}

/** [n, d], [m, d] → [n, m]. */
function squaredDistances(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return tf.sum(tf.squaredDifference(tf.expandDims(a, 1), tf.expandDims(b, 0)), 2);
}

function covariances(a: tf.Tensor2D, b: tf.Tensor2D, { kind, variance, lengthScale }: Kernel): tf.Tensor2D {
  const square = tf.div(squaredDistances(a, b), lengthScale * lengthScale);
  if (kind === "rbf") return tf.mul(variance, tf.exp(tf.mul(-0.5, square)));
  const s = tf.sqrt(tf.mul(kind === "matern32" ? 3 : 5, square));
  const linear = tf.add(1, s);
  const polynomial = kind === "matern32" ? linear : tf.add(linear, tf.div(tf.square(s), 3));
  return tf.mul(variance, tf.mul(polynomial, tf.exp(tf.neg(s))));
}

function improvements(mean: tf.Tensor, variance: tf.Tensor, limit: number): tf.Tensor {
  const gain = tf.sub(limit, mean);
  const sd = tf.sqrt(variance);
  const certain = tf.equal(sd, 0);
  const z = tf.div(gain, tf.where(certain, tf.onesLike(sd), sd));
  const below = tf.mul(0.5, tf.add(1, tf.erf(tf.div(z, Math.SQRT2))));
  const density = tf.div(tf.exp(tf.mul(-0.5, tf.square(z))), Math.sqrt(2 * Math.PI));
  return tf.where(certain, tf.relu(gain), tf.add(tf.mul(gain, below), tf.mul(sd, density)));
}

/** Gauss-Jordan without row exchanges, for a positive definite A [n, n] and b [n, k]; the pivots give the determinant. */
function solve(A: tf.Tensor2D, b: tf.Tensor2D) {
  const [n, k] = b.shape;
  let rows = tf.concat([A, b], 1); // [n, n + k]
  const pivots: tf.Tensor[] = [];
  for (let c = 0; c < n; c++) {
    const pivot = tf.slice(rows, [c, c], [1, 1]);
    pivots.push(tf.log(pivot));
    const pivotRow = tf.div(tf.slice(rows, [c, 0], [1, n + k]), pivot) as tf.Tensor2D;
    const unit = tf.slice(tf.eye(n), [0, c], [n, 1]);
    const others = tf.sub(1, unit); // [n, 1]
    const column = tf.sub(tf.mul(others, tf.slice(rows, [0, c], [n, 1])), unit) as tf.Tensor2D; // -1 puts the pivot row in its place
    rows = tf.sub(tf.mul(others, rows), tf.matMul(column, pivotRow));
  }
  return { solution: tf.slice(rows, [0, n], [n, k]) as tf.Tensor2D, logDet: tf.sum(tf.concat(pivots)) };
}
