import type { Matrix, Tensor3, Vector } from "katagrad/nd";

/** A discriminator's logits for N real samples and M generated ones. */
export interface Logits {
  real: Vector;
  fake: Vector;
}

export type Player = "discriminator" | "generator";

/** A dense layer, x·W + b: W [inputs, outputs], b [outputs]. */
export interface Layer {
  W: Matrix;
  b: Vector;
}

/** All that the two tasks of multiTaskLoss depend on. */
export interface Shared {
  /** What both heads read, [N, F]. */
  features: Matrix;
  /** F to C. */
  classifier: Layer;
  /** F to D. */
  regressor: Layer;
  /** s = log σ², the classifier's first, [2]. */
  logVariances: Vector;
}

/**
 * Cross-entropy from logits, a weight for each class, divided by the sum of the weights of the batch.
 * @param logits [N, C]
 * @param labels from 0 to C - 1, [N]
 * @param weights of the classes, 0 or more, [C]
 * @returns the loss, and its gradient with respect to the logits, [N, C]
 */
export function classificationHead(
  logits: Matrix,
  labels: Vector,
  weights: Vector,
): { loss: number; gradient: Matrix } {
  throw new Error("not implemented");
}

/**
 * Huber's loss, the mean over all entries.
 * @param prediction [N, D]
 * @param target [N, D]
 * @param delta where the parabola becomes a line, above 0
 * @returns the loss, and its gradient with respect to the prediction, [N, D]
 */
export function regressionHead(prediction: Matrix, target: Matrix, delta: number): { loss: number; gradient: Matrix } {
  throw new Error("not implemented");
}

/**
 * Cross-entropy of every token that is no padding, the mean over all of them, and its exponential.
 * @param logits [B, T, V]
 * @param targets the right token at each place, from 0 to V - 1, or `padding`, [B, T]
 * @param padding marks the places that do not count
 * @returns the loss, the perplexity, and the gradient of the loss with respect to the logits, [B, T, V]
 */
export function sequenceHead(
  logits: Tensor3,
  targets: Matrix,
  padding: number,
): { loss: number; perplexity: number; gradient: Tensor3 } {
  throw new Error("not implemented");
}

/**
 * What one player of a generative adversarial network minimises: the generator's loss is the non-saturating one.
 * @param logits of the discriminator for real samples, [N], and for fake ones, [M]
 * @param player whose loss
 * @returns the loss, and its gradient with respect to both kinds of logits
 */
export function ganLosses(logits: Logits, player: Player): { loss: number; gradient: Logits } {
  throw new Error("not implemented");
}

/**
 * Looks rows up in a table.
 * @param table [V, D]
 * @param tokens row numbers, [B, T]
 * @returns [B, T, D]
 */
export function embeddingForward(table: Matrix, tokens: Matrix): Tensor3 {
  throw new Error("not implemented");
}

/**
 * The gradient of the table that embeddingForward read from.
 * @param dout gradient of its output, [B, T, D]
 * @param tokens row numbers, [B, T]
 * @param V how many rows the table has
 * @param padding the token whose row gets no gradient; a number that is no token when there is none
 * @returns [V, D]
 */
export function embeddingBackward(dout: Tensor3, tokens: Matrix, V: number, padding: number): Matrix {
  throw new Error("not implemented");
}

/**
 * A classifier and a regressor on the same features, their losses weighted by learned variances.
 * @param shared features, heads and log-variances
 * @param labels [N], for the classifier
 * @param weights of the classes, [C]
 * @param target [N, D], for the regressor
 * @param delta Huber's δ
 * @returns the loss, and its gradient with respect to everything in `shared`, in the same shape
 */
export function multiTaskLoss(
  shared: Shared,
  labels: Vector,
  weights: Vector,
  target: Matrix,
  delta: number,
): { loss: number; gradient: Shared } {
  throw new Error("not implemented");
}
