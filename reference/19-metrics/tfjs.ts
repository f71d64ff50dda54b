/** Metrics on tensors: counts by one-hot products, curves by cumulative sums. Shapes as in the statement. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Average } from "./float64.ts";

export function confusionMatrix(labels: Vector, predictions: Vector, classes: number) {
  return tf.matMul(oneHot(labels, classes), oneHot(predictions, classes), true, false);
}

export function accuracy(labels: Vector, predictions: Vector) {
  return tf.mean(tf.cast(tf.equal(tf.tensor1d(labels), tf.tensor1d(predictions)), "float32"));
}

export function precisionRecallF1(labels: Vector, predictions: Vector, classes: number, average: Average) {
  const [truth, guess] = [oneHot(labels, classes), oneHot(predictions, classes)];
  const pool = (counts: tf.Tensor) => (average === "micro" ? tf.sum(counts) : counts);
  const hits = pool(tf.sum(tf.mul(truth, guess), 0));
  const [support, predicted] = [pool(tf.sum(truth, 0)), pool(tf.sum(guess, 0))];
  const each = {
    precision: tf.divNoNan(hits, predicted),
    recall: tf.divNoNan(hits, support),
    f1: tf.divNoNan(tf.mul(2, hits), tf.add(predicted, support)),
  };
  if (average === "micro" || average === "none") return each;
  const weights = average === "macro" ? tf.onesLike(support) : support;
  const mean = (values: tf.Tensor) => tf.divNoNan(tf.sum(tf.mul(weights, values)), tf.sum(weights));
  return { precision: mean(each.precision), recall: mean(each.recall), f1: mean(each.f1) };
}

export function rocCurve(labels: Vector, scores: Vector) {
  const { tp, fp, thresholds } = sweep(labels, scores);
  const share = (counts: tf.Tensor1D) => tf.divNoNan(counts, tf.max(counts));
  return { fpr: share(fp), tpr: share(tp), thresholds };
}

export function rocAuc(labels: Vector, scores: Vector) {
  const { tp, fp } = sweep(labels, scores);
  const area = tf.sum(tf.mul(gains(fp), tf.div(tf.add(later(tp), earlier(tp)), 2)));
  return tf.divNoNan(area, tf.mul(tf.max(tp), tf.max(fp)));
}

export function averagePrecision(labels: Vector, scores: Vector) {
  const { tp, fp } = sweep(labels, scores);
  const precision = tf.div(later(tp), tf.add(later(tp), later(fp)));
  return tf.divNoNan(tf.sum(tf.mul(gains(tp), precision)), tf.max(tp));
}

export function logLoss(labels: Vector, probabilities: Matrix, eps: number) {
  const own = tf.sum(tf.mul(oneHot(labels, probabilities[0].length), tf.tensor2d(probabilities)), 1);
  return tf.neg(tf.mean(tf.log(tf.clipByValue(own, eps, 1 - eps))));
}

export function mse(truth: Vector, predictions: Vector) {
  return tf.mean(tf.squaredDifference(tf.tensor1d(truth), tf.tensor1d(predictions)));
}

export function rmse(truth: Vector, predictions: Vector) {
  return tf.sqrt(mse(truth, predictions));
}

export function mae(truth: Vector, predictions: Vector) {
  return tf.mean(tf.abs(tf.sub(tf.tensor1d(truth), tf.tensor1d(predictions))));
}

export function r2(truth: Vector, predictions: Vector) {
  const { variance } = tf.moments(tf.tensor1d(truth));
  const explained = tf.sub(variance, mse(truth, predictions));
  return tf.divNoNan(explained, variance);
}

export function calibrationError(labels: Vector, probabilities: Matrix, bins: number) {
  const p = tf.tensor2d(probabilities);
  const right = tf.cast(tf.equal(tf.argMax(p, 1), tf.tensor1d(labels, "int32")), "float32");
  const confidence = tf.max(p, 1);
  const bin = tf.maximum(tf.sub(tf.ceil(tf.mul(confidence, bins)), 1), 0);
  const members = tf.cast(tf.equal(tf.expandDims(bin, 0), tf.reshape(tf.range(0, bins), [bins, 1])), "float32"); // [M, N]
  const gaps = tf.sum(tf.mul(members, tf.expandDims(tf.sub(right, confidence), 0)), 1); // [M]
  return tf.div(tf.sum(tf.abs(gaps)), labels.length);
}

function oneHot(labels: Vector, classes: number): tf.Tensor2D {
  return tf.cast(tf.equal(tf.tensor2d(labels, [labels.length, 1]), tf.range(0, classes)), "float32") as tf.Tensor2D;
}

/** Cumulative counts in falling order of the scores, kept where a run of equal scores ends; 0 in front. */
function sweep(labels: Vector, scores: Vector) {
  const order = scores.map((_, n) => n).sort((a, b) => scores[b] - scores[a]);
  const ends = order.flatMap((n, k) => (scores[n] === scores[order[k + 1]] ? [] : [k]));
  const at = tf.tensor1d([0, ...ends.map((k) => k + 1)], "int32");
  const counts = (label: number): tf.Tensor1D =>
    tf.gather(tf.cumsum(tf.tensor1d([0, ...order.map((n) => (labels[n] === label ? 1 : 0))])) as tf.Tensor1D, at);
  return { tp: counts(1), fp: counts(0), thresholds: [Infinity, ...ends.map((k) => scores[order[k]])] };
}

const later = (counts: tf.Tensor1D): tf.Tensor1D => tf.slice(counts, 1);
const earlier = (counts: tf.Tensor1D): tf.Tensor1D => tf.slice(counts, 0, counts.shape[0] - 1);
const gains = (counts: tf.Tensor1D): tf.Tensor1D => tf.sub(later(counts), earlier(counts));
