/**
 * Preprocessing and models on tensors. Ridge is solved by elimination on whole rows, the logistic model descends along tfjs's
 * own gradient, neighbours are found by top-k, and a stump sees all its splits at once.
 */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Model, Scaler } from "./float64.ts";

export function imputeFit(X: Matrix, strategy: "mean" | "median") {
  const fills = X[0].map((_, j) => {
    const known = X.map((row) => row[j]).filter((v) => !Number.isNaN(v));
    if (known.length === 0) return tf.scalar(0);
    if (strategy === "mean") return tf.mean(tf.tensor1d(known));
    const { values } = tf.topk(tf.tensor1d(known), known.length);
    const middle = [Math.floor((known.length - 1) / 2), Math.floor(known.length / 2)];
    return tf.mean(tf.concat(middle.map((at) => tf.slice(values, [at], [1]))));
  });
  return tf.stack(fills);
}

/** Which entries are there is told beside them: a gap is 0 on the way to the device. */
export function imputeApply(X: Matrix, fill: Vector) {
  const known = tf.tensor2d(X.map((row) => row.map((v) => (Number.isNaN(v) ? 0 : 1))));
  const values = tf.tensor2d(X.map((row) => row.map((v) => (Number.isNaN(v) ? 0 : v))));
  return tf.add(values, tf.mul(tf.sub(1, known), tf.tensor1d(fill)));
}

export function standardizeFit(X: Matrix) {
  const { mean, variance } = tf.moments(tf.tensor2d(X), 0);
  const std = tf.sqrt(variance);
  return { mean, std: tf.add(std, tf.equal(std, 0).toFloat()) };
}

export function standardizeApply(X: Matrix, { mean, std }: Scaler) {
  return tf.div(tf.sub(tf.tensor2d(X), tf.tensor1d(mean)), tf.tensor1d(std));
}

export function oneHotApply(column: Vector, categories: Vector) {
  const codes = tf.tensor2d(column.map((v) => [Number.isNaN(v) ? -1e6 : v]));
  return tf.equal(codes, tf.tensor1d(categories)).toFloat();
}

export async function selectKBest(X: Matrix, y: Vector, k: number) {
  const centred = (t: tf.Tensor) => tf.sub(t, tf.mean(t, 0));
  const [dx, dy] = [centred(tf.tensor2d(X)), tf.expandDims(centred(tf.tensor1d(y)), 1)];
  const products = tf.abs(tf.sum(tf.mul(dx, dy), 0));
  const scale = tf.sqrt(tf.mul(tf.sum(tf.square(dx), 0), tf.sum(tf.square(dy))));
  const scores = (await tf.divNoNan(products, scale).array()) as number[];
  const order = scores
    .map((_, j) => j)
    .sort((a, b) => (Math.abs(scores[a] - scores[b]) < 1e-6 ? a - b : scores[b] - scores[a]));
  return order.slice(0, k).sort((a, b) => a - b);
}

/** The normal equations, solved by Gauss-Jordan on whole rows; with the penalty on their diagonal they need no pivots. */
export function fitRidge(X: Matrix, y: Vector, lambda: number) {
  const [d, x, t] = [X[0].length, tf.tensor2d(X), tf.tensor1d(y)];
  const [mean, level] = [tf.mean(x, 0), tf.mean(t)];
  const [dx, dy] = [tf.sub(x, mean), tf.expandDims(tf.sub(t, level), 1)];
  const gram = tf.add(tf.matMul(dx, dx, true), tf.mul(lambda, tf.eye(d)));
  let M: tf.Tensor = tf.concat([gram, tf.matMul(dx, dy, true)], 1); // [d, d + 1]
  for (let c = 0; c < d; c++) {
    const row = tf.slice(M, [c, 0], [1, d + 1]);
    const unit = tf.div(row, tf.slice(row, [0, c], [1, 1]));
    const pivot = tf.tensor2d(X[0].map((_, i) => [i === c ? 1 : 0]));
    const column = tf.sub(tf.slice(M, [0, c], [d, 1]), pivot);
    M = tf.sub(M, tf.matMul(column, unit));
  }
  const w = tf.slice(M, [0, d], [d, 1]).reshape([d]);
  return { kind: "ridge", w, b: tf.sub(level, tf.sum(tf.mul(w, mean))) };
}

export function fitLogistic(X: Matrix, y: Vector, lambda: number, lr: number, steps: number) {
  const [x, t] = [tf.tensor2d(X), tf.tensor1d(y)];
  const loss = (w: tf.Tensor, b: tf.Tensor) => {
    const z = tf.add(tf.matMul(x, tf.expandDims(w, 1)).reshape([y.length]), b);
    const entropy = tf.mean(tf.sub(tf.softplus(z), tf.mul(t, z)));
    return tf.add(entropy, tf.mul(lambda / 2, tf.sum(tf.square(w)))) as tf.Scalar;
  };
  const slope = tf.grads(loss);
  let [w, b]: tf.Tensor[] = [tf.zeros([X[0].length]), tf.scalar(0)];
  for (let step = 0; step < steps; step++) {
    const [dw, db] = slope([w, b]);
    [w, b] = [tf.sub(w, tf.mul(lr, dw)), tf.sub(b, tf.mul(lr, db))];
  }
  return { kind: "logistic", w, b };
}

export async function fitStump(X: Matrix, y: Vector) {
  const level = tf.mean(tf.tensor1d(y));
  const splits = X[0].flatMap((_, feature) => {
    const values = [...new Set(X.map((row) => row[feature]))].sort((a, b) => a - b);
    return values.slice(1).map((v, i) => ({ feature, threshold: (values[i] + v) / 2 }));
  });
  if (splits.length === 0) return { kind: "stump", feature: 0, threshold: 0, left: level, right: level };
  const goesLeft = tf.tensor2d(
    splits.map(({ feature, threshold }) => X.map((row) => (row[feature] <= threshold ? 1 : 0))),
  );
  const targets = tf.sub(tf.tensor1d(y), level);
  const answers = [goesLeft, tf.sub(1, goesLeft)].map((side) => ({
    count: tf.sum(side, 1),
    sum: tf.sum(tf.mul(side, targets), 1),
  }));
  // The squares are the same for every split: what differs is how much the means of the sides take away.
  const [leftGain, rightGain] = answers.map(({ count, sum }) => tf.div(tf.square(sum), count));
  const gains = (await tf.add(leftGain, rightGain).array()) as number[];
  const most = Math.max(...gains);
  const best = gains.findIndex((gain) => gain >= most - 1e-5 * Math.abs(most));
  const [left, right] = answers.map(({ count, sum }) =>
    tf.add(tf.slice(tf.div(sum, count), [best], [1]).reshape([]), level),
  );
  return { kind: "stump", ...splits[best], left, right };
}

export function predict(model: Model, X: Matrix) {
  const x = tf.tensor2d(X);
  switch (model.kind) {
    case "ridge":
      return linear(x, model.w, model.b);
    case "logistic":
      return tf.sigmoid(linear(x, model.w, model.b));
    case "knn": {
      const apart = tf.sub(tf.expandDims(x, 1), tf.expandDims(tf.tensor2d(model.X), 0)); // [m, n, d]
      const { indices } = tf.topk(tf.neg(tf.sum(tf.square(apart), 2)), model.k);
      const chosen = tf.oneHot(indices.toInt().reshape([X.length * model.k]), model.y.length).toFloat(); // [m·k, n]
      const targets = tf.matMul(chosen as tf.Tensor2D, tf.tensor2d(model.y, [model.y.length, 1]));
      return tf.mean(targets.reshape([X.length, model.k]), 1);
    }
    case "stump": {
      const asked = tf.slice(x, [0, model.feature], [X.length, 1]).reshape([X.length]);
      return tf.where(
        tf.lessEqual(asked, model.threshold),
        tf.fill([X.length], model.left),
        tf.fill([X.length], model.right),
      );
    }
  }
}

function linear(x: tf.Tensor2D, w: Vector, b: number): tf.Tensor {
  return tf.add(tf.matMul(x, tf.tensor2d(w, [w.length, 1])).reshape([x.shape[0]]), b);
}
