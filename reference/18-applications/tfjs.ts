/** The same heads on tensors; every gradient is tfjs's own. Shapes as in the statement. */
import type { Matrix, Tensor3, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Layer, Logits, Player, Shared } from "./float64.ts";

export function classificationHead(logits: Matrix, labels: Vector, weights: Vector) {
  return graded(tf.tensor2d(logits), (z) => weightedCrossEntropy(z, labels, weights));
}

export function regressionHead(prediction: Matrix, target: Matrix, delta: number) {
  return graded(tf.tensor2d(prediction), (p) => huber(p, tf.tensor2d(target), delta));
}

export function sequenceHead(logits: Tensor3, targets: Matrix, padding: number) {
  const V = logits[0][0].length;
  const flat = targets.flat();
  // Padding is no longer a token but a class of weight 0: any label will do.
  const labels = flat.map((target) => (target === padding ? 0 : target));
  const real = flat.map((target) => (target === padding ? 0 : 1));
  const { loss, gradient } = graded(tf.tensor3d(logits), (z) => {
    const rows = tf.reshape(z, [flat.length, V]) as tf.Tensor2D;
    return weightedMean(losses(rows, labels), real);
  });
  return { loss, perplexity: tf.exp(loss), gradient };
}

export function ganLosses({ real, fake }: Logits, player: Player) {
  const loss = (onReal: tf.Tensor, onFake: tf.Tensor): tf.Scalar =>
    player === "generator"
      ? tf.mean(tf.softplus(tf.neg(onFake)))
      : tf.add(tf.mean(tf.softplus(tf.neg(onReal))), tf.mean(tf.softplus(onFake)));
  const at = [tf.tensor1d(real), tf.tensor1d(fake)];
  if (player === "generator") {
    const { value, grad } = tf.valueAndGrad((z) => loss(at[0], z))(at[1]);
    return { loss: value, gradient: { real: tf.zerosLike(at[0]), fake: grad } };
  }
  const { value, grads } = tf.valueAndGrads(loss as never)(at);
  return { loss: value, gradient: { real: grads[0], fake: grads[1] } };
}

export function embeddingForward(table: Matrix, tokens: Matrix) {
  return lookUp(tf.tensor2d(table), tokens);
}

export function embeddingBackward(dout: Tensor3, tokens: Matrix, V: number, padding: number) {
  const D = dout[0][0].length;
  const counts = tf.tensor3d(tokens.map((row) => row.map((token) => [token === padding ? 0 : 1]))); // [B, T, 1]
  return tf.grad((table) => lookUp(table as tf.Tensor2D, tokens))(tf.zeros([V, D]), tf.mul(tf.tensor3d(dout), counts));
}

export function multiTaskLoss(shared: Shared, labels: Vector, weights: Vector, target: Matrix, delta: number) {
  const { features, classifier, regressor, logVariances } = shared;
  const layer = ({ W, b }: Layer) => [tf.tensor2d(W), tf.tensor1d(b)];
  const at = [tf.tensor2d(features), ...layer(classifier), ...layer(regressor), tf.tensor1d(logVariances)];
  const loss = (...[x, Wc, bc, Wr, br, s]: tf.Tensor[]): tf.Scalar => {
    const logits = tf.add(tf.matMul(x as tf.Tensor2D, Wc as tf.Tensor2D), bc) as tf.Tensor2D;
    const prediction = tf.add(tf.matMul(x as tf.Tensor2D, Wr as tf.Tensor2D), br);
    const both = tf.stack([
      weightedCrossEntropy(logits, labels, weights),
      huber(prediction, tf.tensor2d(target), delta),
    ]);
    return tf.sum(tf.add(tf.mul(tf.exp(tf.neg(s)), both), tf.div(s, 2)));
  };
  const { value, grads } = tf.valueAndGrads(loss as never)(at);
  const [x, Wc, bc, Wr, br, s] = grads;
  return {
    loss: value,
    gradient: { features: x, classifier: { W: Wc, b: bc }, regressor: { W: Wr, b: br }, logVariances: s },
  };
}

function graded<T extends tf.Tensor>(at: T, loss: (x: T) => tf.Scalar) {
  const { value, grad } = tf.valueAndGrad(loss as (x: tf.Tensor) => tf.Scalar)(at);
  return { loss: value as tf.Scalar, gradient: grad };
}

function oneHot(labels: Vector, classes: number): tf.Tensor2D {
  return tf.cast(tf.equal(tf.tensor2d(labels, [labels.length, 1]), tf.range(0, classes)), "float32") as tf.Tensor2D;
}

/** -log p of each row's label, [N]. */
function losses(logits: tf.Tensor2D, labels: Vector): tf.Tensor1D {
  return tf.neg(tf.sum<tf.Tensor1D>(tf.mul(oneHot(labels, logits.shape[1]), tf.logSoftmax(logits)), 1));
}

/** 0 when all weights are. */
function weightedMean(values: tf.Tensor1D, weights: Vector): tf.Scalar {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return tf.div(tf.sum(tf.mul(tf.tensor1d(weights), values)), total || 1);
}

function weightedCrossEntropy(logits: tf.Tensor2D, labels: Vector, weights: Vector): tf.Scalar {
  return weightedMean(
    losses(logits, labels),
    labels.map((label) => weights[label]),
  );
}

/** δ · (a - δ/2) is ½ m² + δ (a - m) with m = min(a, δ), on either side. */
function huber(prediction: tf.Tensor, target: tf.Tensor, delta: number): tf.Scalar {
  const error = tf.sub(prediction, target);
  const inside = tf.clipByValue(error, -delta, delta);
  return tf.mean(tf.sub(tf.mul(inside, error), tf.div(tf.square(inside), 2)));
}

function lookUp(table: tf.Tensor2D, tokens: Matrix): tf.Tensor3D {
  const [V, D] = table.shape;
  const rows = tf.matMul(oneHot(tokens.flat(), V), table); // [B·T, D]
  return tf.reshape(rows, [tokens.length, tokens[0].length, D]);
}
