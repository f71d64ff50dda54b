import type { Vector } from "katagrad/nd";

/**
 * The neuron's output: z = w·x + b, a = sigmoid(z).
 * @param x inputs, [n]
 * @param w weights, [n]
 * @param b bias
 */
export function forward(x: Vector, w: Vector, b: number): { z: number; a: number } {
  throw new Error("not implemented");
}

/** The loss of one example, ½ (a - y)². */
export function squaredError(a: number, y: number): number {
  throw new Error("not implemented");
}

/**
 * The gradients of squaredError(forward(x, w, b).a, y).
 * @returns dw [n], db, dx [n]
 */
export function backward(x: Vector, w: Vector, b: number, y: number): { dw: Vector; db: number; dx: Vector } {
  throw new Error("not implemented");
}

/**
 * One step of gradient descent with learning rate lr.
 * @returns the updated w [n] and b, and the loss before the update
 */
export function trainStep(
  x: Vector,
  w: Vector,
  b: number,
  y: number,
  lr: number,
): { w: Vector; b: number; loss: number } {
  throw new Error("not implemented");
}
