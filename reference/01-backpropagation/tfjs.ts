/** One sigmoid neuron on tensors; its gradients are tfjs's own. */
import type { Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";

export function forward(x: Vector, w: Vector, b: number) {
  const z = preActivation(tf.tensor1d(x), tf.tensor1d(w), tf.scalar(b));
  return { z, a: tf.sigmoid(z) };
}

export function squaredError(a: tf.Tensor | number, y: number) {
  return lossOf(a, y);
}

export function backward(x: Vector, w: Vector, b: number, y: number) {
  const loss = (...at: tf.Tensor[]) =>
    lossOf(tf.sigmoid(preActivation(...(at as [tf.Tensor1D, tf.Tensor1D, tf.Scalar]))), y);
  const [dx, dw, db] = tf.grads(loss)([tf.tensor1d(x), tf.tensor1d(w), tf.scalar(b)]);
  return { dw, db, dx };
}

export function trainStep(x: Vector, w: Vector, b: number, y: number, lr: number) {
  const { dw, db } = backward(x, w, b, y);
  const loss = squaredError(forward(x, w, b).a, y);
  return { w: tf.sub(tf.tensor1d(w), tf.mul(lr, dw)), b: tf.sub(b, tf.mul(lr, db)), loss };
}

const preActivation = (x: tf.Tensor1D, w: tf.Tensor1D, b: tf.Scalar): tf.Scalar => tf.add(tf.sum(tf.mul(x, w)), b);

const lossOf = (a: tf.Tensor | number, y: number): tf.Scalar => tf.mul(0.5, tf.square(tf.sub(a, y)));
