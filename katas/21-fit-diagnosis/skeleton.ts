import type { Matrix, Vector } from "katagrad/nd";

export type Verdict = "good-fit" | "underfitting" | "overfitting" | "both";

/**
 * The polynomial of this degree with the least squared error.
 * @param x [n]
 * @param y [n]
 * @param degree 0 or more, less than n
 * @returns the coefficients of x⁰, x¹, …, [degree + 1]
 */
export function polynomialFit(x: Vector, y: Vector, degree: number): Vector {
  throw new Error("not implemented");
}

/**
 * Mean squared errors of polynomials fitted to the first m samples, for each m of sizes.
 * @param x training inputs, [n]; y their targets, [n]
 * @param xValidation [v]; yValidation [v]
 * @param sizes s numbers, each more than degree and at most n
 * @returns train [s], on the m samples of the fit; validation [s], on all validation samples
 */
export function learningCurve(
  x: Vector,
  y: Vector,
  xValidation: Vector,
  yValidation: Vector,
  degree: number,
  sizes: number[],
): { train: Vector; validation: Vector } {
  throw new Error("not implemented");
}

/**
 * When training would stop, and which epoch's weights to keep. Epochs are counted from 0.
 * @param losses validation loss after each epoch, perhaps empty
 * @param patience so many epochs without improvement stop the training, 1 or more
 * @param minDelta an improvement is a loss below best - minDelta
 * @returns bestEpoch, the last improvement, -1 if none; stopEpoch, -1 if it does not stop
 */
export function earlyStopping(
  losses: Vector,
  patience: number,
  minDelta: number,
): { bestEpoch: number; stopEpoch: number } {
  throw new Error("not implemented");
}

/**
 * Under- or overfitting, from the error rates of a classifier.
 * @param train labels predicted and actual on the training set
 * @param validation the same on the validation set
 * @param thresholds optimal, the error rate that is possible; bias and gap, how much is tolerated
 */
export function diagnose(
  train: { predicted: number[]; actual: number[] },
  validation: { predicted: number[]; actual: number[] },
  thresholds: { optimal: number; bias: number; gap: number },
): { trainError: number; validationError: number; verdict: Verdict } {
  throw new Error("not implemented");
}

/**
 * The squared error of S models, each trained on its own data, taken apart at n points.
 * @param predictions one model a row, [S, n]
 * @param truth the noiseless function, [n]
 * @returns bias2 and variance at each point, [n]; their means; error, the mean squared error over all models and points
 */
export function biasVariance(
  predictions: Matrix,
  truth: Vector,
): { bias2: Vector; variance: Vector; meanBias2: number; meanVariance: number; error: number } {
  throw new Error("not implemented");
}

/**
 * The trace of the ridge smoother X (XᵀX + λI)⁻¹ Xᵀ.
 * @param X one sample a row, [n, d], used as it is
 * @param lambda the strength λ, 0 or more
 */
export function effectiveDegreesOfFreedom(X: Matrix, lambda: number): number {
  throw new Error("not implemented");
}
