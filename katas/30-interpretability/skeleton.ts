import type { Matrix, Tensor3, Tensor4, Vector } from "katagrad/nd";

/** A classifier with one hidden layer: W1 [D, H], b1 [H], W2 [H, L], b2 [L]. */
export interface Mlp {
  W1: Matrix;
  b1: Vector;
  W2: Matrix;
  b2: Vector;
  activation: "relu" | "tanh";
}

/** One convolution, w [K, C, KH, KW], b [K], with a relu; the head reads its maps [K, P, Q] as one row of K·P·Q numbers. */
export interface Cnn {
  w: Tensor4;
  b: Vector;
  head: Mlp;
}

/** Which points of the line between baseline and input the integral reads. */
export type Rule = "right" | "left" | "midpoint" | "trapezoid";

/** [B, N, M]; true: the query may see the key. null: every query sees every key. */
export type Mask = boolean[][][] | null;

/** The rule "x[feature] ≤ threshold: class left, else class right". */
export interface Split {
  feature: number;
  threshold: number;
  /** Gini impurity after the split, weighted by the sizes of the two sides. */
  impurity: number;
  /** The impurity before minus the impurity after. */
  gain: number;
  left: number;
  right: number;
}

/**
 * What the classifier says before the softmax.
 * @param X inputs, [N, D]
 * @returns logits, [N, L]
 */
export function mlpLogits(model: Mlp, X: Matrix): Matrix {
  throw new Error("not implemented");
}

/**
 * The gradient of one logit by the input.
 * @param x one input, [D]
 * @param target the class whose logit is explained
 * @returns logits [L]; gradient, its magnitude |g| and its product with the input g·x, [D] each
 */
export function saliency(
  model: Mlp,
  x: Vector,
  target: number,
): { logits: Vector; gradient: Vector; magnitude: Vector; timesInput: Vector } {
  throw new Error("not implemented");
}

/**
 * Integrated gradients of one logit, by a Riemann sum.
 * @param x the input, [D]
 * @param baseline where the path starts, [D]
 * @param steps into how many intervals the path is cut, 1 or more
 * @returns attributions [D]; their sum; difference, the logit at x minus the logit at the baseline
 */
export function integratedGradients(
  model: Mlp,
  x: Vector,
  baseline: Vector,
  target: number,
  steps: number,
  rule: Rule = "right",
): { attributions: Vector; sum: number; difference: number } {
  throw new Error("not implemented");
}

/**
 * How far a logit falls when a square patch of the image is covered.
 * @param x one image, [C, height, width]
 * @param options patch: side of the square; stride: how far it moves (default: patch); fill: what covers it (default: 0)
 * @returns original minus covered logit, for each place of the patch
 */
export function occlusion(
  model: Cnn,
  x: Tensor3,
  target: number,
  options: { patch: number; stride?: number; fill?: number },
): Matrix {
  throw new Error("not implemented");
}

/**
 * Grad-CAM on the maps of the convolution, after their relu.
 * @param x one image, [C, height, width]
 * @returns weights [K], map [P, Q], and heatmap [height, width], the map with its peak scaled to 1, enlarged to the image
 */
export function gradCam(model: Cnn, x: Tensor3, target: number): { weights: Vector; map: Matrix; heatmap: Matrix } {
  throw new Error("not implemented");
}

/**
 * Softmax of the scaled scores times the values.
 * @param Q queries, [B, N, D]
 * @param K keys, [B, M, D]
 * @param V values, [B, M, E]
 * @param mask [B, N, M], true where the query may see the key
 * @returns output [B, N, E], weights [B, N, M]
 */
export function scaledDotProductAttention(
  Q: Tensor3,
  K: Tensor3,
  V: Tensor3,
  mask: Mask = null,
): { output: Tensor3; weights: Tensor3 } {
  throw new Error("not implemented");
}

/**
 * The gradients of Σ output·dOutput, where { output } = scaledDotProductAttention(Q, K, V, mask).
 * @param dOutput upstream gradient of the output, [B, N, E]
 * @returns dQ [B, N, D], dK [B, M, D], dV [B, M, E]
 */
export function scaledDotProductAttentionBackward(
  Q: Tensor3,
  K: Tensor3,
  V: Tensor3,
  mask: Mask,
  dOutput: Tensor3,
): { dQ: Tensor3; dK: Tensor3; dV: Tensor3 } {
  throw new Error("not implemented");
}

/**
 * How much of each input token is in each output token, through all layers.
 * @param attentions attention weights, [layers, heads, N, N], the layer next to the input first
 * @param fusion how the heads of a layer become one matrix
 * @returns [N, N]: row i is about output token i, column j about input token j
 */
export function attentionRollout(attentions: Tensor4, fusion: "mean" | "max" | "min" = "mean"): Matrix {
  throw new Error("not implemented");
}

/**
 * How far the accuracy falls when one column of the inputs is shuffled.
 * @param X inputs, [N, D]
 * @param y classes, [N]
 * @param repeats how often each column is shuffled
 * @param rng uniform on [0, 1)
 * @returns accuracy on X; drops [D, repeats]; their mean and standard deviation for each feature, [D] each
 */
export function permutationImportance(
  model: Mlp,
  X: Matrix,
  y: Vector,
  repeats: number,
  rng: () => number,
): { accuracy: number; drops: Matrix; mean: Vector; std: Vector } {
  throw new Error("not implemented");
}

/**
 * The one rule on one feature that explains the labels best.
 * @param X inputs, [N, D]
 * @param y classes, [N], such as a model's predictions
 * @returns the split with the least Gini impurity, or null when no split lowers it
 */
export function extractRule(X: Matrix, y: Vector): Split | null {
  throw new Error("not implemented");
}

/**
 * The fast gradient sign method against the true classes.
 * @param X inputs, [N, D]
 * @param y classes, [N]
 * @param epsilon how far each number is moved
 * @param bounds the range that the moved inputs are clipped to; null: none
 * @returns loss, the mean cross-entropy; gradient, of the loss by X, [N, D]; adversarial, the moved inputs, [N, D]
 */
export function fgsm(
  model: Mlp,
  X: Matrix,
  y: Vector,
  epsilon: number,
  bounds: [low: number, high: number] | null = null,
): { loss: number; gradient: Matrix; adversarial: Matrix } {
  throw new Error("not implemented");
}
