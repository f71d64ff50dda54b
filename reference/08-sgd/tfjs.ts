/** Steps on one sample after the other on tensors; the gradients are tfjs's own. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { FitOptions, Loss } from "./float64.ts";

interface Model {
  w: tf.Tensor1D;
  b: tf.Scalar;
}

export function sgdStep(x: Vector, y: number, w: Vector, b: number, lr: number, loss: Loss = "squared") {
  return step({ w: tf.tensor1d(w), b: tf.scalar(b) }, x, y, lr, loss).model;
}

export function sgdEpoch(
  X: Matrix,
  y: Vector,
  w: Vector,
  b: number,
  lr: number,
  order: number[],
  loss: Loss = "squared",
) {
  const { model, losses } = walk({ w: tf.tensor1d(w), b: tf.scalar(b) }, X, y, lr, order, loss);
  return { ...model, losses: losses.length > 0 ? tf.stack(losses) : [] };
}

export function decayedRate(lr0: number, decay: number, t: number) {
  return tf.div(lr0, tf.add(1, tf.mul(decay, t)));
}

export function fit(X: Matrix, y: Vector, { lr, decay, epochs, loss }: FitOptions, rng: () => number) {
  let model: Model = { w: tf.zeros([X[0].length]), b: tf.scalar(0) };
  const means: tf.Tensor[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const pass = walk(model, X, y, lr / (1 + decay * epoch), shuffle(X.length, rng), loss);
    means.push(tf.mean(tf.stack(pass.losses)));
    model = pass.model;
  }
  return { ...model, losses: means.length > 0 ? tf.stack(means) : [] };
}

/** The running sums of what counts, divided by how much counts; before that the points as they are. */
export function averagedIterates(iterates: Matrix, burnIn = 0) {
  const T = iterates.length - 1;
  if (T === 0) return [];
  const early = Math.min(burnIn, T);
  const points = tf.tensor2d(iterates.slice(1)); // [T, d]
  if (early === T) return points;
  const late = points.slice([early, 0]); // [T - early, d]
  const averages = tf.div(tf.cumsum(late, 0), tf.range(1, T - early + 1).expandDims(1));
  return early === 0 ? averages : tf.concat([points.slice([0, 0], [early, -1]), averages]);
}

function walk(start: Model, X: Matrix, y: Vector, lr: number, order: number[], loss: Loss) {
  let model = start;
  const losses: tf.Tensor[] = [];
  for (const i of order) {
    const made = step(model, X[i], y[i], lr, loss);
    losses.push(made.value);
    model = made.model;
  }
  return { model, losses };
}

/** One update, and the value of the loss that it descends on. */
function step({ w, b }: Model, x: Vector, y: number, lr: number, loss: Loss): { model: Model; value: tf.Scalar } {
  const features = tf.tensor1d(x);
  const lossAt = (...at: tf.Tensor[]): tf.Scalar => {
    const score = tf.add(tf.sum(tf.mul(features, at[0])), at[1]);
    const value = loss === "squared" ? tf.mul(0.5, tf.square(tf.sub(score, y))) : crossEntropy(score, y);
    return value.asScalar();
  };
  const { value, grads } = tf.valueAndGrads(lossAt)([w, b]);
  return { model: { w: tf.sub(w, tf.mul(lr, grads[0])), b: tf.sub(b, tf.mul(lr, grads[1])) }, value };
}

/** log(1 + e^s) - ys. */
function crossEntropy(score: tf.Tensor, y: number): tf.Tensor {
  return tf.sub(tf.softplus(score), tf.mul(y, score));
}

/** Places taken from the end, each filled with a random one of those left. */
function shuffle(n: number, rng: () => number): number[] {
  const left = Array.from({ length: n }, (_, i) => i);
  const placed: number[] = [];
  while (left.length > 1) {
    const j = Math.floor(rng() * left.length);
    placed.unshift(left[j]);
    const last = left.pop() as number;
    if (j < left.length) left[j] = last;
  }
  return [...left, ...placed];
}
