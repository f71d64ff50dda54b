import type { Matrix, Vector } from "katagrad/nd";

export type Average = "micro" | "macro" | "weighted" | "none";

/** One number each, or [C] each with the average "none". */
export interface Scores {
  precision: number | Vector;
  recall: number | Vector;
  f1: number | Vector;
}

/**
 * How often each true class was predicted as each class.
 * @param labels true classes from 0 to `classes` - 1, [N]
 * @param predictions predicted classes, [N]
 * @param classes how many there are, C
 * @returns counts, [C, C]: rows are true classes, columns predicted ones
 */
export function confusionMatrix(labels: Vector, predictions: Vector, classes: number): Matrix {
  throw new Error("not implemented");
}

/** The share of right predictions, both [N]. */
export function accuracy(labels: Vector, predictions: Vector): number {
  throw new Error("not implemented");
}

/**
 * Precision, recall and F1 of each class or averaged.
 * @param labels true classes, [N]
 * @param predictions predicted classes, [N]
 * @param classes how many there are, C
 * @param average over the classes, or "none"
 */
export function precisionRecallF1(labels: Vector, predictions: Vector, classes: number, average: Average): Scores {
  throw new Error("not implemented");
}

/**
 * The points of the ROC curve for all K distinct scores.
 * @param labels 1 for positive, 0 for negative, [N]
 * @param scores the higher the more positive, any real numbers, [N]
 * @returns rates and thresholds, [K + 1] each; the first point is (0, 0) with the threshold Infinity
 */
export function rocCurve(labels: Vector, scores: Vector): { fpr: Vector; tpr: Vector; thresholds: Vector } {
  throw new Error("not implemented");
}

/** The area under the ROC curve: labels 0 or 1, scores, both [N]. */
export function rocAuc(labels: Vector, scores: Vector): number {
  throw new Error("not implemented");
}

/** The sum over thresholds of gain in recall times precision: labels 0 or 1, scores, both [N]. */
export function averagePrecision(labels: Vector, scores: Vector): number {
  throw new Error("not implemented");
}

/**
 * The mean of -log of the label's probability.
 * @param labels true classes, [N]
 * @param probabilities of all classes, [N, C]
 * @param eps probabilities are kept within [eps, 1 - eps]
 */
export function logLoss(labels: Vector, probabilities: Matrix, eps: number): number {
  throw new Error("not implemented");
}

/** Mean squared error, both [N]. */
export function mse(truth: Vector, predictions: Vector): number {
  throw new Error("not implemented");
}

/** Root of the mean squared error, both [N]. */
export function rmse(truth: Vector, predictions: Vector): number {
  throw new Error("not implemented");
}

/** Mean absolute error, both [N]. */
export function mae(truth: Vector, predictions: Vector): number {
  throw new Error("not implemented");
}

/** Coefficient of determination, both [N]. */
export function r2(truth: Vector, predictions: Vector): number {
  throw new Error("not implemented");
}

/**
 * Expected calibration error of the most probable class, in equal-width bins.
 * @param labels true classes, [N]
 * @param probabilities of all classes, [N, C]
 * @param bins how many, M
 */
export function calibrationError(labels: Vector, probabilities: Matrix, bins: number): number {
  throw new Error("not implemented");
}
