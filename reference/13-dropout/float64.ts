/**
 * Inverted dropout by hand: what is kept is scaled up in training, so that nothing is to be done at test time.
 * Sources: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov (2014), "Dropout: a simple way to prevent neural networks from
 * overfitting"; Tompson et al. (2015), "Efficient object localization using convolutional networks" (whole channels); Gal and
 * Ghahramani (2016), "Dropout as a Bayesian approximation" (many passes at test time).
 */
import { type Matrix, matmul, type Tensor3, type Tensor4, transpose, type Vector } from "katagrad/nd";

export type Tensor = Vector | Matrix | Tensor3 | Tensor4;
export type Rng = () => number;

/** Of any shape: 0 with probability `rate`, else 1, one draw an entry, the last axis fastest. */
export function dropoutMask(shape: Vector, rate: number, rng: Rng): Tensor {
  const [length, ...inner] = shape;
  const entry = () => (inner.length > 0 ? dropoutMask(inner, rate, rng) : rng() < rate ? 0 : 1);
  return Array.from({ length }, entry) as Tensor;
}

/** x, mask [B, D] → [B, D]. The expectation over masks is x. */
export function dropoutForward(x: Matrix, mask: Matrix, rate: number, training: boolean): Matrix {
  if (!training) return copy(x);
  const scale = keptScale(rate);
  return x.map((row, n) => row.map((value, j) => value * mask[n][j] * scale));
}

/** dout, mask [B, D] → dx [B, D]. The forward is linear and its matrix diagonal: the gradient goes through the same gate. */
export function dropoutBackward(dout: Matrix, mask: Matrix, rate: number, training: boolean): Matrix {
  return dropoutForward(dout, mask, rate, training);
}

/** out = dropout(x) · W + b and its gradients, with one mask. x [B, D], W [D, M], b [M], dout [B, M] → out [B, M], dx [B, D], dW [D, M], db [M]. */
export function dropoutLayer(
  x: Matrix,
  W: Matrix,
  b: Vector,
  dout: Matrix,
  rate: number,
  rng: Rng,
): { out: Matrix; dx: Matrix; dW: Matrix; db: Vector } {
  const mask = dropoutMask([x.length, W.length], rate, rng) as Matrix; // [B, D]
  const dropped = dropoutForward(x, mask, rate, true); // [B, D]
  const out = affine(dropped, W, b); // [B, M]
  const dDropped = matmul(dout, transpose(W)); // [B, D]
  return {
    out,
    dx: dropoutBackward(dDropped, mask, rate, true),
    dW: matmul(transpose(dropped), dout),
    db: b.map((_, k) => dout.reduce((sum, row) => sum + row[k], 0)),
  };
}

/** x [N, C, H, W] → [N, C, H, W]. One draw for each channel of each image: the channel stays or goes as a whole. */
export function spatialDropout(x: Tensor4, rate: number, rng: Rng, training: boolean): Tensor4 {
  if (!training) return x.map((image) => image.map(copy));
  const scale = keptScale(rate);
  return x.map((image) => {
    const mask = dropoutMask([image.length], rate, rng) as Vector; // [C]
    return image.map((channel, c) => channel.map((row) => row.map((value) => value * mask[c] * scale)));
  });
}

/** Dropout left on at test time. x [B, D], W1 [D, H], b1 [H], W2 [H, K], b2 [K] → mean, variance [B, K] over the passes. */
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
  const hidden = affine(x, W1, b1).map((row) => row.map((value) => Math.max(0, value))); // [B, H]
  const outputs = Array.from({ length: passes }, () => {
    const mask = dropoutMask([x.length, b1.length], rate, rng) as Matrix; // [B, H]
    return affine(dropoutForward(hidden, mask, rate, true), W2, b2); // [B, K]
  });
  const mean = average(outputs); // [B, K]
  const deviations = outputs.map((out) => out.map((row, n) => row.map((y, k) => (y - mean[n][k]) ** 2)));
  return { mean, variance: average(deviations) };
}

/** 1/(1 - rate); 0 when nothing is kept. */
function keptScale(rate: number): number {
  return rate < 1 ? 1 / (1 - rate) : 0;
}

/** The entrywise mean of matrices of one shape. */
function average(all: Matrix[]): Matrix {
  return all[0].map((row, n) => row.map((_, k) => all.reduce((sum, one) => sum + one[n][k], 0) / all.length));
}

/** a · W + b, with b [m] added to each row. */
function affine(a: Matrix, W: Matrix, b: Vector): Matrix {
  return matmul(a, W).map((row) => row.map((value, k) => value + b[k]));
}

function copy(x: Matrix): Matrix {
  return x.map((row) => [...row]);
}
