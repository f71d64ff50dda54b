/** Logistic regression on tensors, as a softmax over two classes of which one has the logit 0. Its gradients are tfjs's own. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Batch, Options } from "./float64.ts";

export function logisticLoss(X: Matrix, y: Vector, w: Vector, b: number) {
  return lossOn(X, y)(tf.tensor1d(w), tf.scalar(b));
}

export function lossAndGradient(X: Matrix, y: Vector, w: Vector, b: number) {
  return gradientsOf(lossOn(X, y), tf.tensor1d(w), tf.scalar(b));
}

export async function fit(X: Matrix, y: Vector, { lr, maxSteps, gradTolerance }: Options) {
  const loss = lossOn(X, y);
  let [w, b]: tf.Tensor[] = [tf.zeros([X[0].length]), tf.scalar(0)];
  const losses: tf.Tensor[] = [];
  while (true) {
    const at = gradientsOf(loss, w, b);
    losses.push(at.loss);
    const [steepest] = await tf.max(tf.abs(tf.concat([at.dw, tf.reshape(at.db, [1])]))).data();
    const converged = steepest <= gradTolerance;
    if (converged || losses.length > maxSteps) return { w, b, losses: tf.stack(losses), converged };
    [w, b] = [tf.sub(w, tf.mul(lr, at.dw)), tf.sub(b, tf.mul(lr, at.db))];
  }
}

/** The pieces joined again: the gradient of one mean over all the examples. */
export function accumulateGradient(microBatches: Batch[], w: Vector, b: number) {
  const [X, y] = [microBatches.flatMap((batch) => batch.X), microBatches.flatMap((batch) => batch.y)];
  return lossAndGradient(X, y, w, b);
}

/** The mean cross-entropy as a function of w [d] and b. */
function lossOn(X: Matrix, y: Vector): (w: tf.Tensor, b: tf.Tensor) => tf.Scalar {
  const features = tf.tensor2d(X); // [n, d]
  const classes = tf.oneHot(tf.tensor1d(y, "int32"), 2); // [n, 2]
  return (w, b) => {
    const z: tf.Tensor1D = tf.add(tf.dot(features, w as tf.Tensor1D), b); // [n]
    const logProbabilities = tf.logSoftmax(tf.stack([tf.zerosLike(z), z], 1)); // [n, 2]
    return tf.neg(tf.mean(tf.sum(tf.mul(classes, logProbabilities), 1))) as tf.Scalar;
  };
}

function gradientsOf(loss: (w: tf.Tensor, b: tf.Tensor) => tf.Scalar, w: tf.Tensor, b: tf.Tensor) {
  const { value, grads } = tf.valueAndGrads(loss)([w, b]);
  return { loss: value, dw: grads[0], db: grads[1] };
}
