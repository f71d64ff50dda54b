/**
 * Eight regularisers from a trainer's toolbox, by hand. N rows, D features, K classes; a dense layer's W is [in, out].
 * Sources: Srivastava et al. (2014), "Dropout: a simple way to prevent neural networks from overfitting" (max-norm); Loshchilov and Hutter
 * (2019), "Decoupled weight decay regularization"; Szegedy et al. (2016), "Rethinking the Inception architecture for computer vision"
 * (label smoothing); Ioffe and Szegedy (2015), "Batch normalization"; Huang et al. (2016), "Deep networks with stochastic depth"; Miyato et
 * al. (2018), "Spectral normalization for generative adversarial networks"; Polyak and Juditsky (1992), "Acceleration of stochastic
 * approximation by averaging".
 */
import { type Matrix, matmul, transpose, type Vector } from "katagrad/nd";

export interface AdamState {
  /** Moving average of the gradient, [n]. */
  m: Vector;
  /** Moving average of its square, [n]. */
  v: Vector;
  /** Steps made so far. */
  t: number;
}
export interface AdamOptions {
  lr: number;
  beta1: number;
  beta2: number;
  eps: number;
  decay: number;
}
export interface Statistics {
  mean: Vector;
  variance: Vector;
}
export interface BatchNormOptions {
  momentum: number;
  eps: number;
  training: boolean;
}

/** A column of W feeds one unit; one that is longer than the limit is cut back to it. [in, out] */
export function maxNorm(W: Matrix, limit: number): Matrix {
  return scaleColumns(W, (norm) => (norm > limit ? limit / norm : 1));
}

/** Every column of length 1, one of zeros left alone. [in, out] */
export function unitNorm(W: Matrix): Matrix {
  return scaleColumns(W, (norm) => (norm > 0 ? 1 / norm : 1));
}

/** Adam on loss + ½ decay ‖w‖²: the penalty's gradient goes through both moments. */
export function l2Step(w: Vector, g: Vector, state: AdamState, options: AdamOptions) {
  const penalized = g.map((gi, i) => gi + options.decay * w[i]);
  return adamStep(w, penalized, state, options);
}

/** AdamW: the weights shrink by themselves, and Adam sees the gradient of the loss alone. */
export function decoupledWeightDecayStep(w: Vector, g: Vector, state: AdamState, options: AdamOptions) {
  const shrunk = w.map((wi) => wi * (1 - options.lr * options.decay));
  return adamStep(shrunk, g, state, options);
}

/** Cross-entropy against (1 - ε) one-hot + ε/K, mean over the batch. logits [N, K], labels [N]. */
export function labelSmoothingLoss(logits: Matrix, labels: Vector, epsilon: number): { loss: number; dlogits: Matrix } {
  const [N, K] = [logits.length, logits[0].length];
  const target = (n: number, k: number) => (k === labels[n] ? 1 - epsilon : 0) + epsilon / K;
  const logp = logits.map(logSoftmax); // [N, K]
  return {
    loss: -sum(logp.map((row, n) => sum(row.map((value, k) => target(n, k) * value)))) / N,
    dlogits: logp.map((row, n) => row.map((value, k) => (Math.exp(value) - target(n, k)) / N)), // [N, K]
  };
}

/** x [N, D]; gamma, beta [D]. In training by the batch's own statistics, which also move the running ones; in evaluation by those. */
export function batchNormForward(
  x: Matrix,
  gamma: Vector,
  beta: Vector,
  running: Statistics,
  options: BatchNormOptions,
): { out: Matrix; running: Statistics } {
  const N = x.length;
  const { momentum, training } = options;
  const used = training ? momentsOf(x) : running; // [D] each
  const { xhat } = normalized(x, used, options.eps); // [N, D]
  const out = xhat.map((row) => row.map((value, j) => gamma[j] * value + beta[j]));
  const weight = training ? momentum : 0;
  const blend = (old: number, now: number) => (1 - weight) * old + weight * now;
  return {
    out,
    running: {
      mean: running.mean.map((old, j) => blend(old, used.mean[j])),
      variance: running.variance.map((old, j) => blend(old, training ? (used.variance[j] * N) / (N - 1) : old)),
    },
  };
}

/** The gradients of Σ out·dout. In training the mean and the variance depend on every row, so each row's gradient has a part from all. */
export function batchNormBackward(
  dout: Matrix,
  x: Matrix,
  gamma: Vector,
  running: Statistics,
  options: BatchNormOptions,
): { dx: Matrix; dgamma: Vector; dbeta: Vector } {
  const { training } = options;
  const { xhat, rstd } = normalized(x, training ? momentsOf(x) : running, options.eps); // [N, D], [D]
  const dbeta = gamma.map((_, j) => sum(dout.map((row) => row[j]))); // [D]
  const dgamma = gamma.map((_, j) => sum(dout.map((row, n) => row[j] * xhat[n][j]))); // [D]
  const shared = (n: number, j: number) => (training ? (dbeta[j] + xhat[n][j] * dgamma[j]) / x.length : 0);
  const dx = dout.map((row, n) => row.map((d, j) => gamma[j] * rstd[j] * (d - shared(n, j)))); // [N, D]
  return { dx, dgamma, dbeta };
}

/** A residual block that skips its branch with probability rate. x, branch [N, D]; one draw a row, or one for the batch. */
export function stochasticDepth(
  x: Matrix,
  branch: Matrix,
  rate: number,
  mode: "row" | "batch",
  rng: () => number,
  training: boolean,
): Matrix {
  const draw = () => (rng() < rate ? 0 : 1 / (1 - rate));
  const once = training && mode === "batch" ? draw() : 1;
  return x.map((row, n) => {
    const factor = training && mode === "row" ? draw() : once;
    return row.map((value, j) => value + factor * branch[n][j]);
  });
}

/** W / σ, the largest singular value estimated by power iteration from u. W [in, out]; u [out], v [in]. */
export function spectralNormalize(
  W: Matrix,
  u: Vector,
  iterations: number,
): { W: Matrix; sigma: number; u: Vector; v: Vector } {
  const WT = transpose(W); // [out, in]
  let right = u; // [out]
  let left = W.map(() => 0); // [in]
  for (let k = 0; k < iterations; k++) {
    left = direction(apply(W, right));
    right = direction(apply(WT, left));
  }
  const sigma = dot(left, apply(W, right));
  return { W: W.map((row) => row.map((w) => (sigma > 0 ? w / sigma : w))), sigma, u: right, v: left };
}

/** A moving average of the weights, [n]; early on with a shorter memory, if warmup is asked for. */
export function weightAverage(average: Vector, w: Vector, decay: number, t: number, warmup: boolean): Vector {
  const kept = warmup ? Math.min(decay, (1 + t) / (10 + t)) : decay;
  return average.map((old, i) => kept * old + (1 - kept) * w[i]);
}

/** One step of Adam (Kingma and Ba, 2015) at the weights that it is given. */
function adamStep(w: Vector, g: Vector, state: AdamState, { lr, beta1, beta2, eps }: AdamOptions) {
  const t = state.t + 1;
  const m = state.m.map((mi, i) => beta1 * mi + (1 - beta1) * g[i]);
  const v = state.v.map((vi, i) => beta2 * vi + (1 - beta2) * g[i] ** 2);
  const moved = w.map((wi, i) => {
    const mean = m[i] / (1 - beta1 ** t);
    const scale = Math.sqrt(v[i] / (1 - beta2 ** t)) + eps;
    return wi - (lr * mean) / scale;
  });
  return { w: moved, state: { m, v, t } };
}

/** Of the columns of x: mean and variance, the latter divided by N. */
function momentsOf(x: Matrix): Statistics {
  const columns = transpose(x); // [D, N]
  const mean = columns.map((column) => sum(column) / x.length);
  return { mean, variance: columns.map((column, j) => sum(column.map((v) => (v - mean[j]) ** 2)) / x.length) };
}

function normalized(x: Matrix, { mean, variance }: Statistics, eps: number): { xhat: Matrix; rstd: Vector } {
  const rstd = variance.map((s2) => 1 / Math.sqrt(s2 + eps)); // [D]
  return { xhat: x.map((row) => row.map((v, j) => (v - mean[j]) * rstd[j])), rstd };
}

function scaleColumns(W: Matrix, factorOf: (norm: number) => number): Matrix {
  const factors = transpose(W).map((column) => factorOf(Math.hypot(...column))); // [out]
  return W.map((row) => row.map((w, j) => w * factors[j]));
}

function logSoftmax(z: Vector): Vector {
  const top = Math.max(...z);
  const logTotal = Math.log(sum(z.map((zk) => Math.exp(zk - top))));
  return z.map((zk) => zk - top - logTotal);
}

/** A vector of length 1; zeros stay. */
function direction(a: Vector): Vector {
  const norm = Math.hypot(...a);
  return norm > 0 ? a.map((value) => value / norm) : a;
}

/** A b for a matrix and a vector. */
function apply(A: Matrix, b: Vector): Vector {
  return matmul(
    A,
    b.map((value) => [value]),
  ).map(([value]) => value);
}

function dot(a: Vector, b: Vector): number {
  return sum(a.map((value, i) => value * b[i]));
}

function sum(a: Vector): number {
  return a.reduce((total, value) => total + value, 0);
}
