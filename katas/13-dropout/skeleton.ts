import type { Matrix, Tensor3, Tensor4, Vector } from "katagrad/nd";

/** An array nested to any depth from 1 to 4. */
export type Tensor = Vector | Matrix | Tensor3 | Tensor4;

/** Uniform on [0, 1). */
export type Rng = () => number;

/**
 * A random mask: every entry is 0 with probability rate and else 1, independently of the others.
 * @param shape the lengths of the axes, one to four of them
 * @param rate the probability of being dropped
 * @param rng one draw for each entry, the last axis fastest
 * @returns an array nested to that shape
 */
export function dropoutMask(shape: Vector, rate: number, rng: Rng): Tensor {
  throw new Error("not implemented");
}

/**
 * Inverted dropout with a given mask.
 * @param x activations, [B, D]
 * @param mask 1 where an activation is kept, 0 where it is dropped, [B, D]
 * @param rate the probability of being dropped with which the mask was drawn
 * @param training false at test time
 * @returns [B, D]
 */
export function dropoutForward(x: Matrix, mask: Matrix, rate: number, training: boolean): Matrix {
  throw new Error("not implemented");
}

/**
 * The gradient of Σ out·dout with respect to x, where out = dropoutForward(x, mask, rate, training).
 * @param dout upstream gradient, [B, D]
 * @returns dx [B, D]
 */
export function dropoutBackward(dout: Matrix, mask: Matrix, rate: number, training: boolean): Matrix {
  throw new Error("not implemented");
}

/**
 * A linear layer behind a dropout in training, out = dropout(x) · W + b, forward and backward with one and the same mask.
 * @param x [B, D]
 * @param W [D, M]
 * @param b [M]
 * @param dout upstream gradient of out, [B, M]
 * @param rng draws the mask of x, [B, D]
 * @returns out [B, M] and the gradients of Σ out·dout: dx [B, D], dW [D, M], db [M]
 */
export function dropoutLayer(
  x: Matrix,
  W: Matrix,
  b: Vector,
  dout: Matrix,
  rate: number,
  rng: Rng,
): { out: Matrix; dx: Matrix; dW: Matrix; db: Vector } {
  throw new Error("not implemented");
}

/**
 * Inverted dropout of whole channels.
 * @param x feature maps, [N, C, H, W]
 * @param rng one draw for each channel of each image, image by image
 * @param training false at test time
 * @returns [N, C, H, W]
 */
export function spatialDropout(x: Tensor4, rate: number, rng: Rng, training: boolean): Tensor4 {
  throw new Error("not implemented");
}

/**
 * Predictions of relu(x · W1 + b1) · W2 + b2 with dropout on the hidden layer left on, over several passes.
 * @param x [B, D]
 * @param W1 [D, H]
 * @param b1 [H]
 * @param W2 [H, K]
 * @param b2 [K]
 * @param rate the probability of being dropped
 * @param passes how many passes, 1 or more
 * @param rng draws a mask [B, H] for each pass
 * @returns mean and variance over the passes, [B, K] each; the variance divides by the number of passes
 */
export function monteCarloPredict(
  x: Matrix,
  W1: Matrix,
  b1: Vector,
  W2: Matrix,
  b2: Vector,
  rate: number,
  passes: number,
  rng: Rng,
): { mean: Matrix; variance: Matrix } {
  throw new Error("not implemented");
}
