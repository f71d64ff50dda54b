/** The schedules on tensors of step numbers, the range test as one product with a triangle of weights. */
import type { Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { OneCycleOptions } from "./float64.ts";

export function stepDecay(t: Vector, lr: number, gamma: number, every: number): tf.Tensor {
  const drops = tf.floor(tf.div(tf.add(tf.tensor1d(t), 0.5), every)); // half a step away from every edge
  return geometric(drops, lr, gamma);
}

export function exponentialDecay(t: Vector, lr: number, gamma: number): tf.Tensor {
  return geometric(tf.tensor1d(t), lr, gamma);
}

export function inverseTimeDecay(t: Vector, lr: number, decay: number): tf.Tensor {
  return tf.mul(lr, tf.reciprocal(tf.add(tf.mul(decay, tf.tensor1d(t)), 1)));
}

export function polynomialDecay(t: Vector, lr: number, end: number, total: number, power: number): tf.Tensor {
  const left = tf.relu(tf.sub(total, tf.tensor1d(t)));
  return blend(end, lr, tf.pow(tf.div(left, total), power));
}

export function cosineAnnealing(t: Vector, lr: number, min: number, half: number): tf.Tensor {
  return blend(lr, min, eased(tf.div(tf.mod(tf.tensor1d(t), 2 * half), half)));
}

export function warmRestarts(t: Vector, lr: number, min: number, first: number, mult: number): tf.Tensor {
  const steps = tf.tensor1d(t);
  if (mult === 1) return blend(lr, min, eased(tf.div(tf.mod(steps, first), first)));
  const starts = [0];
  for (let length = first; starts[starts.length - 1] <= Math.max(0, ...t); length *= mult)
    starts.push(starts[starts.length - 1] + length);
  const begun = tf.sum(tf.cast(tf.greaterEqual(tf.expandDims(steps, 1), tf.tensor2d([starts])), "float32"), 1);
  const cycle = tf.oneHot(tf.cast(tf.sub(begun, 1), "int32"), starts.length); // [n, cycles]
  const start = tf.sum(tf.mul(cycle, tf.tensor2d([starts])), 1);
  const length = tf.sum(tf.mul(cycle, tf.tensor2d([starts.map((_, k) => first * mult ** k)])), 1);
  return blend(lr, min, eased(tf.div(tf.sub(steps, start), length)));
}

export function warmupCosine(t: Vector, lr: number, min: number, warmup: number, total: number): tf.Tensor {
  const steps = tf.tensor1d(t);
  const ramp = tf.mul(tf.add(steps, 1), lr / Math.max(1, warmup));
  const progress = tf.div(tf.sub(steps, warmup), Math.max(1, total - warmup));
  const descent = tf.where(tf.less(steps, total), blend(lr, min, eased(progress)), tf.fill([t.length], min));
  return tf.where(tf.less(steps, warmup), ramp, descent);
}

export function oneCycle(t: Vector, options: OneCycleOptions): tf.Tensor {
  const { peak, total, warmFraction, divFactor, finalDivFactor, anneal, threePhase } = options;
  const [initial, up] = [peak / divFactor, warmFraction * total - 1];
  const down = threePhase ? 2 * up : up; // where the last phase begins
  const steps = tf.tensor1d(t);
  /** How much of the phase is over: 0 before it, 1 after it. The rate is the first one plus what each phase has added. */
  const share = (start: number, end: number): tf.Tensor => {
    const progress = tf.clipByValue(tf.div(tf.sub(steps, start), end - start), 0, 1);
    return anneal === "cos" ? eased(progress) : progress;
  };
  const climb = tf.mul(share(0, up), peak - initial);
  const back = threePhase ? tf.mul(share(up, down), initial - peak) : tf.zerosLike(steps);
  const fall = tf.mul(share(down, total - 1), initial / finalDivFactor - (threePhase ? initial : peak));
  return tf.add(tf.add(initial, climb), tf.add(back, fall));
}

export async function rangeTest(losses: Vector, rates: Vector, beta: number, explosion: number) {
  const overflow = losses.findIndex((loss) => !Number.isFinite(loss));
  const all = smooth(overflow < 0 ? losses : losses.slice(0, overflow), beta);
  if (!all) return { smoothed: [], steepest: null, lowest: null };
  const values = (await all.array()) as Vector;
  const end = values.findIndex((value, i) => value > explosion * Math.min(...values.slice(0, i)));
  const smoothed = end < 0 ? all : tf.slice(all, 0, end);
  const axis = tf.log(tf.tensor1d(rates));
  const m = smoothed.size;
  const slopes = m > 1 ? tf.div(differences(smoothed, m), differences(axis, m)) : undefined;
  const rateAt = (index: tf.Tensor) => tf.reshape(tf.gather(tf.tensor1d(rates), tf.cast(index, "int32")), []);
  return {
    smoothed,
    steepest: slopes ? rateAt(tf.add(tf.argMin(slopes), 1)) : null,
    lowest: rateAt(tf.argMin(smoothed)),
  };
}

/** Weighted means of all losses so far: row i has the weights (1 - β) β^(i - j), over their sum. */
function smooth(losses: Vector, beta: number): tf.Tensor1D | undefined {
  const n = losses.length;
  if (n === 0) return undefined;
  const weights = losses.map((_, i) => losses.map((_, j) => (j <= i ? beta ** (i - j) : 0)));
  const triangle = tf.tensor2d(weights, [n, n]);
  const means = tf.div(tf.matMul(triangle, tf.tensor2d(losses, [n, 1])), tf.sum(triangle, 1, true));
  return tf.reshape(means, [n]);
}

/** Of the first m numbers, each but the first minus the one before: [m - 1]. */
function differences(x: tf.Tensor, m: number): tf.Tensor {
  return tf.sub(tf.slice(x, 1, m - 1), tf.slice(x, 0, m - 1));
}

/** lr · γ^k. */
function geometric(k: tf.Tensor, lr: number, gamma: number): tf.Tensor {
  return tf.mul(lr, tf.exp(tf.mul(Math.log(gamma), k)));
}

/** sin²(πp/2), which is the way from 0 to 1 along half a cosine. */
function eased(progress: tf.Tensor): tf.Tensor {
  return tf.square(tf.sin(tf.mul(Math.PI / 2, progress)));
}

function blend(from: number, to: number, share: tf.Tensor): tf.Tensor {
  return tf.add(from, tf.mul(to - from, share));
}
