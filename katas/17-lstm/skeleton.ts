import type { Matrix, Tensor3, Vector } from "katagrad/nd";

/**
 * One step of an LSTM. The gates lie in the order i, f, g, o along the axis of length 4H.
 * @param x inputs of this step, [B, D]
 * @param hPrev hidden state before the step, [B, H]
 * @param cPrev cell state before the step, [B, H]
 * @param Wx input weights, [D, 4H]
 * @param Wh recurrent weights, [H, 4H]
 * @param b bias, [4H]
 * @returns the states after the step: h [B, H], c [B, H]
 */
export function lstmStepForward(
  x: Matrix,
  hPrev: Matrix,
  cPrev: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
): { h: Matrix; c: Matrix } {
  throw new Error("not implemented");
}

/**
 * The gradients of Σ h·dh + Σ c·dc, where { h, c } = lstmStepForward(x, hPrev, cPrev, Wx, Wh, b).
 * @param dh upstream gradient of h, [B, H]
 * @param dc upstream gradient of c, [B, H]; what reaches c through h is not in it
 * @returns dx [B, D], dhPrev [B, H], dcPrev [B, H], dWx [D, 4H], dWh [H, 4H], db [4H]
 */
export function lstmStepBackward(
  x: Matrix,
  hPrev: Matrix,
  cPrev: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
  dh: Matrix,
  dc: Matrix,
): { dx: Matrix; dhPrev: Matrix; dcPrev: Matrix; dWx: Matrix; dWh: Matrix; db: Vector } {
  throw new Error("not implemented");
}

/**
 * A batch of sequences, each of T steps, from its initial state.
 * @param x [B, T, D]
 * @param h0 [B, H]
 * @param c0 [B, H]
 * @returns hs [B, T, H], the hidden state after every step; h [B, H] and c [B, H], both states after the last step
 */
export function lstmForward(
  x: Tensor3,
  h0: Matrix,
  c0: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
): { hs: Tensor3; h: Matrix; c: Matrix } {
  throw new Error("not implemented");
}

/**
 * Full backpropagation through time: the gradients of Σ hs·dhs + Σ h·dh + Σ c·dc, where { hs, h, c } = lstmForward(x, h0, c0, Wx, Wh, b).
 * @param dhs upstream gradient of hs, [B, T, H]
 * @param dh upstream gradient of the final h, [B, H]
 * @param dc upstream gradient of the final c, [B, H]
 * @returns dx [B, T, D], dh0 [B, H], dc0 [B, H], dWx [D, 4H], dWh [H, 4H], db [4H]
 */
export function lstmBackward(
  x: Tensor3,
  h0: Matrix,
  c0: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
  dhs: Tensor3,
  dh: Matrix,
  dc: Matrix,
): { dx: Tensor3; dh0: Matrix; dc0: Matrix; dWx: Matrix; dWh: Matrix; db: Vector } {
  throw new Error("not implemented");
}

/** The bias of a new LSTM with H units, [4H]: 1 for every forget gate, 0 elsewhere. */
export function initLstmBias(H: number): Vector {
  throw new Error("not implemented");
}

/**
 * One step of a GRU, as in PyTorch. The gates lie in the order r, z, n along the axis of length 3H.
 * @param x inputs of this step, [B, D]
 * @param hPrev hidden state before the step, [B, H]
 * @param Wx input weights, [D, 3H]
 * @param Wh recurrent weights, [H, 3H]
 * @param bx bias of the input's product, [3H]
 * @param bh bias of the recurrent product, [3H]
 * @returns the hidden state after the step, [B, H]
 */
export function gruStepForward(x: Matrix, hPrev: Matrix, Wx: Matrix, Wh: Matrix, bx: Vector, bh: Vector): Matrix {
  throw new Error("not implemented");
}
