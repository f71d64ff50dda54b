/**
 * Training by full-batch gradient descent: a network with one hidden layer, sigmoids throughout, mean squared error.
 * N rows, D inputs, H hidden units, O outputs.
 * Sources: Rumelhart, Hinton and Williams (1986), "Learning internal representations by error propagation", which trains such networks
 * on XOR; Glorot and Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks", for the initial weights.
 */
import { type Matrix, matmul, transpose, type Vector, zeros } from "katagrad/nd";

/** W1 [D, H], b1 [H], W2 [H, O], b2 [O]. */
export interface Params {
  W1: Matrix;
  b1: Vector;
  W2: Matrix;
  b2: Vector;
}

export interface TrainOptions {
  lr: number;
  epochs: number;
  tolerance: number;
}

/** Weights uniform between ± sqrt(6 / (inputs + outputs of their layer)), drawn row by row, W1 first; biases 0. */
export function initialize(sizes: number[], rng: () => number): Params {
  const [D, H, O] = sizes;
  const W1 = xavier(D, H, rng);
  const W2 = xavier(H, O, rng);
  return { W1, b1: zeros(H), W2, b2: zeros(O) };
}

/** X [N, D] → outputs between 0 and 1, [N, O]. */
export function predict({ W1, b1, W2, b2 }: Params, X: Matrix): Matrix {
  const hidden = sigmoid(affine(X, W1, b1)); // [N, H]
  return sigmoid(affine(hidden, W2, b2));
}

/** The mean of the N·O squared errors, and its gradients. A sigmoid's slope is known from its value: s(1 - s). */
export function lossAndGradients(
  { W1, b1, W2, b2 }: Params,
  X: Matrix,
  Y: Matrix,
): { loss: number; dW1: Matrix; db1: Vector; dW2: Matrix; db2: Vector } {
  const hidden = sigmoid(affine(X, W1, b1)); // [N, H]
  const out = sigmoid(affine(hidden, W2, b2)); // [N, O]
  const count = X.length * b2.length;
  const error = zip(out, Y, (o, y) => o - y); // [N, O]
  const delta2 = zip(error, out, (e, o) => ((2 * e) / count) * o * (1 - o)); // [N, O], at the second pre-activation
  const delta1 = zip(matmul(delta2, transpose(W2)), hidden, (d, h) => d * h * (1 - h)); // [N, H], at the first
  return {
    loss: error.flat().reduce((sum, e) => sum + e * e, 0) / count,
    dW1: matmul(transpose(X), delta1), // [D, H]
    db1: sumRows(delta1), // [H]
    dW2: matmul(transpose(hidden), delta2), // [H, O]
    db2: sumRows(delta2), // [O]
  };
}

/** One pass over the data and one update of everything at once. The loss is that of the parameters that came in. */
export function epoch(params: Params, X: Matrix, Y: Matrix, lr: number): { params: Params; loss: number } {
  const { loss, dW1, db1, dW2, db2 } = lossAndGradients(params, X, Y);
  const step = (p: number, g: number) => p - lr * g;
  return {
    params: {
      W1: zip(params.W1, dW1, step),
      b1: params.b1.map((b, j) => step(b, db1[j])),
      W2: zip(params.W2, dW2, step),
      b2: params.b2.map((b, k) => step(b, db2[k])),
    },
    loss,
  };
}

/** At most `epochs` updates; as soon as a loss below the tolerance is seen, the parameters that have it are kept as they are. */
export function train(
  params: Params,
  X: Matrix,
  Y: Matrix,
  { lr, epochs, tolerance }: TrainOptions,
): { params: Params; losses: Vector; stoppedAt: number } {
  const losses: Vector = [];
  let current = params;
  let updates = 0;
  while (updates < epochs) {
    const { params: next, loss } = epoch(current, X, Y, lr);
    losses.push(loss);
    if (loss < tolerance) break;
    current = next;
    updates++;
  }
  return { params: current, losses, stoppedAt: updates };
}

/** The share of rows in which every output is on its target's side of ½, on which ½ itself counts as 1. */
export function accuracy(outputs: Matrix, Y: Matrix): number {
  if (outputs.length === 0) return 0;
  const right = outputs.filter((row, n) => row.every((o, k) => (o >= 0.5 ? 1 : 0) === Y[n][k]));
  return right.length / outputs.length;
}

function xavier(rows: number, columns: number, rng: () => number): Matrix {
  const bound = Math.sqrt(6 / (rows + columns));
  return zeros(rows, columns).map((row) => row.map(() => bound * (2 * rng() - 1)));
}

/** e^(-z) overflows to 1/∞ = 0 and never to ∞/∞. */
function sigmoid(z: Matrix): Matrix {
  return z.map((row) => row.map((t) => 1 / (1 + Math.exp(-t))));
}

/** a · W + b, with b [m] added to each row. */
function affine(a: Matrix, W: Matrix, b: Vector): Matrix {
  return matmul(a, W).map((row) => row.map((value, k) => value + b[k]));
}

function zip(a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix {
  return a.map((row, n) => row.map((value, k) => f(value, b[n][k])));
}

/** [n, m] → [m]. */
function sumRows(a: Matrix): Vector {
  return a.reduce((sum, row) => sum.map((value, k) => value + row[k]), zeros(a[0].length));
}
