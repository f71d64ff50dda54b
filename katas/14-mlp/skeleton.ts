import type { Matrix, Vector } from "katagrad/nd";

/** A dense layer: W [inputs, outputs], b [outputs]. */
export interface Layer {
  W: Matrix;
  b: Vector;
}

/**
 * One dense layer, y = x·W + b.
 * @param x inputs, [N, D]
 * @param W weights, [D, K]
 * @param b bias, [K]
 * @returns [N, K]
 */
export function linearForward(x: Matrix, W: Matrix, b: Vector): Matrix {
  throw new Error("not implemented");
}

/**
 * The gradients of Σ dout·y, where y = linearForward(x, W, b). They are sums over the batch.
 * @param dout upstream gradient of y, [N, K]
 * @param x inputs of the forward pass, [N, D]
 * @param W weights, [D, K]
 * @returns dx [N, D], dW [D, K], db [K]
 */
export function linearBackward(dout: Matrix, x: Matrix, W: Matrix): { dx: Matrix; dW: Matrix; db: Vector } {
  throw new Error("not implemented");
}

/** max(x, 0), entry by entry: [N, K] to [N, K]. */
export function reluForward(x: Matrix): Matrix {
  throw new Error("not implemented");
}

/**
 * The gradient of Σ dout·relu(x). The slope at 0 is 0.
 * @param dout upstream gradient, [N, K]
 * @param x the input of the ReLU, [N, K]
 * @returns [N, K]
 */
export function reluBackward(dout: Matrix, x: Matrix): Matrix {
  throw new Error("not implemented");
}

/**
 * Softmax over each row, then the mean over the batch of -log of the label's probability; finite for logits of ±1000.
 * @param logits [N, C]
 * @param labels the right class of each row, integers from 0 to C - 1, [N]
 * @returns loss, a number, and its gradient dlogits [N, C]
 */
export function softmaxCrossEntropy(logits: Matrix, labels: Vector): { loss: number; dlogits: Matrix } {
  throw new Error("not implemented");
}

/**
 * L layers: a ReLU after each but the last.
 * @param layers L of them, L ≥ 1; layer l is [H_(l-1), H_l] with H_0 = D and H_L = C
 * @param x inputs, [N, D]
 * @returns hidden, the L - 1 activations after their ReLU, [N, H_l] each; logits [N, C]
 */
export function mlpForward(layers: Layer[], x: Matrix): { hidden: Matrix[]; logits: Matrix } {
  throw new Error("not implemented");
}

/**
 * The loss of the network: mean cross-entropy plus l2 / 2 times the sum of all squared weights (no biases).
 * @param labels the right class of each row, [N]
 * @param l2 the strength λ of the penalty, 0 or more
 * @returns loss, a number; gradients, in the shape of layers: gradients[l].W belongs to layers[l].W
 */
export function mlpLossAndGradients(
  layers: Layer[],
  x: Matrix,
  labels: Vector,
  l2: number,
): { loss: number; gradients: Layer[] } {
  throw new Error("not implemented");
}

/**
 * One step of gradient descent on that loss.
 * @param lr the learning rate
 * @returns layers after the step, new arrays; the loss before it
 */
export function mlpStep(
  layers: Layer[],
  x: Matrix,
  labels: Vector,
  lr: number,
  l2: number,
): { layers: Layer[]; loss: number } {
  throw new Error("not implemented");
}
