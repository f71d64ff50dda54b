import type { Matrix, Tensor3, Tensor4, Vector } from "katagrad/nd";

/** Weights of two to five axes: [in, out] for a dense layer, [out, in, ...kernel] for a convolution. */
type Tensor = Matrix | Tensor3 | Tensor4 | Tensor4[];

/** Uniform on [0, 1). */
type Rng = () => number;

type Scheme = "xavier" | "he" | "small" | "large";
type Activation = "linear" | "tanh" | "relu" | "sigmoid";

/** The fans of weights of a shape. @param shape two to five lengths, [in, out] or [out, in, ...kernel] */
export function fans(shape: Vector): { fanIn: number; fanOut: number } {
  throw new Error("not implemented");
}

/** One normal number by Box-Muller, from two draws. */
export function normal(rng: Rng, mean = 0, std = 1): number {
  throw new Error("not implemented");
}

/** Uniform weights of variance gain² · 2 / (fanIn + fanOut), nested to the shape. */
export function xavierUniform(shape: Vector, rng: Rng, gain = 1): Tensor {
  throw new Error("not implemented");
}

/** Normal weights of the same variance. */
export function xavierNormal(shape: Vector, rng: Rng, gain = 1): Tensor {
  throw new Error("not implemented");
}

/** Normal weights for (leaky) ReLU units. @param slope of the leaky ReLU below 0 */
export function heNormal(shape: Vector, rng: Rng, slope = 0): Tensor {
  throw new Error("not implemented");
}

/** Uniform weights of the same variance. */
export function heUniform(shape: Vector, rng: Rng, slope = 0): Tensor {
  throw new Error("not implemented");
}

/** Normal weights of variance 1 / fanIn. */
export function lecunNormal(shape: Vector, rng: Rng): Tensor {
  throw new Error("not implemented");
}

/** Weights that are, as a matrix [first axis, all others], gain times a matrix with orthonormal columns or rows. */
export function orthogonal(shape: Vector, rng: Rng, gain = 1): Tensor {
  throw new Error("not implemented");
}

/**
 * Sends a random batch through random layers.
 * @param depth number of layers
 * @param width units of every layer
 * @param batch rows of the batch
 * @returns the statistics of each layer's activations, first layer first
 */
export function propagateVariance(
  depth: number,
  width: number,
  batch: number,
  scheme: Scheme,
  activation: Activation,
  rng: Rng,
): { variance: number; meanSquare: number; saturated: number }[] {
  throw new Error("not implemented");
}

/**
 * Trains a network with one hidden layer whose units start alike.
 * @param X [N, D]
 * @param y [N]
 * @returns the parameters after the last step, W1 [D, hidden], b1 and w2 [hidden], and how much the hidden units differ
 */
export function zeroInitSymmetry(
  X: Matrix,
  y: Vector,
  options: { hidden: number; value: number; jitter: number; activation: Activation; lr: number; steps: number },
  rng: Rng,
): { W1: Matrix; b1: Vector; w2: Vector; b2: number; spread: number } {
  throw new Error("not implemented");
}
