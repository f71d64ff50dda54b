/**
 * What is done with pretrained weights, by hand.
 * Sources: Yosinski, Clune, Bengio and Lipson (2014), "How transferable are features in deep neural networks?"; Alain and Bengio (2017),
 * "Understanding intermediate layers using linear classifier probes"; Howard and Ruder (2018), "Universal language model fine-tuning for text
 * classification" (gradual unfreezing, discriminative rates); Li, Grandvalet and Davoine (2018), "Explicit inductive bias for transfer
 * learning with convolutional networks" (L2-SP).
 */
import { type Matrix, matmul, shape, transpose, type Vector, zeros } from "katagrad/nd";

export type Params = Record<string, Vector | Matrix>;
export interface Layer {
  W: Matrix;
  b: Vector;
}
export interface Schedule {
  groups: number;
  epochs: number;
  every: number;
  lr: number;
  decay: number;
}

/** The target with every tensor of the source whose name and shape both fit; the names of the others, by reason. */
export function loadPretrained(
  target: Params,
  source: Params,
): { params: Params; missing: string[]; mismatched: string[]; unexpected: string[] } {
  const names = Object.keys(target);
  const missing = names.filter((name) => !Object.hasOwn(source, name));
  const mismatched = names.filter((name) => Object.hasOwn(source, name) && !sameShape(target[name], source[name]));
  const unexpected = Object.keys(source).filter((name) => !Object.hasOwn(target, name));
  const kept = new Set([...missing, ...mismatched]);
  const params = mapParams(target, (own, name) => copy(kept.has(name) ? own : source[name]));
  return { params, missing, mismatched, unexpected };
}

/** x [N, D] through the first `depth` layers: [N, width]. A ReLU follows every layer of the network but its last. */
export function extractFeatures(layers: Layer[], x: Matrix, depth: number): Matrix {
  return activations(layers, x)[depth];
}

/** Softmax regression on features [N, D] that never change: W [D, C] and b [C] from zero, the loss before every step and at the end. */
export function linearProbe(
  features: Matrix,
  labels: Vector,
  classes: number,
  { lr, steps, l2 }: { lr: number; steps: number; l2: number },
): Layer & { losses: Vector } {
  let [W, b] = [zeros(features[0].length, classes), zeros(classes)];
  const losses: Vector = [];
  for (let k = 0; k <= steps; k++) {
    const { loss, dlogits } = softmaxCrossEntropy(affine(features, W, b), labels);
    losses.push(loss + 0.5 * l2 * sumOfSquares(W));
    if (k === steps) break;
    const [dW, db] = [matmul(transpose(features), dlogits), sumRows(dlogits)]; // [D, C], [C]
    W = combine((w, g) => w - lr * (g + l2 * w), W, dW);
    b = combine((bj, g) => bj - lr * g, b, db);
  }
  return { W, b, losses };
}

/** One step of gradient descent with a rate for each group of names. What is frozen stays as it is, to the last bit; matrices decay. */
export function fineTuneStep(
  params: Params,
  grads: Params,
  frozen: string[],
  rates: Record<string, number>,
  weightDecay: number,
): Params {
  return mapParams(params, (w, name) => {
    if (frozen.some((prefix) => covers(prefix, name))) return copy(w);
    const [group] = Object.keys(rates)
      .filter((prefix) => covers(prefix, name))
      .sort((a, b) => b.length - a.length);
    const decay = Array.isArray(w[0]) ? weightDecay : 0;
    return combine((wi, gi) => wi - rates[group] * (gi + decay * wi), w, grads[name]);
  });
}

/** The rate of every group in every epoch, [epochs, groups], groups from input to output: 0 while it is frozen. */
export function gradualUnfreeze({ groups, epochs, every, lr, decay }: Schedule): Matrix {
  return Array.from({ length: epochs }, (_, epoch) => {
    const awake = 1 + Math.floor(epoch / every); // counted from the output
    return Array.from({ length: groups }, (_, l) => {
      const below = groups - 1 - l;
      return below < awake ? lr / decay ** below : 0;
    });
  });
}

/** ½α Σ (w - w⁰)² over what was pretrained, plus ½β Σ w² over what is new; the gradient in the shape of params. */
export function l2sp(
  params: Params,
  pretrained: Params,
  alpha: number,
  beta: number,
): { penalty: number; gradient: Params } {
  let penalty = 0;
  const gradient = mapParams(params, (w, name) => {
    const start = pretrained[name];
    const known = start !== undefined && sameShape(w, start);
    const strength = known ? alpha : beta;
    const moved = known ? combine((wi, si) => wi - si, w, start) : w;
    penalty += 0.5 * strength * sumOfSquares(moved);
    return combine((d) => strength * d, moved, moved);
  });
  return { penalty, gradient };
}

/** Mean cross-entropy; null for each frozen layer, whose weights still carry the gradient down; dx [N, D]. */
export function backwardThroughFrozen(
  layers: Layer[],
  x: Matrix,
  labels: Vector,
  frozen: boolean[],
): { loss: number; gradients: (Layer | null)[]; dx: Matrix } {
  const h = activations(layers, x); // h[l] is what layer l sees
  const { loss, dlogits } = softmaxCrossEntropy(h[layers.length], labels);
  const gradients: (Layer | null)[] = [];
  let dout = dlogits; // arrives at the output of layer l, before its ReLU
  for (let l = layers.length - 1; l >= 0; l--) {
    gradients.unshift(frozen[l] ? null : { W: matmul(transpose(h[l]), dout), b: sumRows(dout) });
    const dh = matmul(dout, transpose(layers[l].W)); // [N, in]
    dout = l > 0 ? combine((d, a) => (a > 0 ? d : 0), dh, h[l]) : dh;
  }
  return { loss, gradients, dx: dout };
}

/** x, then what each layer gives: L + 1 matrices. */
function activations(layers: Layer[], x: Matrix): Matrix[] {
  const h = [copy(x)];
  layers.forEach(({ W, b }, l) => {
    const z = affine(h[l], W, b); // [N, out]
    h.push(l < layers.length - 1 ? z.map((row) => row.map((t) => Math.max(t, 0))) : z);
  });
  return h;
}

function affine(x: Matrix, W: Matrix, b: Vector): Matrix {
  return matmul(x, W).map((row) => row.map((value, j) => value + b[j]));
}

/** The mean over the rows of logits [N, C], and its gradient. */
function softmaxCrossEntropy(logits: Matrix, labels: Vector): { loss: number; dlogits: Matrix } {
  const N = logits.length;
  let loss = 0;
  const dlogits = logits.map((row, n) => {
    const top = Math.max(...row);
    const sum = row.reduce((total, z) => total + Math.exp(z - top), 0);
    loss += (Math.log(sum) - (row[labels[n]] - top)) / N;
    return row.map((z, c) => (Math.exp(z - top) / sum - (c === labels[n] ? 1 : 0)) / N);
  });
  return { loss, dlogits };
}

/** Whether a name is the prefix or lies below it: whole words between the dots. */
function covers(prefix: string, name: string): boolean {
  const rest = name.slice(prefix.length);
  return name.startsWith(prefix) && (prefix === "" || rest === "" || rest.startsWith("."));
}

function sameShape(a: Vector | Matrix, b: Vector | Matrix): boolean {
  return String(shape(a)) === String(shape(b));
}

function mapParams(params: Params, f: (tensor: Vector | Matrix, name: string) => Vector | Matrix): Params {
  return Object.fromEntries(Object.entries(params).map(([name, tensor]) => [name, f(tensor, name)]));
}

/** A function of two numbers on the entries of two tensors of one shape. */
function combine<T extends Vector | Matrix>(f: (a: number, b: number) => number, a: T, b: T): T {
  return a.map((ai, i) => {
    const bi = b[i];
    return Array.isArray(ai) ? ai.map((entry, j) => f(entry, (bi as Vector)[j])) : f(ai, bi as number);
  }) as T;
}

function copy<T extends Vector | Matrix>(tensor: T): T {
  return combine((a) => a, tensor, tensor);
}

function sumOfSquares(tensor: Vector | Matrix): number {
  return tensor.flat().reduce((sum, w) => sum + w * w, 0);
}

function sumRows(x: Matrix): Vector {
  return transpose(x).map((column) => column.reduce((sum, value) => sum + value, 0));
}
