/** Softmax regression on tensors; its gradient is tfjs's own. The order of the samples is integer work and stays outside. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { EpochOptions, FitOptions } from "./float64.ts";

interface Model {
  W: tf.Tensor2D;
  b: tf.Tensor1D;
}

export function batchLoss(X: Matrix, labels: number[], W: Matrix, b: Vector, batch: number[]) {
  return lossOf(X, labels, batch)(tf.tensor2d(W), tf.tensor1d(b));
}

export function batchGradient(X: Matrix, labels: number[], W: Matrix, b: Vector, batch: number[]) {
  const [dW, db] = tf.grads(lossOf(X, labels, batch))([tf.tensor2d(W), tf.tensor1d(b)]);
  return { dW, db };
}

export function epoch(X: Matrix, labels: number[], W: Matrix, b: Vector, options: EpochOptions, rng: () => number) {
  const { model, losses } = pass({ W: tf.tensor2d(W), b: tf.tensor1d(b) }, X, labels, options, rng);
  return { ...model, losses: losses.length > 0 ? tf.stack(losses) : [] };
}

export function fit(X: Matrix, labels: number[], classes: number, options: FitOptions, rng: () => number) {
  let model: Model = { W: tf.zeros([X[0].length, classes]), b: tf.zeros([classes]) };
  const means: tf.Tensor[] = [];
  for (let e = 0; e < options.epochs; e++) {
    const { model: next, losses, sizes } = pass(model, X, labels, options, rng);
    const weights = tf.tensor1d(sizes);
    means.push(tf.div(tf.sum(tf.mul(tf.stack(losses), weights)), tf.sum(weights)));
    model = next;
  }
  return { ...model, losses: means.length > 0 ? tf.stack(means) : [] };
}

function pass(start: Model, X: Matrix, labels: number[], options: EpochOptions, rng: () => number) {
  let model = start;
  const losses: tf.Tensor[] = [];
  const sizes: number[] = [];
  const order = shuffle(X.length, rng);
  while (order.length > 0) {
    const batch = order.splice(0, options.batchSize);
    if (options.dropLast && batch.length < options.batchSize) break;
    const { value, grads } = tf.valueAndGrads(lossOf(X, labels, batch))([model.W, model.b]);
    losses.push(value);
    sizes.push(batch.length);
    model = {
      W: tf.sub(model.W, tf.mul(options.lr, grads[0])),
      b: tf.sub(model.b, tf.mul(options.lr, grads[1])),
    };
  }
  return { model, losses, sizes };
}

/** The loss of a batch as a function of the parameters. */
function lossOf(X: Matrix, labels: number[], batch: number[]) {
  const rows = tf.tensor2d(batch.map((i) => X[i])); // [N, D]
  return (...at: tf.Tensor[]): tf.Scalar => {
    const logits = tf.add(tf.matMul(rows, at[0]), at[1]); // [N, K]
    const oneHot = tf.oneHot(
      batch.map((i) => labels[i]),
      logits.shape[1] as number,
    );
    const chosen = tf.sum(tf.mul(oneHot, tf.logSoftmax(logits)), 1); // [N]
    return tf.neg(tf.mean(chosen)).asScalar();
  };
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
