import type { Matrix, Tensor3, Vector } from "katagrad/nd";

/**
 * One step of a recurrent network: tanh(x·Wx + hPrev·Wh + b).
 * @param x inputs of this step, [B, D]
 * @param hPrev hidden state before the step, [B, H]
 * @param Wx input weights, [D, H]
 * @param Wh recurrent weights, [H, H]; row i belongs to unit i of the old state
 * @param b bias, [H]
 * @returns the hidden state after the step, [B, H]
 */
export function rnnStepForward(x: Matrix, hPrev: Matrix, Wx: Matrix, Wh: Matrix, b: Vector): Matrix {
  throw new Error("not implemented");
}

/**
 * The gradients of Σ h·dh, where h = rnnStepForward(x, hPrev, Wx, Wh, b).
 * @param dh upstream gradient of h, [B, H]
 * @returns dx [B, D], dhPrev [B, H], dWx [D, H], dWh [H, H], db [H]
 */
export function rnnStepBackward(
  x: Matrix,
  hPrev: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
  dh: Matrix,
): { dx: Matrix; dhPrev: Matrix; dWx: Matrix; dWh: Matrix; db: Vector } {
  throw new Error("not implemented");
}

/**
 * A batch of sequences, each of T steps, from its initial state.
 * @param x [B, T, D]
 * @param h0 [B, H]
 * @returns hs [B, T, H], the hidden state after every step; h [B, H], the one after the last step
 */
export function rnnForward(x: Tensor3, h0: Matrix, Wx: Matrix, Wh: Matrix, b: Vector): { hs: Tensor3; h: Matrix } {
  throw new Error("not implemented");
}

/**
 * Full backpropagation through time: the gradients of Σ hs·dhs + Σ h·dh, where { hs, h } = rnnForward(x, h0, Wx, Wh, b).
 * @param dhs upstream gradient of hs, [B, T, H]
 * @param dh upstream gradient of the final h, [B, H]
 * @returns dx [B, T, D], dh0 [B, H], dWx [D, H], dWh [H, H], db [H]
 */
export function rnnBackward(
  x: Tensor3,
  h0: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
  dhs: Tensor3,
  dh: Matrix,
): { dx: Tensor3; dh0: Matrix; dWx: Matrix; dWh: Matrix; db: Vector } {
  throw new Error("not implemented");
}

/**
 * Backpropagation through time, truncated: no gradient passes from one chunk of k steps to the chunk before it.
 * @param k steps in a chunk, 1 or more; the chunks are counted from the start, and the last one may be shorter
 * @returns as rnnBackward: dx [B, T, D], dh0 [B, H], dWx [D, H], dWh [H, H], db [H]
 */
export function truncatedBackward(
  x: Tensor3,
  h0: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
  dhs: Tensor3,
  dh: Matrix,
  k: number,
): { dx: Tensor3; dh0: Matrix; dWx: Matrix; dWh: Matrix; db: Vector } {
  throw new Error("not implemented");
}

/**
 * Scales all gradients by min(1, maxNorm / (norm + 1e-6)), where norm is the Euclidean norm of all of them together.
 * @param gradients dWx [D, H], dWh [H, H], db [H]
 * @param maxNorm above 0
 * @returns clipped, the scaled gradients; norm, the one before clipping
 */
export function clipByGlobalNorm(
  gradients: { dWx: Matrix; dWh: Matrix; db: Vector },
  maxNorm: number,
): { clipped: { dWx: Matrix; dWh: Matrix; db: Vector }; norm: number } {
  throw new Error("not implemented");
}

/**
 * A batch of sequences of unequal length, each filled up at its end to T steps. What stands in the filling has no influence.
 * @param x [B, T, D]
 * @param lengths how many steps of each sequence are real, [B], each from 0 to T
 * @param h0 [B, H]
 * @returns hs [B, T, H], 0 behind the end of a sequence; h [B, H], the state of each sequence after its own last step
 */
export function maskedForward(
  x: Tensor3,
  lengths: number[],
  h0: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
): { hs: Tensor3; h: Matrix } {
  throw new Error("not implemented");
}
