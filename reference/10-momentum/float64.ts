/**
 * Gradient descent that remembers, by hand.
 * Sources: Polyak (1964), "Some methods of speeding up the convergence of iteration methods"; Nesterov (1983), "A method for solving the
 * convex programming problem with convergence rate O(1/k²)"; Sutskever, Martens, Dahl and Hinton (2013), "On the importance of
 * initialization and momentum in deep learning"; Kingma and Ba (2015), "Adam: A method for stochastic optimization" (bias correction).
 */
import { type Matrix, type Vector, zeros } from "katagrad/nd";

export type Gradient = (w: Vector) => Vector;
export type Method = "gradient-descent" | "momentum" | "nesterov" | "ema" | "ema-corrected";
interface State {
  w: Vector;
  v: Vector;
}

/** The heavy ball: w, v, g [n] → w, v [n]. The velocity is a displacement; the rate and the sign are already in it. */
export function momentumStep(w: Vector, v: Vector, g: Vector, lr: number, mu: number): State {
  const velocity = v.map((vi, i) => mu * vi - lr * g[i]); // [n]
  return { w: w.map((wi, i) => wi + velocity[i]), v: velocity };
}

/** The heavy ball, its slope read where the old velocity alone would carry it. */
export function nesterovStep(w: Vector, v: Vector, gradient: Gradient, lr: number, mu: number): State {
  const ahead = w.map((wi, i) => wi + mu * v[i]); // [n]
  const g = gradient(ahead); // [n]
  return momentumStep(w, v, g, lr, mu);
}

/** Here v is a running average of gradients. In step t = 1, 2, … its weights add up to 1 - βᵗ, which the correction divides out. */
export function emaMomentumStep(
  w: Vector,
  v: Vector,
  g: Vector,
  lr: number,
  beta: number,
  t: number,
  corrected: boolean,
): State {
  const average = v.map((vi, i) => beta * vi + (1 - beta) * g[i]); // [n]
  const total = corrected ? 1 - beta ** t : 1;
  return { w: w.map((wi, i) => wi - (lr * average[i]) / total), v: average };
}

/** From rest at w0 [n], the points visited, the start among them: [steps + 1, n]. */
export function descend(gradient: Gradient, w0: Vector, lr: number, mu: number, steps: number, method: Method): Matrix {
  let state: State = { w: [...w0], v: zeros(w0.length) };
  const trajectory = [state.w];
  for (let t = 1; t <= steps; t++) {
    state = advance(state, gradient, lr, mu, t, method);
    trajectory.push(state.w);
  }
  return trajectory;
}

/** A constant gradient ends in steps of η(1 + μ + μ² + …) times that gradient. */
export function effectiveRate(lr: number, mu: number): number {
  return lr / (1 - mu);
}

function advance({ w, v }: State, gradient: Gradient, lr: number, mu: number, t: number, method: Method): State {
  switch (method) {
    case "gradient-descent":
      return momentumStep(w, v, gradient(w), lr, 0);
    case "momentum":
      return momentumStep(w, v, gradient(w), lr, mu);
    case "nesterov":
      return nesterovStep(w, v, gradient, lr, mu);
    case "ema":
      return emaMomentumStep(w, v, gradient(w), lr, mu, t, false);
    case "ema-corrected":
      return emaMomentumStep(w, v, gradient(w), lr, mu, t, true);
  }
}
