/** Fits, decompositions and smoothers on tensors; linear systems by Gauss-Jordan. Shapes as in the statement. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";

export function polynomialFit(x: Vector, y: Vector, degree: number) {
  const V = powers(x, degree); // [n, degree + 1]
  const targets = tf.tensor2d(y, [y.length, 1]);
  return tf.reshape(solve(tf.matMul(V, V, true), tf.matMul(V, targets, true)), [degree + 1]);
}

export function learningCurve(
  x: Vector,
  y: Vector,
  xValidation: Vector,
  yValidation: Vector,
  degree: number,
  sizes: number[],
) {
  const fits = sizes.map((m) => polynomialFit(x.slice(0, m), y.slice(0, m), degree));
  const error = (c: tf.Tensor, at: Vector, targets: Vector) =>
    tf.mean(tf.squaredDifference(tf.dot(powers(at, degree), c), tf.tensor1d(targets)));
  return {
    train: tf.stack(fits.map((c, s) => error(c, x.slice(0, sizes[s]), y.slice(0, sizes[s])))),
    validation: tf.stack(fits.map((c) => error(c, xValidation, yValidation))),
  };
}

export function biasVariance(predictions: Matrix, truth: Vector) {
  const [models, targets] = [tf.tensor2d(predictions), tf.tensor1d(truth)];
  const { mean, variance } = tf.moments(models, 0); // [n]
  const bias2 = tf.squaredDifference(mean, targets);
  const error = tf.mean(tf.squaredDifference(models, targets));
  return { bias2, variance, meanBias2: tf.mean(bias2), meanVariance: tf.mean(variance), error };
}

export function effectiveDegreesOfFreedom(X: Matrix, lambda: number) {
  const features = tf.tensor2d(X);
  const gram = tf.matMul(features, features, true); // [d, d]
  const eye = tf.eye(X[0].length);
  return tf.sum(tf.mul(eye, solve(tf.add(gram, tf.mul(lambda, eye)) as tf.Tensor2D, gram as tf.Tensor2D)));
}

function powers(x: Vector, degree: number): tf.Tensor2D {
  const t = tf.tensor1d(x);
  const columns: tf.Tensor[] = [tf.onesLike(t)];
  while (columns.length <= degree) columns.push(tf.mul(columns[columns.length - 1], t));
  return tf.stack(columns, 1) as tf.Tensor2D;
}

/** Gauss-Jordan without row exchanges, for a positive definite A [n, n] and b [n, k]. */
function solve(A: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  const [n, k] = b.shape;
  let rows = tf.concat([A, b], 1); // [n, n + k]
  for (let c = 0; c < n; c++) {
    const pivotRow = tf.div(tf.slice(rows, [c, 0], [1, n + k]), tf.slice(rows, [c, c], [1, 1])) as tf.Tensor2D;
    const unit = tf.slice(tf.eye(n), [0, c], [n, 1]);
    const others = tf.sub(1, unit); // [n, 1]
    const column = tf.sub(tf.mul(others, tf.slice(rows, [0, c], [n, 1])), unit) as tf.Tensor2D; // -1 puts the pivot row in its place
    rows = tf.sub(tf.mul(others, rows), tf.matMul(column, pivotRow));
  }
  return tf.slice(rows, [0, n], [n, k]);
}
