/**
 * LSTM and GRU by hand. B sequences, T steps, D inputs, H units; gates i, f, g, o side by side along the last axis.
 * Sources: Hochreiter and Schmidhuber (1997), "Long short-term memory"; Gers, Schmidhuber and Cummins (2000), "Learning to forget";
 * Graves and Schmidhuber (2005), "Framewise phoneme classification with bidirectional LSTM", for the full gradient through time;
 * Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder", for the GRU, with the reset as in cuDNN and PyTorch.
 */
import { type Matrix, matmul, type Tensor3, transpose, type Vector, zeros } from "katagrad/nd";

/** x [B, D], hPrev [B, H], cPrev [B, H], Wx [D, 4H], Wh [H, 4H], b [4H] → h [B, H], c [B, H]. */
export function lstmStepForward(
  x: Matrix,
  hPrev: Matrix,
  cPrev: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
): { h: Matrix; c: Matrix } {
  const [B, H] = [x.length, Wh.length];
  const z = add(affine(x, Wx, b), matmul(hPrev, Wh)); // [B, 4H]
  const [h, c] = [zeros(B, H), zeros(B, H)];
  for (let n = 0; n < B; n++) {
    for (let j = 0; j < H; j++) {
      const { i, f, g, o } = lstmGates(z[n], j, H);
      c[n][j] = f * cPrev[n][j] + i * g;
      h[n][j] = o * Math.tanh(c[n][j]);
    }
  }
  return { h, c };
}

/** dh, dc [B, H]: what arrives at h and at c from later on. c is reached twice: directly, and through h = o · tanh(c). */
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
  const [B, H] = [x.length, Wh.length];
  const z = add(affine(x, Wx, b), matmul(hPrev, Wh)); // [B, 4H]
  const [dz, dcPrev] = [zeros(B, 4 * H), zeros(B, H)];
  for (let n = 0; n < B; n++) {
    for (let j = 0; j < H; j++) {
      const { i, f, g, o } = lstmGates(z[n], j, H);
      const tanhC = Math.tanh(f * cPrev[n][j] + i * g);
      const dcAll = dc[n][j] + dh[n][j] * o * (1 - tanhC * tanhC);
      dz[n][j] = dcAll * g * (i * (1 - i));
      dz[n][H + j] = dcAll * cPrev[n][j] * (f * (1 - f));
      dz[n][2 * H + j] = dcAll * i * (1 - g * g);
      dz[n][3 * H + j] = dh[n][j] * tanhC * (o * (1 - o));
      dcPrev[n][j] = dcAll * f;
    }
  }
  return {
    dx: matmul(dz, transpose(Wx)), // [B, D]
    dhPrev: matmul(dz, transpose(Wh)), // [B, H]
    dcPrev, // [B, H]
    dWx: matmul(transpose(x), dz), // [D, 4H]
    dWh: matmul(transpose(hPrev), dz), // [H, 4H]
    db: sumRows(dz), // [4H]
  };
}

/** x [B, T, D], h0 [B, H], c0 [B, H] → hs [B, T, H], and h, c [B, H] after the last step. */
export function lstmForward(
  x: Tensor3,
  h0: Matrix,
  c0: Matrix,
  Wx: Matrix,
  Wh: Matrix,
  b: Vector,
): { hs: Tensor3; h: Matrix; c: Matrix } {
  const [, ...states] = unroll(x, h0, c0, Wx, Wh, b);
  const { h, c } = states[states.length - 1];
  return { hs: x.map((_, n) => states.map((state) => [...state.h[n]])), h, c };
}

/** Backpropagation through time. dhs [B, T, H] arrives at every h_t; dh, dc [B, H] at the final state, in addition. */
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
  const states = unroll(x, h0, c0, Wx, Wh, b);
  const T = x[0].length;
  const dx = zeros(x.length, T, Wx.length);
  let [dWx, dWh, db] = [zeros(Wx.length, b.length), zeros(Wh.length, b.length), zeros(b.length)];
  let [dhNext, dcNext] = [dh, dc];
  for (let t = T - 1; t >= 0; t--) {
    const before = states[t];
    const dhAll = add(dhNext, at(dhs, t));
    const step = lstmStepBackward(at(x, t), before.h, before.c, Wx, Wh, b, dhAll, dcNext);
    step.dx.forEach((row, n) => {
      dx[n][t] = row;
    });
    dWx = add(dWx, step.dWx);
    dWh = add(dWh, step.dWh);
    db = db.map((sum, k) => sum + step.db[k]);
    [dhNext, dcNext] = [step.dhPrev, step.dcPrev];
  }
  return { dx, dh0: dhNext, dc0: dcNext, dWx, dWh, db };
}

/** [4H]: 1 for the forget gate, so that a young network remembers; 0 elsewhere. Jozefowicz, Zaremba and Sutskever (2015). */
export function initLstmBias(H: number): Vector {
  return Array.from({ length: 4 * H }, (_, k) => (k >= H && k < 2 * H ? 1 : 0));
}

/** Gates r, z, n. x [B, D], hPrev [B, H], Wx [D, 3H], Wh [H, 3H], bx [3H], bh [3H] → h [B, H]. */
export function gruStepForward(x: Matrix, hPrev: Matrix, Wx: Matrix, Wh: Matrix, bx: Vector, bh: Vector): Matrix {
  const H = Wh.length;
  const fromX = affine(x, Wx, bx); // [B, 3H]
  const fromH = affine(hPrev, Wh, bh); // [B, 3H]
  return hPrev.map((row, m) =>
    row.map((hj, j) => {
      const r = sigmoid(fromX[m][j] + fromH[m][j]);
      const z = sigmoid(fromX[m][H + j] + fromH[m][H + j]);
      const n = Math.tanh(fromX[m][2 * H + j] + r * fromH[m][2 * H + j]);
      return (1 - z) * n + z * hj;
    }),
  );
}

interface State {
  h: Matrix;
  c: Matrix;
}

/** The T + 1 states of a sequence: entry t is the state that step t starts from. */
function unroll(x: Tensor3, h0: Matrix, c0: Matrix, Wx: Matrix, Wh: Matrix, b: Vector): State[] {
  const states = [{ h: h0, c: c0 }];
  for (let t = 0; t < x[0].length; t++) {
    const { h, c } = states[t];
    states.push(lstmStepForward(at(x, t), h, c, Wx, Wh, b));
  }
  return states;
}

/** The four gates of unit j, from one row of pre-activations, z [4H]. */
function lstmGates(z: Vector, j: number, H: number): { i: number; f: number; g: number; o: number } {
  const [zi, zf, zg, zo] = [z[j], z[H + j], z[2 * H + j], z[3 * H + j]];
  return { i: sigmoid(zi), f: sigmoid(zf), g: Math.tanh(zg), o: sigmoid(zo) };
}

/** e^(-z) overflows to 1/∞ = 0 and never to ∞/∞. */
function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** a · W + b, with b [m] added to each row. */
function affine(a: Matrix, W: Matrix, b: Vector): Matrix {
  return matmul(a, W).map((row) => row.map((value, k) => value + b[k]));
}

/** Step t of every sequence: [B, T, K] → [B, K]. */
function at(x: Tensor3, t: number): Matrix {
  return x.map((sequence) => sequence[t]);
}

function add(a: Matrix, b: Matrix): Matrix {
  return a.map((row, n) => row.map((value, k) => value + b[n][k]));
}

/** [n, m] → [m]. */
function sumRows(a: Matrix): Vector {
  return a.reduce((sum, row) => sum.map((value, k) => value + row[k]));
}
