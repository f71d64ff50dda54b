/**
 * Gradient descent by hand: the bare iteration, a linear model fitted with it, one line search, one stopping rule.
 * Sources: Cauchy (1847), "Méthode générale pour la résolution des systèmes d'équations simultanées"; Armijo (1966), "Minimization of
 * functions having Lipschitz continuous first partial derivatives"; Dennis and Schnabel (1983), "Numerical methods for unconstrained
 * optimization and nonlinear equations", chapter 7 (stopping); Nocedal and Wright (2006), "Numerical optimization", chapter 3.
 */
import { type Matrix, type Vector, zeros } from "katagrad/nd";

export type Objective = (x: Vector) => number;
export type Gradient = (x: Vector) => Vector;

export interface Search {
  shrink: number;
  c: number;
  maxShrinks: number;
}

export interface Tolerances {
  gradient: number;
  step: number;
  value: number;
}

export type Reason = "diverged" | "gradient" | "step" | "value" | "none";

/** From x0 [n] against the gradient, the points visited, the start among them: [steps + 1, n]. */
export function descend(gradient: Gradient, x0: Vector, lr: number, steps: number): Matrix {
  let x = [...x0];
  const trajectory = [x];
  for (let t = 0; t < steps; t++) {
    x = against(x, gradient(x), lr);
    trajectory.push(x);
  }
  return trajectory;
}

/** X [n, d], y [n] → w [d], b after the last step, and Σ r² / 2n before the first step and after each: [steps + 1]. */
export function fitLine(X: Matrix, y: Vector, lr: number, steps: number): { w: Vector; b: number; losses: Vector } {
  let [w, b] = [zeros(X[0].length), 0];
  let r = residuals(X, y, w, b); // [n]
  const losses = [halfMeanSquare(r)];
  for (let t = 0; t < steps; t++) {
    const dw = w.map((_, j) => mean(r.map((ri, i) => ri * X[i][j]))); // [d]
    const db = mean(r);
    w = against(w, dw, lr);
    b -= lr * db;
    r = residuals(X, y, w, b);
    losses.push(halfMeanSquare(r));
  }
  return { w, b, losses };
}

/** The first of the rates lr, lr·shrink, lr·shrink², … that pays: f(x - ηg) ≤ f(x) - c η |g|². NaN pays nothing. */
export function backtrackingStep(
  f: Objective,
  gradient: Gradient,
  x: Vector,
  lr: number,
  { shrink, c, maxShrinks }: Search,
): { x: Vector; value: number; lr: number } {
  const [value, g] = [f(x), gradient(x)];
  const steepness = sum(g.map((gi) => gi * gi)); // the fall of f per unit of rate, at first
  let rate = lr;
  for (let k = 0; k <= maxShrinks; k++) {
    const next = against(x, g, rate);
    const nextValue = f(next);
    const bound = value - c * rate * steepness;
    if (nextValue <= bound) return { x: next, value: nextValue, lr: rate };
    rate *= shrink;
  }
  return { x: [...x], value, lr: 0 };
}

/** How far from done, by three measures, and the first of them that is within its tolerance. */
export function converged(
  before: { x: Vector; value: number },
  after: { x: Vector; value: number; gradient: Vector },
  tolerance: Tolerances,
): Tolerances & { reason: Reason } {
  const moved = after.x.map((xi, i) => xi - before.x[i]); // [n]
  const change = Math.abs(after.value - before.value);
  const gradient = largest(after.gradient);
  const step = largest(moved) / Math.max(1, largest(after.x));
  const value = change / Math.max(1, Math.abs(before.value), Math.abs(after.value));
  const measures = { gradient, step, value };
  if (!Number.isFinite(after.value)) return { ...measures, reason: "diverged" };
  for (const name of ["gradient", "step", "value"] as const)
    if (measures[name] <= tolerance[name]) return { ...measures, reason: name };
  return { ...measures, reason: "none" };
}

/** x - lr · g, [n]. */
function against(x: Vector, g: Vector, lr: number): Vector {
  return x.map((xi, i) => xi - lr * g[i]);
}

/** Prediction minus target, [n]. */
function residuals(X: Matrix, y: Vector, w: Vector, b: number): Vector {
  return X.map((row, i) => row.reduce((z, xj, j) => z + xj * w[j], b) - y[i]);
}

/** With the ½, so that the gradient has no factor 2. */
function halfMeanSquare(r: Vector): number {
  return 0.5 * mean(r.map((ri) => ri * ri));
}

/** The maximum norm; 0 for no entries. */
function largest(v: Vector): number {
  return v.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
}

function mean(v: Vector): number {
  return sum(v) / v.length;
}

function sum(v: Vector): number {
  return v.reduce((total, entry) => total + entry, 0);
}
