import type { Matrix, Vector } from "katagrad/nd";

/**
 * The L1 penalty λ Σ |wᵢ| and its gradient, with sign(0) = 0.
 * @param w weights, [n]
 * @param lambda the strength λ
 * @returns penalty, a number; gradient, [n]
 */
export function l1(w: Vector, lambda: number): { penalty: number; gradient: Vector } {
  throw new Error("not implemented");
}

/**
 * The L2 penalty ½λ Σ wᵢ² and its gradient.
 * @param w weights, [n]
 * @param lambda the strength λ
 * @returns penalty, a number; gradient, [n]
 */
export function l2(w: Vector, lambda: number): { penalty: number; gradient: Vector } {
  throw new Error("not implemented");
}

/**
 * The elastic net: the L1 penalty of strength λρ plus the L2 penalty of strength λ(1 - ρ).
 * @param w weights, [n]
 * @param lambda the strength λ
 * @param l1Ratio the share ρ of the L1 penalty, from 0 to 1
 * @returns penalty, a number; gradient, [n]
 */
export function elasticNet(w: Vector, lambda: number, l1Ratio: number): { penalty: number; gradient: Vector } {
  throw new Error("not implemented");
}

/**
 * One step of gradient descent on loss + l1 Σ |W| + ½ l2 Σ W², by the (sub)gradient.
 * @param params weights W [in, out] and bias b [out]
 * @param grads gradients of the loss without any penalty: dW [in, out], db [out]
 * @param lr the learning rate η
 * @param strengths λ of each penalty; a missing one is 0
 * @returns the parameters after the step: W [in, out], b [out]
 */
export function regularizedStep(
  params: { W: Matrix; b: Vector },
  grads: { dW: Matrix; db: Vector },
  lr: number,
  strengths: { l1?: number; l2?: number },
): { W: Matrix; b: Vector } {
  throw new Error("not implemented");
}

/**
 * Ridge regression in closed form: the minimum of Σ (yᵢ - xᵢ·w - b)² + λ Σ wⱼ². The intercept b is not penalised.
 * @param X one sample a row, [n, d]
 * @param y targets, [n]
 * @param lambda the strength λ
 * @returns w [d] and the intercept b, a number
 */
export function ridge(X: Matrix, y: Vector, lambda: number): { w: Vector; b: number } {
  throw new Error("not implemented");
}

/**
 * Every number moved towards 0 by t, and to 0 if it is within t of it.
 * @param z [n]
 * @param t the threshold, 0 or more
 * @returns [n]
 */
export function softThreshold(z: Vector, t: number): Vector {
  throw new Error("not implemented");
}

/**
 * The lasso without intercept by ISTA, from w = 0: minimises Σ (xᵢ·w - yᵢ)² / 2n + λ Σ |wⱼ|.
 * @param X one sample a row, [n, d]
 * @param y targets, [n]
 * @param lambda the strength λ
 * @param lr the step size η
 * @param steps how many steps, 0 or more
 * @returns w [d] after the last step; objectives [steps + 1], the value that is minimised, at the start and after every step
 */
export function lasso(
  X: Matrix,
  y: Vector,
  lambda: number,
  lr: number,
  steps: number,
): { w: Vector; objectives: Vector } {
  throw new Error("not implemented");
}
