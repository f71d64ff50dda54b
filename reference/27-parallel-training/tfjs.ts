/** The same on tensors: the whole batch, the whole matrix, and only then the cut; every gradient is tfjs's own. */
import type { Matrix, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Shard } from "./float64.ts";

export function dataParallelGradient(shards: Shard[], W: Matrix) {
  const at = tf.tensor2d(W);
  const loss =
    ({ x, y }: Shard) =>
    (w: tf.Tensor): tf.Scalar =>
      tf.mul(
        1 / (2 * x.length),
        tf.sum(tf.squaredDifference(tf.matMul(tf.tensor2d(x), w as tf.Tensor2D), tf.tensor2d(y))),
      );
  const whole = loss({ x: shards.flatMap(({ x }) => x), y: shards.flatMap(({ y }) => y) });
  const local = shards.map((shard) => (shard.x.length === 0 ? tf.zerosLike(at) : tf.grad(loss(shard))(at)));
  return { local, gradient: tf.grad(whole)(at), loss: whole(at) };
}

export function ringAllReduce(buffers: Matrix) {
  const p = buffers.length;
  const owner = sizesOf(buffers[0].length, p).flatMap((size, chunk) => Array.from({ length: size }, () => chunk)); // [L]
  const states: tf.Tensor[] = [];
  let state: tf.Tensor = tf.tensor2d(buffers);
  for (let t = 0; t < 2 * (p - 1); t++) {
    const arriving = tf.concat([tf.slice(state, [p - 1], [1]), tf.slice(state, [0], [p - 1])]); // from the left neighbour
    // Worker j receives chunk j - 1 - t, modulo p, in both phases.
    const mask = tf.tensor2d(buffers.map((_, j) => owner.map((chunk) => ((chunk - j + 1 + t) % p === 0 ? 1 : 0))));
    state =
      t < p - 1
        ? tf.add(state, tf.mul(mask, arriving))
        : tf.add(tf.mul(tf.sub(1, mask), state), tf.mul(mask, arriving));
    states.push(state);
  }
  return states;
}

export function columnParallelLinear(x: Matrix, W: Matrix, b: Vector, workers: number) {
  const y = tf.add(tf.matMul(tf.tensor2d(x), tf.tensor2d(W)), tf.tensor1d(b));
  return tf.split(y, sizesOf(b.length, workers), 1);
}

export function columnParallelBackward(dys: Matrix[], x: Matrix, W: Matrix) {
  const widths = dys.map((dy) => dy[0].length);
  const at = [tf.tensor2d(x), tf.tensor2d(W), tf.zeros([W[0].length])];
  const loss =
    (mask: (worker: number) => number) =>
    (...[x, W, b]: tf.Tensor[]): tf.Scalar => {
      const dy = tf.concat2d(
        dys.map((one, i) => tf.mul(mask(i), tf.tensor2d(one)) as tf.Tensor2D),
        1,
      ); // [N, M]
      return tf.sum(tf.mul(dy, tf.add(tf.matMul(x as tf.Tensor2D, W as tf.Tensor2D), b)));
    };
  const [dx, dW, db] = tf.grads(loss(() => 1))(at);
  const partials = dys.map((_, worker) => tf.grads(loss((i) => (i === worker ? 1 : 0)))(at)[0]);
  return { partials, dx, dW: tf.split(dW, widths, 1), db: tf.split(db, widths) };
}

export function rowParallelLinear(xs: Matrix[], W: Matrix, b: Vector) {
  const parts = tf.split(
    tf.tensor2d(W),
    xs.map((x) => x[0].length),
  ) as tf.Tensor2D[];
  const partials = xs.map((x, i) => tf.matMul(tf.tensor2d(x), parts[i]));
  return {
    partials,
    y: whole(
      xs.map((x) => tf.tensor2d(x)),
      tf.tensor2d(W),
      tf.tensor1d(b),
    ),
  };
}

export function rowParallelBackward(dy: Matrix, xs: Matrix[], W: Matrix) {
  const p = xs.length;
  const loss = (...at: tf.Tensor[]): tf.Scalar =>
    tf.sum(tf.mul(tf.tensor2d(dy), whole(at.slice(0, p) as tf.Tensor2D[], at[p] as tf.Tensor2D, at[p + 1])));
  const at = [...xs.map((x) => tf.tensor2d(x)), tf.tensor2d(W), tf.zeros([W[0].length])];
  const grads = tf.grads(loss)(at);
  return {
    dx: grads.slice(0, p),
    dW: tf.split(
      grads[p],
      xs.map((x) => x[0].length),
    ),
    db: grads[p + 1],
  };
}

export function tiledMatmul(a: Matrix, b: Matrix, tile: number) {
  const [M, K, N] = [a.length, b.length, b[0].length];
  const loads = M * K * Math.ceil(N / tile) + K * N * Math.ceil(M / tile);
  return { product: tf.matMul(tf.tensor2d(a), tf.tensor2d(b)), loads };
}

/** The layer as if one worker had all of it. */
function whole(xs: tf.Tensor2D[], W: tf.Tensor2D, b: tf.Tensor): tf.Tensor {
  return tf.add(tf.matMul(tf.concat2d(xs, 1), W), b);
}

function sizesOf(length: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, i) => Math.ceil((length - i) / parts));
}
