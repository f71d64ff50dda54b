/** Penalties, ridge and lasso on tensors. Gradients of penalties and of the squared error are tfjs's own. Shapes as in the statement. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";

export function l1(w: Vector, lambda: number) {
  return withGradient(w, (at) => tf.mul(lambda, tf.sum(size(at))));
}

export function l2(w: Vector, lambda: number) {
  return withGradient(w, (at) => tf.mul(lambda / 2, tf.sum(tf.square(at))));
}

export function elasticNet(w: Vector, lambda: number, l1Ratio: number) {
  return withGradient(w, (at) => {
    const mixed = tf.add(tf.mul(l1Ratio, size(at)), tf.mul((1 - l1Ratio) / 2, tf.square(at))); // [n]
    return tf.mul(lambda, tf.sum(mixed));
  });
}

/** The loss is known by its gradient only: a plane of that slope stands for it. */
export function regularizedStep(
  { W, b }: { W: Matrix; b: Vector },
  { dW, db }: { dW: Matrix; db: Vector },
  lr: number,
  strengths: { l1?: number; l2?: number },
) {
  const [weights, bias] = [tf.tensor2d(W), tf.tensor1d(b)];
  const objective = (at: tf.Tensor, level: tf.Tensor) =>
    tf.addN([
      tf.sum(tf.mul(at, tf.tensor2d(dW))),
      tf.sum(tf.mul(level, tf.tensor1d(db))),
      tf.mul(strengths.l1 ?? 0, tf.sum(size(at))),
      tf.mul((strengths.l2 ?? 0) / 2, tf.sum(tf.square(at))),
    ]);
  const [slopeW, slopeB] = tf.grads(objective as never)([weights, bias]);
  return { W: tf.sub(weights, tf.mul(lr, slopeW)), b: tf.sub(bias, tf.mul(lr, slopeB)) };
}

export function ridge(X: Matrix, y: Vector, lambda: number) {
  const [features, targets] = [tf.tensor2d(X), tf.tensor2d(y.map((yi) => [yi]))]; // [n, d], [n, 1]
  const [centre, level] = [tf.mean(features, 0, true), tf.mean(targets, 0, true)]; // [1, d], [1, 1]
  const [Xc, yc] = [tf.sub(features, centre), tf.sub(targets, level)] as [tf.Tensor2D, tf.Tensor2D];
  const d = X[0].length;
  const left = tf.add(tf.matMul(Xc, Xc, true), tf.mul(lambda, tf.eye(d))); // [d, d]
  const w = solve(left as tf.Tensor2D, tf.matMul(Xc, yc, true)); // [d, 1]
  return { w: tf.reshape(w, [d]), b: tf.reshape(tf.sub(level, tf.matMul(centre as tf.Tensor2D, w)), []) };
}

export function softThreshold(z: Vector, t: number) {
  return shrink(tf.tensor1d(z), t);
}

export function lasso(X: Matrix, y: Vector, lambda: number, lr: number, steps: number) {
  const [features, targets] = [tf.tensor2d(X), tf.tensor2d(y.map((yi) => [yi]))];
  const misfit = (at: tf.Tensor): tf.Scalar =>
    tf.div(tf.mean(tf.square(tf.sub(tf.matMul(features, at as tf.Tensor2D), targets))), 2);
  const smooth = tf.valueAndGrad(misfit);
  let w: tf.Tensor = tf.zeros([X[0].length, 1]); // [d, 1]
  const objectives: tf.Tensor[] = [];
  for (let step = 0; step <= steps; step++) {
    const { value, grad } = smooth(w);
    objectives.push(tf.add(value, tf.mul(lambda, tf.sum(tf.abs(w)))));
    if (step < steps) w = shrink(tf.sub(w, tf.mul(lr, grad)), lr * lambda);
  }
  return { w: tf.reshape(w, [X[0].length]), objectives: tf.stack(objectives) };
}

function withGradient(w: Vector, penalty: (at: tf.Tensor) => tf.Tensor) {
  const { value, grad } = tf.valueAndGrad(penalty as (at: tf.Tensor) => tf.Scalar)(tf.tensor1d(w));
  return { penalty: value, gradient: grad };
}

/** |t| by halves, so that the derivative at 0 is 0. */
function size(t: tf.Tensor): tf.Tensor {
  return tf.add(tf.relu(t), tf.relu(tf.neg(t)));
}

function shrink(z: tf.Tensor, t: number): tf.Tensor {
  return tf.sub(tf.relu(tf.sub(z, t)), tf.relu(tf.sub(tf.neg(z), t)));
}

/** Gauss-Jordan without row exchanges, a rank-one update for each column: A [d, d], b [d, 1] → x [d, 1]. */
function solve(A: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  const d = A.shape[0];
  let rows = tf.concat([A, b], 1); // [d, d + 1]
  for (let c = 0; c < d; c++) {
    const pivotRow = tf.div(tf.slice(rows, [c, 0], [1, d + 1]), tf.slice(rows, [c, c], [1, 1])) as tf.Tensor2D;
    const unit = tf.slice(tf.eye(d), [0, c], [d, 1]);
    const others = tf.sub(1, unit); // [d, 1]
    const column = tf.sub(tf.mul(others, tf.slice(rows, [0, c], [d, 1])), unit) as tf.Tensor2D; // -1 puts the pivot row in its place
    rows = tf.sub(tf.mul(others, rows), tf.matMul(column, pivotRow));
  }
  return tf.slice(rows, [0, d], [d, 1]);
}
