/** Compression on tensors: rounding by tf.round, singular vectors by squaring the Gram matrix, the gradient by tfjs itself. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Quantized, QuantizedWeights } from "./float64.ts";

export async function pruneNeurons(W1: Matrix, b1: Vector, W2: Matrix, amount: number) {
  const weights = tf.tensor2d(W1);
  const norms = await tf.norm(weights, 2, 0).array();
  const ranked = [...b1.keys()].sort((i, j) => (norms as Vector)[i] - (norms as Vector)[j] || i - j);
  const kept = ranked.slice(await half(amount * b1.length)).sort((i, j) => i - j);
  if (kept.length === 0) return { W1: W1.map(() => []), b1: [], W2: [], kept };
  const index = tf.tensor1d(kept, "int32");
  return {
    W1: tf.gather(weights, index, 1),
    b1: tf.gather(tf.tensor1d(b1), index),
    W2: tf.gather(tf.tensor2d(W2), index),
    kept,
  };
}

export function affineParameters(min: number, max: number, bits: number) {
  const [low, high] = [tf.minimum(min, 0), tf.maximum(max, 0)];
  const range = tf.sub(high, low);
  const scale = tf.where(tf.greater(range, 0), tf.div(range, 2 ** bits - 1), tf.scalar(1));
  return { scale, zeroPoint: saturated(tf.round(tf.sub(-(2 ** (bits - 1)), tf.div(low, scale))), bits) };
}

export function quantizeAffine(x: Matrix, scale: number, zeroPoint: number, bits: number) {
  return saturated(tf.add(tf.round(tf.div(tf.tensor2d(x), scale)), zeroPoint), bits);
}

export function quantizeSymmetric(W: Matrix, bits: number) {
  const [weights, largest] = [tf.tensor2d(W), 2 ** (bits - 1) - 1];
  const tops = tf.max(tf.abs(weights), 0); // [out]
  const scales = tf.where(tf.greater(tops, 0), tf.div(tops, largest), tf.onesLike(tops));
  return { q: tf.clipByValue(tf.round(tf.div(weights, scales)), -largest, largest), scales };
}

export function dequantize(q: Matrix, scale: number | Vector, zeroPoint: number) {
  return tf.mul(tf.sub(tf.tensor2d(q), zeroPoint), tf.tensor(scale));
}

/** The zero points come out of the sum: what is multiplied is q itself, and rows, columns and K pay for it afterwards. */
export function quantizedMatmul(a: Quantized, b: QuantizedWeights, out: { scale: number; zeroPoint: number }) {
  const [left, right] = [tf.tensor2d(a.q), tf.tensor2d(b.q)];
  const rows = tf.mul(b.zeroPoint, tf.sum(left, 1, true)); // [N, 1]
  const columns = tf.mul(a.zeroPoint, tf.sum(right, 0, true)); // [1, M]
  const corner = left.shape[1] * a.zeroPoint * b.zeroPoint;
  const accumulator = tf.add(tf.sub(tf.sub(tf.matMul(left, right), rows), columns), corner);
  const real = tf.mul(accumulator, tf.mul(tf.tensor1d(b.scales), a.scale)); // [N, M]
  return { accumulator, q: saturated(tf.add(tf.round(tf.div(real, out.scale)), out.zeroPoint), 8) };
}

/**
 * One triple after the other. Squared again and again, WᵀW tends to the projector v vᵀ on its leading direction; the column of v vᵀ with the
 * largest diagonal entry is v, with the sign for which its largest entry is positive. Then W loses σ u vᵀ.
 */
export function lowRank(W: Matrix, r: number) {
  const whole = tf.tensor2d(W);
  let rest = whole;
  const [left, right, values]: tf.Tensor2D[][] = [[], [], []];
  for (let k = 0; k < Math.min(W.length, W[0].length); k++) {
    const v = leadingDirection(rest); // [n, 1]
    const u: tf.Tensor2D = tf.matMul(rest, v); // [m, 1], of length σ
    left.push(u);
    right.push(tf.transpose(v));
    values.push(tf.reshape(tf.norm(u), [1, 1]));
    rest = tf.sub(rest, tf.matMul(u, right[k]));
  }
  const [A, B] = [tf.concat(left.slice(0, r), 1), tf.concat(right.slice(0, r), 0)];
  const error = r === values.length ? 0 : tf.norm(tf.concat(values.slice(r), 0));
  return { left: A, right: B, singularValues: tf.reshape(tf.concat(values, 0), [values.length]), error };
}

export function distillationLoss(student: Matrix, teacher: Matrix, labels: Vector, temperature: number, alpha: number) {
  const target = tf.logSoftmax(tf.div(tf.tensor2d(teacher), temperature));
  const chosen = tf.oneHot(tf.tensor1d(labels, "int32"), student[0].length);
  const loss = (z: tf.Tensor): tf.Scalar => {
    const soft = tf.logSoftmax(tf.div(z, temperature));
    const divergence = tf.sum(tf.mul(tf.exp(target), tf.sub(target, soft)), 1);
    const hard = tf.neg(tf.sum(tf.mul(chosen, tf.logSoftmax(z)), 1));
    return tf.mean(tf.add(tf.mul(alpha * temperature ** 2, divergence), tf.mul(1 - alpha, hard)));
  };
  const { value, grad } = tf.valueAndGrad(loss as never)(tf.tensor2d(student));
  return { loss: value, gradient: grad };
}

async function half(x: number): Promise<number> {
  return (await tf.round(tf.scalar(x)).data())[0];
}

function saturated(q: tf.Tensor, bits: number): tf.Tensor {
  return tf.clipByValue(q, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1);
}

/** The leading right singular vector of W [m, n], [n, 1]. */
function leadingDirection(W: tf.Tensor2D): tf.Tensor2D {
  let gram = tf.matMul(W, W, true) as tf.Tensor2D; // [n, n]
  for (let k = 0; k < 8; k++) {
    gram = tf.div(gram, tf.sum(tf.abs(gram)));
    gram = tf.matMul(gram, gram);
  }
  const diagonal = tf.sum(tf.mul(gram, tf.eye(gram.shape[0])), 1);
  const column = tf.gather(gram, tf.reshape(tf.argMax(diagonal), [1]), 1); // [n, 1]
  return tf.div(column, tf.norm(column));
}
