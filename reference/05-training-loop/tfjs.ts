/** The training loop on tensors; the gradients are tfjs's own. Shapes as in the statement. */
import type { Matrix } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Params, TrainOptions } from "./float64.ts";

/** W1, b1, W2, b2. */
type Theta = [W1: tf.Tensor2D, b1: tf.Tensor1D, W2: tf.Tensor2D, b2: tf.Tensor1D];

export function initialize(sizes: number[], rng: () => number) {
  const [D, H, O] = sizes;
  const uniform = (rows: number, columns: number) => {
    const u = tf.tensor2d(
      Array.from({ length: rows * columns }, () => rng()),
      [rows, columns],
    );
    return tf.mul(Math.sqrt(6 / (rows + columns)), tf.sub(tf.mul(2, u), 1));
  };
  const W1 = uniform(D, H);
  const W2 = uniform(H, O);
  return { W1, b1: tf.zeros([H]), W2, b2: tf.zeros([O]) };
}

export function predict(params: Params, X: Matrix) {
  return outputsOf(thetaOf(params), tf.tensor2d(X));
}

export function lossAndGradients(params: Params, X: Matrix, Y: Matrix) {
  const { value, grads } = slopes(thetaOf(params), tf.tensor2d(X), tf.tensor2d(Y));
  const [dW1, db1, dW2, db2] = grads;
  return { loss: value, dW1, db1, dW2, db2 };
}

export function epoch(params: Params, X: Matrix, Y: Matrix, lr: number) {
  const { theta, loss } = advance(thetaOf(params), tf.tensor2d(X), tf.tensor2d(Y), lr);
  return { params: paramsOf(theta), loss };
}

export async function train(params: Params, X: Matrix, Y: Matrix, { lr, epochs, tolerance }: TrainOptions) {
  const [x, y] = [tf.tensor2d(X), tf.tensor2d(Y)];
  const losses: number[] = [];
  let theta = thetaOf(params);
  for (let t = 0; t < epochs; t++) {
    const next = advance(theta, x, y, lr);
    const [loss] = await next.loss.data();
    losses.push(loss);
    if (loss < tolerance) return { params: paramsOf(theta), losses, stoppedAt: t };
    theta = next.theta;
  }
  return { params: paramsOf(theta), losses, stoppedAt: epochs };
}

export function accuracy(outputs: Matrix, Y: Matrix) {
  if (outputs.length === 0) return 0; // no tensor has rows of no length
  const agrees = tf.equal(tf.greaterEqual(tf.tensor2d(outputs), 0.5), tf.greaterEqual(tf.tensor2d(Y), 0.5)); // [N, O]
  return tf.mean(tf.cast(tf.all(agrees, 1), "float32"));
}

const thetaOf = ({ W1, b1, W2, b2 }: Params): Theta => [
  tf.tensor2d(W1),
  tf.tensor1d(b1),
  tf.tensor2d(W2),
  tf.tensor1d(b2),
];

const paramsOf = ([W1, b1, W2, b2]: Theta) => ({ W1, b1, W2, b2 });

const layer = (x: tf.Tensor2D, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor2D =>
  tf.sigmoid(tf.add(tf.matMul(x, W), b) as tf.Tensor2D);

const outputsOf = ([W1, b1, W2, b2]: Theta, X: tf.Tensor2D): tf.Tensor2D => layer(layer(X, W1, b1), W2, b2);

function slopes(theta: Theta, X: tf.Tensor2D, Y: tf.Tensor2D) {
  const loss = (...at: tf.Tensor[]): tf.Scalar =>
    tf.mean(tf.squaredDifference(outputsOf(at as unknown as Theta, X), Y));
  return tf.valueAndGrads(loss)(theta);
}

function advance(theta: Theta, X: tf.Tensor2D, Y: tf.Tensor2D, lr: number): { theta: Theta; loss: tf.Scalar } {
  const { value, grads } = slopes(theta, X, Y);
  return { theta: theta.map((p, i) => tf.sub(p, tf.mul(lr, grads[i]))) as unknown as Theta, loss: value as tf.Scalar };
}
