/** Explanations on tensors; every gradient is tfjs's own. Shapes as in the statement. */
import type { Matrix, Tensor3, Tensor4, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Cnn, Mask, Mlp, Rule } from "./float64.ts";

export function mlpLogits(model: Mlp, X: Matrix) {
  return logitsOf(model, tf.tensor2d(X));
}

export function saliency(model: Mlp, x: Vector, target: number) {
  const input = tf.tensor2d([x]); // [1, D]
  const gradient = tf.grad((at) => logitOf(model, at, target))(input);
  const flat = (t: tf.Tensor) => tf.reshape(t, [t.size]);
  return {
    logits: flat(logitsOf(model, input)),
    gradient: flat(gradient),
    magnitude: flat(tf.abs(gradient)),
    timesInput: flat(tf.mul(gradient, input)),
  };
}

export function integratedGradients(
  model: Mlp,
  x: Vector,
  baseline: Vector,
  target: number,
  steps: number,
  rule: Rule = "right",
) {
  const [end, start] = [tf.tensor2d([x]), tf.tensor2d([baseline])];
  const way = tf.sub(end, start); // [1, D]
  const { at, weights } = rule === "trapezoid" ? trapezoids(steps) : ends(steps, rule);
  const points = tf.add(start, tf.mul(tf.tensor2d(at, [at.length, 1]), way)); // [nodes, D]
  const gradients = tf.grad((line) => logitOf(model, line, target))(points); // rows do not touch each other
  const mean = tf.matMul(tf.tensor2d([weights]), gradients as tf.Tensor2D); // [1, D]
  const attributions = tf.reshape(tf.mul(way, mean), [x.length]);
  return {
    attributions,
    sum: tf.sum(attributions),
    difference: tf.sub(logitOf(model, end, target), logitOf(model, start, target)),
  };
}

export function occlusion(
  model: Cnn,
  x: Tensor3,
  target: number,
  { patch, stride = patch, fill = 0 }: { patch: number; stride?: number; fill?: number },
) {
  const [, height, width] = tf.tensor3d(x).shape;
  const starts = (length: number) =>
    Array.from({ length: Math.floor((length - patch) / stride) + 1 }, (_, p) => p * stride);
  const [rows, columns] = [starts(height), starts(width)];
  const bar = (start: number, length: number) =>
    Array.from({ length }, (_, i) => (i >= start && i < start + patch ? 1 : 0));
  const down = tf.tensor4d(rows.flatMap((r) => columns.map(() => [bar(r, height).map((v) => [v])]))); // [places, 1, height, 1]
  const across = tf.tensor4d(rows.flatMap(() => columns.map((c) => [[bar(c, width)]]))); // [places, 1, 1, width]
  const covering = tf.mul(down, across); // [places, 1, height, width]
  const image = tf.tensor4d([x]);
  const covered = tf.add(tf.mul(image, tf.sub(1, covering)), tf.mul(fill, covering)) as tf.Tensor4D;
  const score = (images: tf.Tensor4D) => column(headLogits(model, featureMaps(model, images)), target);
  return tf.reshape(tf.sub(score(image), score(covered)), [rows.length, columns.length]);
}

export function gradCam(model: Cnn, x: Tensor3, target: number) {
  const features = featureMaps(model, tf.tensor4d([x])); // [1, K, P, Q]
  const slopes = tf.grad((maps) => tf.sum(column(headLogits(model, maps as tf.Tensor4D), target)))(features);
  const weights = tf.mean(slopes, [2, 3], true); // [1, K, 1, 1]
  const map = tf.relu(tf.sum(tf.mul(weights, features), [0, 1])); // [P, Q]
  const scaled = tf.div(map, tf.maximum(tf.max(map), 1e-30)); // zeros stay zeros
  const heatmap = tf.alongAxis(
    tf.alongAxis(scaled, 0, interpolation(map.shape[0], x[0].length)),
    1,
    interpolation(map.shape[1] as number, x[0][0].length),
  );
  return { weights: tf.reshape(weights, [weights.size]), map, heatmap };
}

export function scaledDotProductAttention(Q: Tensor3, K: Tensor3, V: Tensor3, mask: Mask = null) {
  return attend(tf.tensor3d(Q), tf.tensor3d(K), tf.tensor3d(V), mask);
}

export function scaledDotProductAttentionBackward(Q: Tensor3, K: Tensor3, V: Tensor3, mask: Mask, dOutput: Tensor3) {
  const loss = (...[q, k, v]: tf.Tensor[]) =>
    tf.sum(tf.mul(attend(q as tf.Tensor3D, k as tf.Tensor3D, v as tf.Tensor3D, mask).output, tf.tensor3d(dOutput)));
  const [dQ, dK, dV] = tf.grads(loss)([tf.tensor3d(Q), tf.tensor3d(K), tf.tensor3d(V)]);
  return { dQ, dK, dV };
}

export function attentionRollout(attentions: Tensor4, fusion: "mean" | "max" | "min" = "mean") {
  const fuse = { mean: tf.mean, max: tf.max, min: tf.min }[fusion];
  const fused = fuse(tf.tensor4d(attentions), 1); // [layers, N, N]
  const mixed = tf.add(fused, tf.eye(fused.shape[1] as number)); // the factor ½ cancels
  const layers = tf.unstack(tf.div(mixed, tf.sum(mixed, -1, true))) as tf.Tensor2D[];
  return layers.reduce((rollout, layer) => tf.matMul(layer, rollout));
}

export function permutationImportance(model: Mlp, X: Matrix, y: Vector, repeats: number, rng: () => number) {
  const [N, D] = [X.length, X[0].length];
  const hits = (rows: Matrix, labels: Vector) =>
    tf.cast(tf.equal(tf.argMax(logitsOf(model, tf.tensor2d(rows)), 1), tf.tensor1d(labels, "int32")), "float32");
  const runs = Array.from({ length: D * repeats }, (_, run) => {
    const order = shuffled(N, rng);
    return X.map((row, n) => row.with(Math.floor(run / repeats), X[order[n]][Math.floor(run / repeats)]));
  });
  const accuracy = tf.mean(hits(X, y));
  const after = tf.mean(
    tf.reshape(
      hits(
        runs.flat(),
        runs.flatMap(() => y),
      ),
      [D, repeats, N],
    ),
    2,
  );
  const drops = tf.sub(accuracy, after); // [D, repeats]
  const mean = tf.mean(drops, 1, true);
  const std = tf.sqrt(tf.mean(tf.square(tf.sub(drops, mean)), 1));
  return { accuracy, drops, mean: tf.reshape(mean, [D]), std };
}

export function fgsm(
  model: Mlp,
  X: Matrix,
  y: Vector,
  epsilon: number,
  bounds: [low: number, high: number] | null = null,
) {
  const input = tf.tensor2d(X);
  const truth = tf.oneHot(tf.tensor1d(y, "int32"), model.b2.length);
  const crossEntropy = (at: tf.Tensor) =>
    tf.neg(tf.mean(tf.sum(tf.mul(truth, tf.logSoftmax(logitsOf(model, at as tf.Tensor2D))), 1)));
  const { value: loss, grad: gradient } = tf.valueAndGrad(crossEntropy as never)(input);
  const moved = tf.add(input, tf.mul(epsilon, tf.sign(gradient)));
  return { loss, gradient, adversarial: bounds ? tf.clipByValue(moved, ...bounds) : moved };
}

/** X [N, D] → [N, L]. */
function logitsOf({ W1, b1, W2, b2, activation }: Mlp, X: tf.Tensor2D): tf.Tensor2D {
  const z = tf.add(tf.matMul(X, tf.tensor2d(W1)), tf.tensor1d(b1));
  const hidden = activation === "relu" ? tf.relu(z) : tf.tanh(z);
  return tf.add(tf.matMul(hidden as tf.Tensor2D, tf.tensor2d(W2)), tf.tensor1d(b2));
}

/** The target's logit, summed over the rows. */
function logitOf(model: Mlp, X: tf.Tensor, target: number): tf.Scalar {
  return tf.sum(column(logitsOf(model, X as tf.Tensor2D), target));
}

/** Column `target` of [N, L]: [N, 1]. */
function column(logits: tf.Tensor2D, target: number): tf.Tensor2D {
  return tf.slice(logits, [0, target], [-1, 1]);
}

/** Images [N, C, height, width] → [N, K, P, Q]. */
function featureMaps({ w, b }: Cnn, images: tf.Tensor4D): tf.Tensor4D {
  const filters = tf.transpose(tf.tensor4d(w), [2, 3, 1, 0]) as tf.Tensor4D;
  const out = tf.conv2d(tf.transpose(images, [0, 2, 3, 1]) as tf.Tensor4D, filters, 1, "valid");
  return tf.transpose(tf.relu(tf.add(out, tf.tensor1d(b))), [0, 3, 1, 2]) as tf.Tensor4D;
}

function headLogits({ head }: Cnn, features: tf.Tensor4D): tf.Tensor2D {
  return logitsOf(head, tf.reshape(features, [features.shape[0], -1]));
}

function attend(Q: tf.Tensor3D, K: tf.Tensor3D, V: tf.Tensor3D, mask: Mask) {
  const scores = tf.div(tf.matMul(Q, K, false, true), Math.sqrt(Q.shape[2])); // [B, N, M]
  if (!mask) {
    const weights = tf.softmax(scores);
    return { output: tf.matMul(weights, V), weights };
  }
  const seen = tf.tensor3d(mask.map((rows) => rows.map((row) => row.map(Number))));
  const hidden = tf.where(tf.cast(seen, "bool"), scores, tf.fill(scores.shape, -1e30));
  const weights = tf.mul(tf.softmax(hidden), seen);
  return { output: tf.matMul(weights, V), weights };
}

function ends(steps: number, rule: "right" | "left" | "midpoint") {
  const first = { right: 1, left: 0, midpoint: 0.5 }[rule];
  const at = Array.from({ length: steps }, (_, k) => (first + k) / steps);
  return { at, weights: at.map(() => 1 / steps) };
}

/** The mean of the left and the right sum. */
function trapezoids(steps: number) {
  const [left, right] = [ends(steps, "left"), ends(steps, "right")];
  return { at: [...left.at, ...right.at], weights: [...left.weights, ...right.weights].map((w) => w / 2) };
}

/** The matrix [to, from] of linear interpolation with pixel centres at ½: a hat over each source. */
function interpolation(from: number, to: number): tf.Tensor2D {
  const rows = Array.from({ length: to }, (_, i) => {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    return Array.from({ length: from }, (_, p) => Math.max(0, 1 - Math.abs(at - p)));
  });
  return tf.tensor2d(rows, [to, from]);
}

function shuffled(n: number, rng: () => number): number[] {
  const order = [...Array(n).keys()];
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
