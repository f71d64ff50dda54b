/** The methods with memory on tensors. The gradient of a named objective is tfjs's own. */
import type { Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Method } from "./float64.ts";

type Gradient = (w: tf.Tensor1D) => tf.Tensor1D;
interface State {
  w: tf.Tensor1D;
  v: tf.Tensor1D;
}

export function momentumStep(w: Vector, v: Vector, g: Vector, lr: number, mu: number): State {
  return roll({ w: tf.tensor1d(w), v: tf.tensor1d(v) }, () => tf.tensor1d(g), lr, mu, 0);
}

export function nesterovStep(w: Vector, v: Vector, gradient: Gradient, lr: number, mu: number): State {
  return roll({ w: tf.tensor1d(w), v: tf.tensor1d(v) }, gradient, lr, mu, mu);
}

export function emaMomentumStep(
  w: Vector,
  v: Vector,
  g: Vector,
  lr: number,
  beta: number,
  t: number,
  corrected: boolean,
): State {
  return average({ w: tf.tensor1d(w), v: tf.tensor1d(v) }, tf.tensor1d(g), lr, beta, corrected ? 1 - beta ** t : 1);
}

export function descend(gradient: Gradient, w0: Vector, lr: number, mu: number, steps: number, method: Method) {
  const visited: State[] = [{ w: tf.tensor1d(w0), v: tf.zeros([w0.length]) }];
  for (let t = 1; t <= steps; t++) visited.push(advance(visited[t - 1], gradient, lr, mu, t, method));
  return tf.stack(visited.map(({ w }) => w)); // [steps + 1, n]
}

export function effectiveRate(lr: number, mu: number) {
  return tf.div(lr, tf.sub(1, mu));
}

function advance(state: State, gradient: Gradient, lr: number, mu: number, t: number, method: Method): State {
  switch (method) {
    case "gradient-descent":
      return roll(state, gradient, lr, 0, 0);
    case "momentum":
      return roll(state, gradient, lr, mu, 0);
    case "nesterov":
      return roll(state, gradient, lr, mu, mu);
    case "ema":
      return average(state, gradient(state.w), lr, mu, 1);
    case "ema-corrected":
      return average(state, gradient(state.w), lr, mu, 1 - mu ** t);
  }
}

/** v' = μv - η∇(w + ahead·v), w' = w + v'. */
function roll({ w, v }: State, gradient: Gradient, lr: number, mu: number, ahead: number): State {
  const slope = gradient(tf.add(w, tf.mul(ahead, v)));
  const velocity: tf.Tensor1D = tf.sub(tf.mul(mu, v), tf.mul(lr, slope));
  return { w: tf.add(w, velocity), v: velocity };
}

function average({ w, v }: State, g: tf.Tensor1D, lr: number, beta: number, total: number): State {
  const mean: tf.Tensor1D = tf.add(tf.mul(beta, v), tf.mul(1 - beta, g));
  return { w: tf.sub(w, tf.mul(lr / total, mean)), v: mean };
}
