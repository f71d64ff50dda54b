import type { Matrix, Vector } from "katagrad/nd";

/** The gradient of the objective at a point: [n] to [n]. */
export type Gradient = (w: Vector) => Vector;

export type Method = "gradient-descent" | "momentum" | "nesterov" | "ema" | "ema-corrected";

/**
 * One step of classical momentum: v ← μv - ηg, then w ← w + v.
 * @param w parameters, [n]
 * @param v velocity before the step, [n]
 * @param g gradient at w, [n]
 * @param lr the learning rate η
 * @param mu the momentum μ
 * @returns parameters and velocity after the step, [n] each
 */
export function momentumStep(w: Vector, v: Vector, g: Vector, lr: number, mu: number): { w: Vector; v: Vector } {
  throw new Error("not implemented");
}

/**
 * One step of Nesterov's momentum: as momentumStep, with the gradient of the look-ahead point w + μv.
 * @param w parameters, [n]
 * @param v velocity before the step, [n]
 * @param gradient gives the gradient at any point
 * @returns parameters (not the look-ahead point) and velocity after the step, [n] each
 */
export function nesterovStep(
  w: Vector,
  v: Vector,
  gradient: Gradient,
  lr: number,
  mu: number,
): { w: Vector; v: Vector } {
  throw new Error("not implemented");
}

/**
 * One step along an exponential moving average of the gradients: v ← βv + (1 - β)g, then w against v, or against v / (1 - βᵗ).
 * @param w parameters, [n]
 * @param v average before the step, uncorrected, [n]
 * @param g gradient at w, [n]
 * @param lr the learning rate η
 * @param beta the decay β of the average
 * @param t the number of this step; the first one is 1
 * @param corrected whether the step uses the bias-corrected average
 * @returns parameters and uncorrected average after the step, [n] each
 */
export function emaMomentumStep(
  w: Vector,
  v: Vector,
  g: Vector,
  lr: number,
  beta: number,
  t: number,
  corrected: boolean,
): { w: Vector; v: Vector } {
  throw new Error("not implemented");
}

/**
 * A whole descent that starts at rest (v = 0) in w0.
 * @param gradient gives the gradient at any point
 * @param w0 the start, [n]
 * @param lr the learning rate η
 * @param mu the momentum μ, or the decay β of the ema methods
 * @param steps how many steps, 0 or more
 * @param method which rule makes the steps
 * @returns the points w, w0 first: [steps + 1, n]
 */
export function descend(gradient: Gradient, w0: Vector, lr: number, mu: number, steps: number, method: Method): Matrix {
  throw new Error("not implemented");
}

/** The learning rate at which plain gradient descent moves as fast as classical momentum finally does under a constant gradient. */
export function effectiveRate(lr: number, mu: number): number {
  throw new Error("not implemented");
}
