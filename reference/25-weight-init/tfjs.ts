/** Initial weights on tensors: the draws are numbers, what is made of them is tfjs's. The small network learns by automatic differentiation. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Activation, Rng, Scheme, SymmetryOptions } from "./float64.ts";

export function normal(rng: Rng, mean = 0, std = 1) {
  return tf.add(mean, tf.mul(std, tf.reshape(gaussian([1], rng), [])));
}

export function xavierUniform(shape: Vector, rng: Rng, gain = 1) {
  return uniform(shape, rng, gain / Math.sqrt(average(shape)));
}

export function xavierNormal(shape: Vector, rng: Rng, gain = 1) {
  return tf.mul(gaussian(shape, rng), gain / Math.sqrt(average(shape)));
}

export function heNormal(shape: Vector, rng: Rng, slope = 0) {
  return tf.mul(gaussian(shape, rng), reluGain(slope) / Math.sqrt(inputsOf(shape)));
}

export function heUniform(shape: Vector, rng: Rng, slope = 0) {
  return uniform(shape, rng, reluGain(slope) / Math.sqrt(inputsOf(shape)));
}

export function lecunNormal(shape: Vector, rng: Rng) {
  return tf.div(gaussian(shape, rng), Math.sqrt(inputsOf(shape)));
}

/** By Householder's reflections, which tfjs's QR uses; then the signs that make R's diagonal positive. */
export function orthogonal(shape: Vector, rng: Rng, gain = 1) {
  const rows = shape[0];
  const columns = sizeOf(shape) / rows;
  const drawn = gaussian([rows, columns], rng);
  const wide = rows < columns;
  const { Q, R } = reflected(wide ? (tf.transpose(drawn) as tf.Tensor2D) : (drawn as tf.Tensor2D));
  const signs = tf.sign(tf.sum(tf.mul(R, tf.eye(Math.min(rows, columns))), 0)); // [k]
  const fixed = tf.mul(Q, signs);
  return tf.reshape(tf.mul(gain, wide ? tf.transpose(fixed) : fixed), shape);
}

export function propagateVariance(
  depth: number,
  width: number,
  batch: number,
  scheme: Scheme,
  activation: Activation,
  rng: Rng,
) {
  const variance = { xavier: 1 / width, he: 2 / width, small: 1e-4, large: 1 }[scheme];
  let h = gaussian([batch, width], rng);
  return Array.from({ length: depth }, () => {
    const W = tf.mul(gaussian([width, width], rng), Math.sqrt(variance));
    h = activate(tf.matMul(h as tf.Tensor2D, W as tf.Tensor2D), activation);
    const { variance: spread } = tf.moments(h);
    const flat = activation === "tanh" ? tf.greater(tf.abs(h), 0.99) : tf.equal(h, 0);
    const saturated = activation === "tanh" || activation === "relu" ? tf.mean(tf.cast(flat, "float32")) : 0;
    return { variance: spread, meanSquare: tf.mean(tf.square(h)), saturated };
  });
}

export function zeroInitSymmetry(X: Matrix, y: Vector, options: SymmetryOptions, rng: Rng) {
  const { hidden, value, jitter, activation, lr, steps } = options;
  const [inputs, targets] = [tf.tensor2d(X), tf.tensor2d(y.map((yi) => [yi]))];
  let params: tf.Tensor[] = [
    tf.add(value, tf.mul(jitter, gaussian([X[0].length, hidden], rng))),
    tf.zeros([hidden]),
    tf.fill([hidden, 1], value),
    tf.zeros([1]),
  ];
  const loss = (...[W1, b1, w2, b2]: tf.Tensor[]) => {
    const h = activate(tf.add(tf.matMul(inputs, W1 as tf.Tensor2D), b1), activation); // [N, H]
    return tf.mean(tf.square(tf.sub(tf.add(tf.matMul(h as tf.Tensor2D, w2 as tf.Tensor2D), b2), targets))) as tf.Scalar;
  };
  for (let step = 0; step < steps; step++) {
    const slopes = tf.grads(loss)(params);
    params = params.map((param, k) => tf.sub(param, tf.mul(lr, slopes[k])));
  }
  const [W1, b1, w2, b2] = params;
  const spread = tf.max(tf.sub(tf.max(W1, 1), tf.min(W1, 1)));
  return { W1, b1, w2: tf.reshape(w2, [hidden]), b2: tf.reshape(b2, []), spread };
}

/** Box-Muller for all entries at once. */
function gaussian(shape: Vector, rng: Rng): tf.Tensor {
  const draws = Array.from({ length: sizeOf(shape) }, () => [1 - rng(), rng()]);
  const [u1, u2] = tf.unstack(tf.tensor2d(draws), 1);
  const radius = tf.sqrt(tf.mul(-2, tf.log(u1)));
  return tf.reshape(tf.mul(radius, tf.cos(tf.mul(2 * Math.PI, u2))), shape);
}

/** Uniform about 0 with that standard deviation: the whole interval is √12 of them long. */
function uniform(shape: Vector, rng: Rng, std: number): tf.Tensor {
  const draws = tf.tensor1d(Array.from({ length: sizeOf(shape) }, rng));
  return tf.reshape(tf.mul(Math.sqrt(12) * std, tf.sub(draws, 0.5)), shape);
}

/** Q [m, n] and R [n, n] of a tall matrix, a reflection for each column. */
function reflected(A: tf.Tensor2D) {
  const [m, n] = A.shape;
  let [R, Q] = [A as tf.Tensor, tf.eye(m) as tf.Tensor];
  for (let k = 0; k < n; k++) {
    const below = tf.cast(tf.greaterEqual(tf.range(0, m), k), "float32"); // [m]
    const x = tf.mul(tf.reshape(tf.slice(R, [0, k], [m, 1]), [m]), below);
    const unit = tf.oneHot(tf.scalar(k, "int32"), Math.max(m, 2)).slice([0], [m]);
    const head = tf.sum(tf.mul(x, unit));
    const side = tf.where(tf.less(head, 0), tf.scalar(-1), tf.scalar(1));
    const v = tf.reshape(tf.add(x, tf.mul(tf.mul(side, tf.norm(x)), unit)), [m, 1]);
    const H = tf.sub(
      tf.eye(m),
      tf.div(tf.mul(2, tf.matMul(v as tf.Tensor2D, v as tf.Tensor2D, false, true)), tf.sum(tf.square(v))),
    );
    R = tf.matMul(H as tf.Tensor2D, R as tf.Tensor2D);
    Q = tf.matMul(Q as tf.Tensor2D, H as tf.Tensor2D);
  }
  return { Q: tf.slice(Q, [0, 0], [m, n]), R: tf.slice(R, [0, 0], [n, n]) };
}

function activate(z: tf.Tensor, activation: Activation): tf.Tensor {
  if (activation === "tanh") return tf.tanh(z);
  if (activation === "sigmoid") return tf.sigmoid(z);
  return activation === "relu" ? tf.relu(z) : z;
}

function inputsOf(shape: Vector): number {
  return shape.length === 2 ? shape[0] : sizeOf(shape.slice(1));
}

/** Of both fans. */
function average(shape: Vector): number {
  return shape.length === 2 ? (shape[0] + shape[1]) / 2 : ((shape[0] + shape[1]) * sizeOf(shape.slice(2))) / 2;
}

function reluGain(slope: number): number {
  return Math.sqrt(2 / (1 + slope * slope));
}

function sizeOf(shape: Vector): number {
  return shape.reduce((total, length) => total * length, 1);
}
