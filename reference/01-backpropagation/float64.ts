/** One sigmoid neuron, by hand. Source: Rumelhart, Hinton and Williams (1986), "Learning representations by back-propagating errors". */
import type { Vector } from "katagrad/nd";

/** x [n], w [n], b → z, a. The sigmoid is written with e^(-z), which overflows to 1/∞ = 0 and never to ∞/∞. */
export function forward(x: Vector, w: Vector, b: number): { z: number; a: number } {
  const z = x.reduce((sum, xi, i) => sum + xi * w[i], b);
  const a = 1 / (1 + Math.exp(-z));
  return { z, a };
}

export function squaredError(a: number, y: number): number {
  return 0.5 * (a - y) ** 2;
}

/** dL/dz = (a - y) · a(1 - a); from there one product a variable. */
export function backward(x: Vector, w: Vector, b: number, y: number): { dw: Vector; db: number; dx: Vector } {
  const { a } = forward(x, w, b);
  const slope = a * (1 - a);
  const dz = (a - y) * slope;
  return { dw: x.map((xi) => dz * xi), db: dz, dx: w.map((wi) => dz * wi) };
}

export function trainStep(
  x: Vector,
  w: Vector,
  b: number,
  y: number,
  lr: number,
): { w: Vector; b: number; loss: number } {
  const loss = squaredError(forward(x, w, b).a, y);
  const { dw, db } = backward(x, w, b, y);
  return { w: w.map((wi, i) => wi - lr * dw[i]), b: b - lr * db, loss };
}
