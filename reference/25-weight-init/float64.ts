/**
 * Initial weights, and what they do to a signal on its way through a deep network, by hand. A dense W is [in, out], a convolution's
 * [out, in, ...kernel].
 * Sources: LeCun, Bottou, Orr and Müller (1998), "Efficient BackProp"; Glorot and Bengio (2010), "Understanding the difficulty of training deep
 * feedforward neural networks"; He, Zhang, Ren and Sun (2015), "Delving deep into rectifiers"; Saxe, McClelland and Ganguli (2014), "Exact
 * solutions to the nonlinear dynamics of learning in deep linear neural networks"; Box and Muller (1958), "A note on the generation of random
 * normal deviates".
 */
import { type Matrix, matmul, type Tensor3, type Tensor4, transpose, type Vector, zeros } from "katagrad/nd";

export type Tensor = Matrix | Tensor3 | Tensor4 | Tensor4[];
export type Rng = () => number;
export type Scheme = "xavier" | "he" | "small" | "large";
export type Activation = "linear" | "tanh" | "relu" | "sigmoid";
export interface LayerStatistics {
  variance: number;
  meanSquare: number;
  saturated: number;
}
export interface SymmetryOptions {
  hidden: number;
  value: number;
  jitter: number;
  activation: Activation;
  lr: number;
  steps: number;
}

/** How many inputs feed one output, and how many outputs one input feeds. */
export function fans(shape: Vector): { fanIn: number; fanOut: number } {
  const [first, second, ...kernel] = shape;
  if (kernel.length === 0) return { fanIn: first, fanOut: second };
  const receptive = product(kernel);
  return { fanIn: second * receptive, fanOut: first * receptive };
}

/** Box-Muller: one normal number for two draws. */
export function normal(rng: Rng, mean = 0, std = 1): number {
  const u1 = 1 - rng();
  const u2 = rng();
  const radius = Math.sqrt(-2 * Math.log(u1));
  return mean + std * radius * Math.cos(2 * Math.PI * u2);
}

/** Variance 2 / (in + out), a compromise of the way forth and the way back; a uniform number has a third of its bound squared. */
export function xavierUniform(shape: Vector, rng: Rng, gain = 1): Tensor {
  const { fanIn, fanOut } = fans(shape);
  const limit = gain * Math.sqrt(6 / (fanIn + fanOut));
  return filled(shape, () => limit * (2 * rng() - 1));
}

export function xavierNormal(shape: Vector, rng: Rng, gain = 1): Tensor {
  const { fanIn, fanOut } = fans(shape);
  const deviation = gain * Math.sqrt(2 / (fanIn + fanOut));
  return filled(shape, () => normal(rng, 0, deviation));
}

/** Variance 2 / in: twice as much, because a ReLU throws half of it away; a leaky one (1 - slope²) / 2. */
export function heNormal(shape: Vector, rng: Rng, slope = 0): Tensor {
  const { fanIn } = fans(shape);
  const spread = Math.sqrt(2 / ((1 + slope ** 2) * fanIn));
  return filled(shape, () => normal(rng, 0, spread));
}

export function heUniform(shape: Vector, rng: Rng, slope = 0): Tensor {
  const { fanIn } = fans(shape);
  const end = Math.sqrt(6 / ((1 + slope ** 2) * fanIn));
  return filled(shape, () => end * (2 * rng() - 1));
}

/** Variance 1 / in: what keeps the variance of a linear layer, and of SELU units. */
export function lecunNormal(shape: Vector, rng: Rng): Tensor {
  const { fanIn } = fans(shape);
  const sigma = Math.sqrt(1 / fanIn);
  return filled(shape, () => normal(rng, 0, sigma));
}

/** A normal matrix [first axis, all others], its columns (or, if there are more of them, its rows) made orthonormal one after the other. */
export function orthogonal(shape: Vector, rng: Rng, gain = 1): Tensor {
  const [rows, columns] = [shape[0], product(shape.slice(1))];
  const gaussian = filled([rows, columns], () => normal(rng)) as Matrix;
  const Q = rows < columns ? orthonormal(gaussian) : transpose(orthonormal(transpose(gaussian)));
  const entries = Q.flat();
  let next = 0;
  return filled(shape, () => gain * entries[next++]);
}

/** A normal batch through `depth` square layers without biases: what is left of it after each. */
export function propagateVariance(
  depth: number,
  width: number,
  batch: number,
  scheme: Scheme,
  activation: Activation,
  rng: Rng,
): LayerStatistics[] {
  const std = { xavier: 1 / Math.sqrt(width), he: Math.sqrt(2 / width), small: 0.01, large: 1 }[scheme];
  let h = filled([batch, width], () => normal(rng)) as Matrix; // [batch, width]
  return Array.from({ length: depth }, () => {
    const W = filled([width, width], () => normal(rng, 0, std)) as Matrix;
    h = matmul(h, W).map((row) => row.map((z) => activate(z, activation)));
    return statisticsOf(h.flat(), activation);
  });
}

/** Gradient descent on the mean squared error of one hidden layer whose units all start alike, but for the jitter. X [N, D], y [N]. */
export function zeroInitSymmetry(
  X: Matrix,
  y: Vector,
  { hidden, value, jitter, activation, lr, steps }: SymmetryOptions,
  rng: Rng,
): { W1: Matrix; b1: Vector; w2: Vector; b2: number; spread: number } {
  let W1 = filled([X[0].length, hidden], () => value + jitter * normal(rng)) as Matrix; // [D, H]
  let b1 = zeros(hidden);
  let w2 = b1.map(() => value); // [H]
  let b2 = 0;
  const XT = transpose(X); // [D, N]
  for (let step = 0; step < steps; step++) {
    const h = matmul(X, W1).map((row) => row.map((z, j) => activate(z + b1[j], activation))); // [N, H]
    const dout = h.map((row, n) => (2 * (dot(row, w2) + b2 - y[n])) / y.length); // [N]
    const dz = h.map((row, n) => row.map((hj, j) => dout[n] * w2[j] * slopeAt(hj, activation))); // [N, H]
    const dW1 = matmul(XT, dz); // [D, H]
    const [dw2] = matmul([dout], h);
    W1 = W1.map((row, i) => row.map((w, j) => w - lr * dW1[i][j]));
    b1 = b1.map((b, j) => b - lr * sum(dz.map((row) => row[j])));
    w2 = w2.map((w, j) => w - lr * dw2[j]);
    b2 -= lr * sum(dout);
  }
  return { W1, b1, w2, b2, spread: Math.max(...W1.map((row) => Math.max(...row) - Math.min(...row))) };
}

function activate(z: number, activation: Activation): number {
  if (activation === "tanh") return Math.tanh(z);
  if (activation === "sigmoid") return 1 / (1 + Math.exp(-z));
  return activation === "relu" ? Math.max(z, 0) : z;
}

/** The derivative, from the value of the activation. */
function slopeAt(h: number, activation: Activation): number {
  if (activation === "tanh") return 1 - h * h;
  if (activation === "sigmoid") return h * (1 - h);
  return activation === "relu" && h <= 0 ? 0 : 1;
}

/** The share that is saturated passes no gradient to speak of: a tanh near its ends, a ReLU at 0. */
function statisticsOf(h: Vector, activation: Activation): LayerStatistics {
  const mean = sum(h) / h.length;
  const flat = { tanh: (v: number) => Math.abs(v) > 0.99, relu: (v: number) => v === 0 }[activation as string];
  return {
    variance: sum(h.map((v) => (v - mean) ** 2)) / h.length,
    meanSquare: dot(h, h) / h.length,
    saturated: flat ? h.filter(flat).length / h.length : 0,
  };
}

/** Gram-Schmidt on the rows, each cleaned twice of what the earlier ones explain. */
function orthonormal(rows: Matrix): Matrix {
  const done: Matrix = [];
  for (const row of rows) {
    let rest = row;
    for (const q of [...done, ...done]) {
      const along = dot(q, rest);
      rest = rest.map((value, i) => value - along * q[i]);
    }
    const norm = Math.sqrt(dot(rest, rest));
    done.push(rest.map((value) => value / norm));
  }
  return done;
}

/** An array nested to the shape, the last axis running fastest. */
function filled([length, ...inner]: Vector, entry: () => number): Tensor {
  return Array.from({ length }, () => (inner.length > 0 ? filled(inner, entry) : entry())) as Tensor;
}

function product(lengths: Vector): number {
  return lengths.reduce((total, length) => total * length, 1);
}

function dot(a: Vector, b: Vector): number {
  return a.reduce((total, value, i) => total + value * b[i], 0);
}

function sum(a: Vector): number {
  return a.reduce((total, value) => total + value, 0);
}
