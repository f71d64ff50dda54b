/** Transfer on tensors; every gradient is tfjs's own. Shapes as in the statement. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Layer, Params, Schedule } from "./float64.ts";

type Weights = [W: tf.Tensor2D, b: tf.Tensor1D];

export function extractFeatures(layers: Layer[], x: Matrix, depth: number) {
  return network(layers.map(weightsOf).slice(0, depth), tf.tensor2d(x), depth < layers.length);
}

export function linearProbe(
  features: Matrix,
  labels: Vector,
  classes: number,
  { lr, steps, l2 }: { lr: number; steps: number; l2: number },
) {
  const x = tf.tensor2d(features);
  const loss = (W: tf.Tensor, b: tf.Tensor): tf.Scalar => {
    const penalty = tf.mul(l2 / 2, tf.sum(tf.square(W)));
    return tf.add(crossEntropy(tf.add(tf.matMul(x, W as tf.Tensor2D), b), labels), penalty);
  };
  let [W, b]: tf.Tensor[] = [tf.zeros([features[0].length, classes]), tf.zeros([classes])];
  const losses = [loss(W, b)];
  for (let k = 0; k < steps; k++) {
    const [dW, db] = tf.grads(loss as (...at: tf.Tensor[]) => tf.Tensor)([W, b]);
    [W, b] = [tf.sub(W, tf.mul(lr, dW)), tf.sub(b, tf.mul(lr, db))];
    losses.push(loss(W, b));
  }
  return { W, b, losses: tf.stack(losses) };
}

export function fineTuneStep(
  params: Params,
  grads: Params,
  frozen: string[],
  rates: Record<string, number>,
  weightDecay: number,
) {
  const step = ([name, values]: [string, Vector | Matrix]) => {
    const ancestors = lineage(name);
    const w = tf.tensor(values);
    if (ancestors.some((prefix) => frozen.includes(prefix))) return [name, w];
    const rate = rates[ancestors.find((prefix) => prefix in rates)!];
    const kept = w.rank === 2 ? tf.mul(w, 1 - rate * weightDecay) : w;
    return [name, tf.sub(kept, tf.mul(rate, tf.tensor(grads[name])))];
  };
  return Object.fromEntries(Object.entries(params).map(step));
}

export function gradualUnfreeze({ groups, epochs, every, lr, decay }: Schedule) {
  const below = tf.range(groups - 1, -1, -1); // [groups]
  const wakes = tf.mul(below, every); // the first epoch in which a group moves
  const awake = tf.lessEqual(wakes, tf.reshape(tf.range(0, epochs), [epochs, 1])); // [epochs, groups]
  return tf.mul(tf.cast(awake, "float32"), tf.mul(lr, tf.pow(1 / decay, below)));
}

export function l2sp(params: Params, pretrained: Params, alpha: number, beta: number) {
  const names = Object.keys(params);
  if (names.length === 0) return { penalty: tf.scalar(0), gradient: {} };
  const tensors = names.map((name) => tf.tensor(params[name]));
  const anchors = names.map((name) => (name in pretrained ? tf.tensor(pretrained[name]) : undefined));
  const penalty = (...at: tf.Tensor[]): tf.Scalar =>
    at
      .map((w, i): tf.Scalar => {
        const anchor = anchors[i];
        const known = anchor !== undefined && String(anchor.shape) === String(w.shape);
        return tf.mul((known ? alpha : beta) / 2, tf.sum(tf.square(known ? tf.sub(w, anchor) : w)));
      })
      .reduce((sum, one) => tf.add(sum, one));
  const { value, grads } = tf.valueAndGrads(penalty)(tensors);
  return { penalty: value, gradient: Object.fromEntries(names.map((name, i) => [name, grads[i]])) };
}

export function backwardThroughFrozen(layers: Layer[], x: Matrix, labels: Vector, frozen: boolean[]) {
  const loss = (input: tf.Tensor, ...flat: tf.Tensor[]): tf.Scalar => {
    const weights = layers.map((_, l) => flat.slice(2 * l, 2 * l + 2) as Weights);
    return crossEntropy(network(weights, input as tf.Tensor2D, false), labels);
  };
  const at = [tf.tensor2d(x), ...layers.flatMap(weightsOf)];
  const { value, grads } = tf.valueAndGrads(loss as (...at: tf.Tensor[]) => tf.Scalar)(at);
  const gradients = frozen.map((still, l) => (still ? null : { W: grads[1 + 2 * l], b: grads[2 + 2 * l] }));
  return { loss: value, gradients, dx: grads[0] };
}

const weightsOf = ({ W, b }: Layer): Weights => [tf.tensor2d(W), tf.tensor1d(b)];

/** The last layer given here has a ReLU only if the network goes on behind it. */
function network(weights: Weights[], x: tf.Tensor2D, goesOn: boolean): tf.Tensor2D {
  return weights.reduce((h, [W, b], l) => {
    const z: tf.Tensor2D = tf.add(tf.matMul(h, W), b);
    return l < weights.length - 1 || goesOn ? tf.relu(z) : z;
  }, x);
}

function crossEntropy(logits: tf.Tensor, labels: Vector): tf.Scalar {
  const [N, C] = logits.shape;
  const onehot = tf.cast(tf.equal(tf.tensor2d(labels, [N, 1]), tf.range(0, C)), "float32"); // [N, C]
  return tf.mul(-1 / N, tf.sum(tf.mul(onehot, tf.logSoftmax(logits))));
}

/** A name and everything that it lies below, the nearest first: a.b.W, a.b, a, and the empty word. */
function lineage(name: string): string[] {
  const words = name.split(".");
  return [...words.map((_, i) => words.slice(0, words.length - i).join(".")), ""];
}
