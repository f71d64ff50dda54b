/** Dropout on tensors: the draws are compared all at once, gradients are tfjs's own. */
import type { Matrix, Tensor4, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Rng } from "./float64.ts";

export function dropoutMask(shape: Vector, rate: number, rng: Rng): tf.Tensor {
  const draws = Array.from({ length: shape.reduce((size, length) => size * length, 1) }, rng);
  return tf.cast(tf.greaterEqual(tf.tensor(draws, shape), rate), "float32");
}

export function dropoutForward(x: Matrix, mask: Matrix, rate: number, training: boolean): tf.Tensor {
  return gated(tf.tensor2d(x), tf.tensor2d(mask), training ? rate : undefined);
}

export function dropoutBackward(dout: Matrix, mask: Matrix, rate: number, training: boolean): tf.Tensor {
  const forward = (x: tf.Tensor) => gated(x, tf.tensor2d(mask), training ? rate : undefined);
  const upstream = tf.tensor2d(dout);
  return tf.grad(forward)(tf.onesLike(upstream), upstream);
}

export function dropoutLayer(x: Matrix, W: Matrix, b: Vector, dout: Matrix, rate: number, rng: Rng) {
  const mask = dropoutMask([x.length, W.length], rate, rng);
  const layer = (...at: tf.Tensor[]) => tf.add(tf.matMul(gated(at[0], mask, rate), at[1]), at[2]);
  const at = [tf.tensor2d(x), tf.tensor2d(W), tf.tensor1d(b)];
  const [dx, dW, db] = tf.grads(layer)(at, tf.tensor2d(dout));
  return { out: layer(...at), dx, dW, db };
}

export function spatialDropout(x: Tensor4, rate: number, rng: Rng, training: boolean): tf.Tensor {
  const maps = tf.tensor4d(x);
  const [N, C] = maps.shape;
  if (!training) return maps;
  return gated(maps, tf.reshape(dropoutMask([N, C], rate, rng), [N, C, 1, 1]), rate); // one decision for H and W
}

export function monteCarloPredict(
  x: Matrix,
  W1: Matrix,
  b1: Vector,
  W2: Matrix,
  b2: Vector,
  rate: number,
  passes: number,
  rng: Rng,
) {
  const [B, H] = [x.length, b1.length];
  const hidden = tf.relu(tf.add(tf.matMul(tf.tensor2d(x), tf.tensor2d(W1)), tf.tensor1d(b1))); // [B, H]
  const thinned = gated(tf.expandDims(hidden, 0), dropoutMask([passes, B, H], rate, rng), rate); // [T, B, H]
  const flat = tf.reshape(thinned, [passes * B, H]);
  const outputs = tf.add(tf.matMul(flat, tf.tensor2d(W2)), tf.tensor1d(b2));
  return tf.moments(tf.reshape(outputs, [passes, B, b2.length]), 0); // mean, variance [B, K]
}

/** At test time, when there is no rate, x itself; else what the mask keeps, scaled so that the expectation stays. */
function gated(x: tf.Tensor, mask: tf.Tensor, rate?: number): tf.Tensor {
  return rate === undefined ? tf.clone(x) : tf.mul(x, tf.divNoNan(mask, 1 - rate));
}
