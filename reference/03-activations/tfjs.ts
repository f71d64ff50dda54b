/** Activations by tfjs's own kernels, the derivatives by automatic differentiation. Vectors [n], matrices [B, n]. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";

type Elementwise = (x: tf.Tensor) => tf.Tensor;

const value = (f: Elementwise) => (x: Vector) => f(tf.tensor1d(x));
/** The slope at each entry: the gradient of the sum of an elementwise function. */
const slope = (f: Elementwise) => (x: Vector) => tf.grad(f)(tf.tensor1d(x));

const geluOf: Elementwise = (x) => tf.mul(tf.mul(0.5, x), tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2))));
const swishOf: Elementwise = (x) => tf.mul(x, tf.sigmoid(x));
const leakyReluOf =
  (a: number): Elementwise =>
  (x) =>
    tf.leakyRelu(x, a);

export function sigmoid(x: Vector) {
  return value(tf.sigmoid)(x);
}

export function sigmoidPrime(x: Vector) {
  return slope(tf.sigmoid)(x);
}

export function tanh(x: Vector) {
  return value(tf.tanh)(x);
}

export function tanhPrime(x: Vector) {
  return slope(tf.tanh)(x);
}

export function relu(x: Vector) {
  return value(tf.relu)(x);
}

export function reluPrime(x: Vector) {
  return slope(tf.relu)(x);
}

export function leakyRelu(x: Vector, a: number) {
  return value(leakyReluOf(a))(x);
}

export function leakyReluPrime(x: Vector, a: number) {
  return slope(leakyReluOf(a))(x);
}

export function gelu(x: Vector) {
  return value(geluOf)(x);
}

export function geluPrime(x: Vector) {
  return slope(geluOf)(x);
}

export function softplus(x: Vector) {
  return value(tf.softplus)(x);
}

export function softplusPrime(x: Vector) {
  return slope(tf.softplus)(x);
}

export function swish(x: Vector) {
  return value(swishOf)(x);
}

export function swishPrime(x: Vector) {
  return slope(swishOf)(x);
}

export function softmax(x: Matrix) {
  return tf.softmax(tf.tensor2d(x));
}

export function logSoftmax(x: Matrix) {
  return tf.logSoftmax(tf.tensor2d(x));
}

/** The logarithm of the probabilities is a logit that gives them; an underflowed one gets a logit far below the others. */
export function softmaxVjp(s: Matrix, g: Matrix) {
  const logits = tf.log(tf.maximum(tf.tensor2d(s), 1e-37));
  return tf.grad((x) => tf.sum(tf.mul(tf.softmax(x as tf.Tensor2D), tf.tensor2d(g))))(logits);
}
