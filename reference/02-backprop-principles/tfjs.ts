/** The network on tensors, its gradients tfjs's own; and differences as what they are, the mean of a slope along a segment. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { CheckOptions, Params } from "./float64.ts";

type Weights = [W1: tf.Tensor2D, b1: tf.Tensor1D, W2: tf.Tensor2D, b2: tf.Tensor1D];
type Objective = (x: tf.Tensor1D) => tf.Scalar;

export function forward(params: Params, X: Matrix) {
  return layers(weightsOf(params), tf.tensor2d(X));
}

export function meanSquaredError(out: Matrix, Y: Matrix) {
  return tf.mean(tf.squaredDifference(tf.tensor2d(out), tf.tensor2d(Y)));
}

export function backward(params: Params, X: Matrix, Y: Matrix) {
  const [inputs, targets] = [tf.tensor2d(X), tf.tensor2d(Y)];
  const loss = (...weights: tf.Tensor[]): tf.Scalar =>
    tf.mean(tf.squaredDifference(layers(weights as Weights, inputs).out, targets));
  const [dW1, db1, dW2, db2] = tf.grads(loss)(weightsOf(params));
  return { dW1, db1, dW2, db2 };
}

/**
 * A difference quotient is the mean of the derivative between its two points. Three Gauss points give that mean exactly where f is a
 * polynomial of degree six at most along the segment, as all the named objectives are; and nothing is lost to cancellation.
 */
export function numericalGradient(f: Objective, x: Vector, h: number) {
  const [point, slopes] = [tf.tensor1d(x), tf.grad(f as (x: tf.Tensor) => tf.Tensor)];
  const entries = x.map((_, i) => {
    const axis = tf.tensor1d(x.map((_, j) => (j === i ? 1 : 0)));
    const at = (shift: number) => tf.mul(slopes(tf.add(point, tf.mul(axis, h * shift))), axis);
    const [low, middle, high] = [-Math.sqrt(3 / 5), 0, Math.sqrt(3 / 5)].map(at);
    return tf.sum(tf.addN([tf.mul(tf.add(low, high), 5 / 18), tf.mul(middle, 8 / 18)]));
  });
  return tf.stack(entries) as tf.Tensor1D; // [n]
}

export function relativeError(a: Vector, n: Vector, floor = 1e-8) {
  return errorsOf(tf.tensor1d(a), tf.tensor1d(n), floor);
}

export async function checkGradient(
  f: Objective,
  gradient: Vector,
  x: Vector,
  { h = 1e-5, tolerance = 1e-6, floor = 1e-8 }: CheckOptions = {},
) {
  const errors = await errorsOf(tf.tensor1d(gradient), numericalGradient(f, x, h), floor).array();
  const ranked = errors.map((error, i) => ({ error: Number.isNaN(error) ? Infinity : error, i }));
  const [worst] = ranked.sort((p, q) => q.error - p.error || p.i - q.i);
  return { ok: worst.error <= tolerance, worstIndex: worst.i, error: errors[worst.i] };
}

function layers([W1, b1, W2, b2]: Weights, X: tf.Tensor2D) {
  const H = tf.tanh(tf.add(tf.matMul(X, W1), b1)); // [B, M]
  return { H, out: tf.add(tf.matMul(H, W2), b2) }; // [B, O]
}

function errorsOf(a: tf.Tensor1D, n: tf.Tensor1D, floor: number): tf.Tensor1D {
  return tf.div(tf.abs(tf.sub(a, n)), tf.maximum(tf.maximum(tf.abs(a), tf.abs(n)), floor));
}

function weightsOf({ W1, b1, W2, b2 }: Params): Weights {
  return [tf.tensor2d(W1), tf.tensor1d(b1), tf.tensor2d(W2), tf.tensor1d(b2)];
}
