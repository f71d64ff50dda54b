/**
 * A recurrent network of Elman's kind and backpropagation through time, by hand. B sequences, T steps, D inputs, H units.
 * Sources: Elman (1990), "Finding structure in time"; Werbos (1990), "Backpropagation through time: what it does and how to do it";
 * Williams and Peng (1990), "An efficient gradient-based algorithm for on-line training of recurrent network trajectories" (truncation);
 * Pascanu, Mikolov and Bengio (2013), "On the difficulty of training recurrent neural networks" (clipping).
 */
import { type Matrix, matmul, type Tensor3, transpose, type Vector, zeros } from "katagrad/nd";

interface SequenceGradients {
  dx: Tensor3;
  dh0: Matrix;
  dWx: Matrix;
  dWh: Matrix;
  db: Vector;
}
interface ParameterGradients {
  dWx: Matrix;
  dWh: Matrix;
  db: Vector;
}

/** x [B, D], hPrev [B, H], Wx [D, H], Wh [H, H], b [H] → h [B, H]. */
export function rnnStepForward(x: Matrix, hPrev: Matrix, Wx: Matrix, Wh: Matrix, b: Vector): Matrix {
  const fromX = matmul(x, Wx); // [B, H]
  const fromH = matmul(hPrev, Wh); // [B, H]
  return fromX.map((row, n) => row.map((value, j) => Math.tanh(value + fromH[n][j] + b[j])));
}

/** dh [B, H] arrives at the state after the step. tanh' = 1 - tanh², so the output alone tells the slope. */
export function rnnStepBackward(
  x: Matrix,
  hPrev: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
  dh: Matrix,
): { dx: Matrix; dhPrev: Matrix; dWx: Matrix; dWh: Matrix; db: Vector } {
  const h = rnnStepForward(x, hPrev, Wx, Wh, b);
  const dz = dh.map((row, n) => row.map((value, j) => value * (1 - h[n][j] * h[n][j]))); // [B, H]
  return {
    dx: matmul(dz, transpose(Wx)), // [B, D]
    dhPrev: matmul(dz, transpose(Wh)), // [B, H]
    dWx: matmul(transpose(x), dz), // [D, H]
    dWh: matmul(transpose(hPrev), dz), // [H, H]
    db: b.map((_, j) => dz.reduce((sum, row) => sum + row[j], 0)), // [H]
  };
}

/** x [B, T, D], h0 [B, H] → hs [B, T, H], and h [B, H] after the last step. */
export function rnnForward(x: Tensor3, h0: Matrix, Wx: Matrix, Wh: Matrix, b: Vector): { hs: Tensor3; h: Matrix } {
  const [, ...states] = unroll(x, h0, Wx, Wh, b);
  return { hs: x.map((_, n) => states.map((state) => [...state[n]])), h: states[states.length - 1] };
}

/** Backpropagation through time. dhs [B, T, H] arrives at every h_t, dh [B, H] at the last one, in addition. */
export function rnnBackward(
  x: Tensor3,
  h0: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
  dhs: Tensor3,
  dh: Matrix,
): SequenceGradients {
  return backThroughTime(x, h0, Wx, Wh, b, dhs, dh, () => false);
}

/** The same in chunks of k steps, counted from the start: a chunk inherits the state from the one before and sends it no gradient. */
export function truncatedBackward(
  x: Tensor3,
  h0: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
  dhs: Tensor3,
  dh: Matrix,
  k: number,
): SequenceGradients {
  const startsChunk = (t: number) => t > 0 && t % k === 0;
  return backThroughTime(x, h0, Wx, Wh, b, dhs, dh, startsChunk);
}

/** All gradients shrink by one factor when their common norm is too large, so that their direction stays. */
export function clipByGlobalNorm(
  { dWx, dWh, db }: ParameterGradients,
  maxNorm: number,
): { clipped: ParameterGradients; norm: number } {
  const norm = euclidean([...dWx.flat(), ...dWh.flat(), ...db]);
  const factor = Math.min(1, maxNorm / (norm + 1e-6));
  const scale = (row: Vector): Vector => row.map((value) => factor * value);
  return { clipped: { dWx: dWx.map(scale), dWh: dWh.map(scale), db: scale(db) }, norm };
}

/** Sequences of unequal length, filled up behind their ends. x [B, T, D], lengths [B] → hs [B, T, H], h [B, H]. */
export function maskedForward(
  x: Tensor3,
  lengths: number[],
  h0: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
): { hs: Tensor3; h: Matrix } {
  const hs = zeros(x.length, x[0].length, b.length);
  let h = h0.map((row) => [...row]);
  for (let t = 0; t < x[0].length; t++) {
    const next = rnnStepForward(at(x, t), h, Wx, Wh, b); // [B, H]
    h = h.map((row, n) => (t < lengths[n] ? next[n] : row));
    for (let n = 0; n < x.length; n++) if (t < lengths[n]) hs[n][t] = [...h[n]];
  }
  return { hs, h };
}

/** The T + 1 states of a sequence: entry t is the state that step t starts from. */
function unroll(x: Tensor3, h0: Matrix, Wx: Matrix, Wh: Matrix, b: Vector): Matrix[] {
  const states = [h0];
  for (let t = 0; t < x[0].length; t++) states.push(rnnStepForward(at(x, t), states[t], Wx, Wh, b));
  return states;
}

/** From the last step to the first. Where `cutBefore(t)`, nothing passes from step t to step t - 1. */
function backThroughTime(
  x: Tensor3,
  h0: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
  dhs: Tensor3,
  dh: Matrix,
  cutBefore: (t: number) => boolean,
): SequenceGradients {
  const states = unroll(x, h0, Wx, Wh, b);
  const T = x[0].length;
  const dx = zeros(x.length, T, Wx.length);
  let [dWx, dWh, db] = [zeros(Wx.length, b.length), zeros(b.length, b.length), zeros(b.length)];
  let carried = dh; // [B, H]
  for (let t = T - 1; t >= 0; t--) {
    const arriving = add(carried, at(dhs, t));
    const step = rnnStepBackward(at(x, t), states[t], Wx, Wh, b, arriving);
    step.dx.forEach((row, n) => {
      dx[n][t] = row;
    });
    dWx = add(dWx, step.dWx);
    dWh = add(dWh, step.dWh);
    db = db.map((sum, j) => sum + step.db[j]);
    carried = cutBefore(t) ? zeros(x.length, b.length) : step.dhPrev;
  }
  return { dx, dh0: carried, dWx, dWh, db };
}

/** √Σ aᵢ², by way of the largest entry, whose square may be too large for a number. */
function euclidean(a: Vector): number {
  const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  return largest * Math.sqrt(a.reduce((sum, value) => sum + (value / largest) ** 2, 0));
}

/** Step t of every sequence: [B, T, K] → [B, K]. */
function at(x: Tensor3, t: number): Matrix {
  return x.map((sequence) => sequence[t]);
}

function add(a: Matrix, b: Matrix): Matrix {
  return a.map((row, n) => row.map((value, j) => value + b[n][j]));
}
