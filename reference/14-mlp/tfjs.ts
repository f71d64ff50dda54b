/** A multilayer perceptron on tensors; every gradient is tfjs's own. Shapes as in the statement. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Layer } from "./float64.ts";

type Weights = [W: tf.Tensor2D, b: tf.Tensor1D];

export function linearForward(x: Matrix, W: Matrix, b: Vector) {
  return dense(tf.tensor2d(x), tf.tensor2d(W), tf.tensor1d(b));
}

export function linearBackward(dout: Matrix, x: Matrix, W: Matrix) {
  const at = [tf.tensor2d(x), tf.tensor2d(W), tf.zeros([W[0].length])];
  const [dx, dW, db] = tf.grads(dense as (...at: tf.Tensor[]) => tf.Tensor)(at, tf.tensor2d(dout));
  return { dx, dW, db };
}

export function reluForward(x: Matrix) {
  return tf.relu(tf.tensor2d(x));
}

export function reluBackward(dout: Matrix, x: Matrix) {
  return tf.grad((t) => tf.relu(t))(tf.tensor2d(x), tf.tensor2d(dout));
}

export function softmaxCrossEntropy(logits: Matrix, labels: Vector) {
  const { value, grad } = tf.valueAndGrad((z) => crossEntropy(z as tf.Tensor2D, labels))(tf.tensor2d(logits));
  return { loss: value, dlogits: grad };
}

export function mlpForward(layers: Layer[], x: Matrix) {
  const outputs: tf.Tensor2D[] = activations(layers.map(weightsOf), tf.tensor2d(x));
  return { hidden: outputs.slice(0, -1), logits: outputs[outputs.length - 1] };
}

export function mlpLossAndGradients(layers: Layer[], x: Matrix, labels: Vector, l2: number) {
  const inputs = tf.tensor2d(x);
  const loss = (...flat: tf.Tensor[]): tf.Scalar => {
    const weights = layers.map((_, l) => flat.slice(2 * l, 2 * l + 2) as Weights);
    const outputs = activations(weights, inputs);
    const squares = weights.map(([W]) => tf.sum(tf.square(W))).reduce((sum, one) => tf.add(sum, one));
    return tf.add(crossEntropy(outputs[outputs.length - 1], labels), tf.mul(l2 / 2, squares));
  };
  const { value, grads } = tf.valueAndGrads(loss)(layers.flatMap(weightsOf));
  return { loss: value, gradients: layers.map((_, l) => ({ W: grads[2 * l], b: grads[2 * l + 1] })) };
}

export function mlpStep(layers: Layer[], x: Matrix, labels: Vector, lr: number, l2: number) {
  const { loss, gradients } = mlpLossAndGradients(layers, x, labels, l2);
  const next = layers.map((layer, l) => {
    const [W, b] = weightsOf(layer);
    return { W: tf.sub(W, tf.mul(lr, gradients[l].W)), b: tf.sub(b, tf.mul(lr, gradients[l].b)) };
  });
  return { layers: next, loss };
}

const weightsOf = ({ W, b }: Layer): Weights => [tf.tensor2d(W), tf.tensor1d(b)];

const dense = (x: tf.Tensor2D, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor2D => tf.add(tf.matMul(x, W), b);

/** What every layer gives, the last one without a ReLU. */
function activations(weights: Weights[], x: tf.Tensor2D): tf.Tensor2D[] {
  const outputs: tf.Tensor2D[] = [];
  let h = x;
  weights.forEach(([W, b], l) => {
    const z = dense(h, W, b);
    h = l < weights.length - 1 ? tf.relu(z) : z;
    outputs.push(h);
  });
  return outputs;
}

function crossEntropy(logits: tf.Tensor2D, labels: Vector): tf.Scalar {
  const [N, C] = logits.shape;
  const onehot = tf.cast(tf.equal(tf.tensor2d(labels, [N, 1]), tf.range(0, C)), "float32"); // [N, C]
  return tf.mul(-1 / N, tf.sum(tf.mul(onehot, tf.logSoftmax(logits))));
}
