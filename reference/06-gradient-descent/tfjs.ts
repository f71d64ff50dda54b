/** Gradient descent on tensors. The gradients are tfjs's own; what a rule has to look at is read back as a number. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Reason, Search, Tolerances } from "./float64.ts";

type Objective = (x: tf.Tensor1D) => tf.Scalar;
type Gradient = (x: tf.Tensor1D) => tf.Tensor1D;

export function descend(gradient: Gradient, x0: Vector, lr: number, steps: number) {
  const visited: tf.Tensor1D[] = [tf.tensor1d(x0)];
  for (let t = 0; t < steps; t++) visited.push(along(visited[t], gradient(visited[t]), -lr));
  return tf.stack(visited); // [steps + 1, n]
}

export function fitLine(X: Matrix, y: Vector, lr: number, steps: number) {
  const [features, targets] = [tf.tensor2d(X), tf.tensor1d(y)]; // [n, d], [n]
  const loss = (w: tf.Tensor, b: tf.Tensor): tf.Scalar => {
    const predictions = tf.add(tf.dot(features, w as tf.Tensor1D), b); // [n]
    return tf.mul(0.5, tf.mean(tf.squaredDifference(predictions, targets)));
  };
  const lossAndGradients = tf.valueAndGrads(loss);
  let [w, b]: tf.Tensor[] = [tf.zeros([X[0].length]), tf.scalar(0)];
  const losses: tf.Scalar[] = [];
  for (let t = 0; t < steps; t++) {
    const { value, grads } = lossAndGradients([w, b]);
    losses.push(value as tf.Scalar);
    [w, b] = [along(w, grads[0], -lr), along(b, grads[1], -lr)];
  }
  losses.push(loss(w, b));
  return { w, b, losses: tf.stack(losses) };
}

export async function backtrackingStep(
  f: Objective,
  gradient: Gradient,
  x: Vector,
  lr: number,
  { shrink, c, maxShrinks }: Search,
) {
  const from = tf.tensor1d(x);
  const [value, g] = [f(from), gradient(from)];
  const steepness = tf.sum(tf.square(g));
  for (let k = 0; k <= maxShrinks; k++) {
    const rate = lr * shrink ** k;
    const to = along(from, g, -rate);
    const reached = f(to);
    const saved = tf.sub(tf.sub(value, tf.mul(c * rate, steepness)), reached);
    if ((await numberOf(saved)) >= 0) return { x: to, value: reached, lr: rate };
  }
  return { x: from, value, lr: 0 };
}

export async function converged(
  before: { x: Vector; value: number },
  after: { x: Vector; value: number; gradient: Vector },
  tolerance: Tolerances,
) {
  const scale = Math.max(1, Math.abs(before.value), Math.abs(after.value));
  const measures = {
    gradient: await numberOf(largest(tf.tensor1d(after.gradient))),
    step: await numberOf(tf.div(largest(tf.sub(after.x, before.x)), tf.maximum(1, largest(tf.tensor1d(after.x))))),
    value: Math.abs(before.value - after.value) / scale,
  };
  const small = (["gradient", "step", "value"] as const).find((name) => measures[name] <= tolerance[name]);
  const reason: Reason = Number.isFinite(after.value) ? (small ?? "none") : "diverged";
  return { ...measures, reason };
}

function along<T extends tf.Tensor>(x: T, direction: tf.Tensor, distance: number): T {
  return tf.add(x, tf.mul(distance, direction));
}

function largest(v: tf.Tensor): tf.Tensor {
  return tf.max(tf.abs(v));
}

async function numberOf(t: tf.Tensor): Promise<number> {
  return (await t.data())[0];
}
