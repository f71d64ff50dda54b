/**
 * A multilayer perceptron by hand: dense layers, a ReLU after each but the last, softmax and cross-entropy on top.
 * N rows in the batch; D inputs and K outputs of one layer; C classes; L layers.
 * Sources: Rumelhart, Hinton and Williams (1986), "Learning representations by back-propagating errors"; Bridle (1990), "Probabilistic
 * interpretation of feedforward classification network outputs", for the softmax; Nair and Hinton (2010), "Rectified linear units improve
 * restricted Boltzmann machines"; Krogh and Hertz (1992), "A simple weight decay can improve generalization".
 */
import { type Matrix, matmul, transpose, type Vector } from "katagrad/nd";

export interface Layer {
  W: Matrix;
  b: Vector;
}

/** x [N, D], W [D, K], b [K] → [N, K]. */
export function linearForward(x: Matrix, W: Matrix, b: Vector): Matrix {
  return matmul(x, W).map((row) => row.map((value, k) => value + b[k]));
}

/** dout [N, K] arrives at x·W + b. A row of x served every output, W and b every row: what is shared is summed. */
export function linearBackward(dout: Matrix, x: Matrix, W: Matrix): { dx: Matrix; dW: Matrix; db: Vector } {
  return {
    dx: matmul(dout, transpose(W)), // [N, D]
    dW: matmul(transpose(x), dout), // [D, K]
    db: dout.reduce((sum, row) => sum.map((value, k) => value + row[k]), new Array(W[0].length).fill(0)), // [K]
  };
}

/** max(x, 0), of any [N, K]. */
export function reluForward(x: Matrix): Matrix {
  return x.map((row) => row.map((t) => Math.max(t, 0)));
}

/** dout passes where the input was positive. At 0 the slope is 0, as in PyTorch. */
export function reluBackward(dout: Matrix, x: Matrix): Matrix {
  return dout.map((row, n) => row.map((d, k) => (x[n][k] > 0 ? d : 0)));
}

/** logits [N, C], labels [N] → the mean of -log p, and its gradient (p - onehot) / N, [N, C]. No p is ever put into a logarithm. */
export function softmaxCrossEntropy(logits: Matrix, labels: Vector): { loss: number; dlogits: Matrix } {
  const N = logits.length;
  let loss = 0;
  const dlogits = logits.map((row, n) => {
    const max = Math.max(...row);
    const e = row.map((z) => Math.exp(z - max)); // [C], all in [0, 1] and one of them 1
    const total = e.reduce((sum, value) => sum + value, 0); // in [1, C]
    loss += (max - row[labels[n]] + Math.log(total)) / N;
    return e.map((value, c) => (value / total - (c === labels[n] ? 1 : 0)) / N);
  });
  return { loss, dlogits };
}

/** x [N, D] → the L - 1 hidden activations [N, Hₗ], after their ReLU, and the logits [N, C], which get none. */
export function mlpForward(layers: Layer[], x: Matrix): { hidden: Matrix[]; logits: Matrix } {
  const hidden: Matrix[] = [];
  let h = x;
  for (const { W, b } of layers.slice(0, -1)) {
    h = reluForward(linearForward(h, W, b)); // [N, Hₗ]
    hidden.push(h);
  }
  const { W, b } = layers[layers.length - 1];
  return { hidden, logits: linearForward(h, W, b) };
}

/** Cross-entropy plus λ/2 Σ W², and its gradient in the shape of `layers`. One pass forward, one pass back. */
export function mlpLossAndGradients(
  layers: Layer[],
  x: Matrix,
  labels: Vector,
  l2: number,
): { loss: number; gradients: Layer[] } {
  const { hidden, logits } = mlpForward(layers, x);
  const { loss, dlogits } = softmaxCrossEntropy(logits, labels);
  const inputs = [x, ...hidden]; // what each layer saw
  const gradients: Layer[] = [];
  let dout = dlogits; // arrives at the output of layer l, before its ReLU
  for (let l = layers.length - 1; l >= 0; l--) {
    const { W } = layers[l];
    const { dx, dW, db } = linearBackward(dout, inputs[l], W);
    gradients.unshift({ W: dW.map((row, i) => row.map((g, j) => g + l2 * W[i][j])), b: db });
    if (l > 0) dout = reluBackward(dx, inputs[l]); // a ReLU's output is positive exactly where its input was
  }
  return { loss: loss + 0.5 * l2 * sumOfSquares(layers), gradients };
}

/** One step of gradient descent: all parameters at once, from gradients of the old ones. The loss is that of the old ones too. */
export function mlpStep(
  layers: Layer[],
  x: Matrix,
  labels: Vector,
  lr: number,
  l2: number,
): { layers: Layer[]; loss: number } {
  const { loss, gradients } = mlpLossAndGradients(layers, x, labels, l2);
  const next = layers.map(({ W, b }, l) => ({
    W: W.map((row, i) => row.map((w, j) => w - lr * gradients[l].W[i][j])),
    b: b.map((bj, j) => bj - lr * gradients[l].b[j]),
  }));
  return { layers: next, loss };
}

/** Of all weights of all layers; biases are not counted. */
function sumOfSquares(layers: Layer[]): number {
  return layers.reduce((sum, { W }) => W.flat().reduce((inner, w) => inner + w * w, sum), 0);
}
