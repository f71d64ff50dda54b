/** The toolbox on tensors. The gradients of the smoothed loss and of batch normalization are tfjs's own. Shapes as in the statement. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { AdamOptions, AdamState, BatchNormOptions, Statistics } from "./float64.ts";

export function maxNorm(W: Matrix, limit: number) {
  const norms = tf.norm(tf.tensor2d(W), "euclidean", 0, true); // [1, out]
  return tf.mul(tf.tensor2d(W), tf.div(tf.minimum(norms, limit), safe(norms)));
}

export function unitNorm(W: Matrix) {
  return tf.div(tf.tensor2d(W), safe(tf.norm(tf.tensor2d(W), "euclidean", 0, true)));
}

/** The loss is known by its gradient only: a plane of that slope stands for it, beside the penalty. */
export function l2Step(w: Vector, g: Vector, state: AdamState, options: AdamOptions) {
  const objective = (at: tf.Tensor) =>
    tf.add(tf.sum(tf.mul(at, tf.tensor1d(g))), tf.mul(options.decay / 2, tf.sum(tf.square(at)))) as tf.Scalar;
  const weights = tf.tensor1d(w);
  return adam(weights, tf.grad(objective)(weights), state, options);
}

export function decoupledWeightDecayStep(w: Vector, g: Vector, state: AdamState, options: AdamOptions) {
  const weights = tf.tensor1d(w);
  const { w: moved, state: after } = adam(weights, tf.tensor1d(g), state, options);
  return { w: tf.sub(moved, tf.mul(options.lr * options.decay, weights)), state: after };
}

export function labelSmoothingLoss(logits: Matrix, labels: Vector, epsilon: number) {
  const K = logits[0].length;
  const hard = tf.cast(tf.equal(tf.tensor2d(labels, [labels.length, 1]), tf.range(0, K)), "float32"); // [N, K]
  const loss = (z: tf.Tensor) => {
    const logp = tf.logSoftmax(z as tf.Tensor2D);
    const ofLabel = tf.sum(tf.mul(hard, logp), 1); // [N]
    const even = tf.mean(logp, 1); // [N]
    return tf.neg(tf.mean(tf.add(tf.mul(1 - epsilon, ofLabel), tf.mul(epsilon, even)))) as tf.Scalar;
  };
  const { value, grad } = tf.valueAndGrad(loss)(tf.tensor2d(logits));
  return { loss: value, dlogits: grad };
}

export function batchNormForward(
  x: Matrix,
  gamma: Vector,
  beta: Vector,
  running: Statistics,
  options: BatchNormOptions,
) {
  const [rows, old] = [tf.tensor2d(x), [tf.tensor1d(running.mean), tf.tensor1d(running.variance)]];
  const out = normalize(rows, tf.tensor1d(gamma), tf.tensor1d(beta), running, options);
  if (!options.training) return { out, running: { mean: old[0], variance: old[1] } };
  const { mean, variance } = tf.moments(rows, 0);
  const unbiased = tf.mul(variance, x.length / (x.length - 1));
  const towards = (from: tf.Tensor, to: tf.Tensor) => tf.add(from, tf.mul(options.momentum, tf.sub(to, from)));
  return { out, running: { mean: towards(old[0], mean), variance: towards(old[1], unbiased) } };
}

export function batchNormBackward(
  dout: Matrix,
  x: Matrix,
  gamma: Vector,
  running: Statistics,
  options: BatchNormOptions,
) {
  const loss = (...[rows, scale, shift]: tf.Tensor[]) =>
    tf.sum(tf.mul(normalize(rows, scale, shift, running, options), tf.tensor2d(dout)));
  const [dx, dgamma, dbeta] = tf.grads(loss)([tf.tensor2d(x), tf.tensor1d(gamma), tf.zeros([gamma.length])]);
  return { dx, dgamma, dbeta };
}

export function stochasticDepth(
  x: Matrix,
  branch: Matrix,
  rate: number,
  mode: "row" | "batch",
  rng: () => number,
  training: boolean,
) {
  const [carried, added] = [tf.tensor2d(x), tf.tensor2d(branch)];
  if (!training) return tf.add(carried, added);
  const draws = Array.from({ length: mode === "row" ? x.length : 1 }, () => [rng()]);
  const kept = tf.cast(tf.greaterEqual(tf.tensor2d(draws), rate), "float32"); // [N, 1] or [1, 1]
  return tf.add(carried, tf.mul(added, tf.div(kept, rate < 1 ? 1 - rate : 1)));
}

export function spectralNormalize(W: Matrix, u: Vector, iterations: number) {
  const weights = tf.tensor2d(W);
  let right: tf.Tensor = tf.tensor2d(u.map((value) => [value])); // [out, 1]
  let left: tf.Tensor = tf.zeros([W.length, 1]); // [in, 1]
  for (let k = 0; k < iterations; k++) {
    left = direction(tf.matMul(weights, right as tf.Tensor2D));
    right = direction(tf.matMul(weights, left as tf.Tensor2D, true));
  }
  const sigma = tf.sum(tf.mul(left, tf.matMul(weights, right as tf.Tensor2D)));
  return { W: tf.div(weights, safe(sigma)), sigma, u: tf.reshape(right, [-1]), v: tf.reshape(left, [-1]) };
}

export function weightAverage(average: Vector, w: Vector, decay: number, t: number, warmup: boolean) {
  const old = tf.tensor1d(average);
  const share = 1 - (warmup ? Math.min(decay, (1 + t) / (10 + t)) : decay);
  return tf.add(old, tf.mul(share, tf.sub(tf.tensor1d(w), old)));
}

function adam(w: tf.Tensor, g: tf.Tensor, state: AdamState, { lr, beta1, beta2, eps }: AdamOptions) {
  const t = state.t + 1;
  const m = tf.add(tf.mul(beta1, tf.tensor1d(state.m)), tf.mul(1 - beta1, g));
  const v = tf.add(tf.mul(beta2, tf.tensor1d(state.v)), tf.mul(1 - beta2, tf.square(g)));
  const scale = tf.add(tf.sqrt(tf.div(v, 1 - beta2 ** t)), eps);
  return { w: tf.sub(w, tf.mul(lr / (1 - beta1 ** t), tf.div(m, scale))), state: { m, v, t } };
}

function normalize(
  x: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  running: Statistics,
  { eps, training }: BatchNormOptions,
): tf.Tensor {
  const mean = training ? tf.mean(x, 0) : tf.tensor1d(running.mean);
  const centred = tf.sub(x, mean);
  const variance = training ? tf.mean(tf.square(centred), 0) : tf.tensor1d(running.variance);
  return tf.add(tf.mul(tf.div(centred, tf.sqrt(tf.add(variance, eps))), gamma), beta);
}

/** 1 in place of 0, to divide by. */
function safe(norms: tf.Tensor): tf.Tensor {
  return tf.where(tf.equal(norms, 0), tf.onesLike(norms), norms);
}

function direction(a: tf.Tensor): tf.Tensor {
  return tf.div(a, safe(tf.norm(a)));
}
