/** A recurrent network on tensors, unrolled; every gradient is tfjs's own. Shapes as in the statement. */
import type { Matrix, Tensor3, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";

type Step = [x: Matrix, hPrev: Matrix, Wx: Matrix, Wh: Matrix, b: Vector];
type Sequence = [x: Tensor3, h0: Matrix, Wx: Matrix, Wh: Matrix, b: Vector];
type Weights = [Wx: tf.Tensor2D, Wh: tf.Tensor2D, b: tf.Tensor1D];
type Tensors = [x: tf.Tensor, h: tf.Tensor2D, ...Weights];
interface ParameterGradients {
  dWx: Matrix;
  dWh: Matrix;
  db: Vector;
}

export function rnnStepForward(...args: Step) {
  return step(...tensorsOf(args));
}

export function rnnStepBackward(...[x, hPrev, Wx, Wh, b, dh]: [...Step, dh: Matrix]) {
  const loss = (...at: tf.Tensor[]) => against(step(...(at as Tensors)), tf.tensor2d(dh));
  const [dx, dhPrev, dWx, dWh, db] = tf.grads(loss as never)(tensorsOf([x, hPrev, Wx, Wh, b]));
  return { dx, dhPrev, dWx, dWh, db };
}

export function rnnForward(...args: Sequence) {
  return unrolled(...tensorsOf(args));
}

export function rnnBackward(...[x, h0, Wx, Wh, b, dhs, dh]: [...Sequence, dhs: Tensor3, dh: Matrix]) {
  return gradients(tensorsOf([x, h0, Wx, Wh, b]), tf.tensor3d(dhs), tf.tensor2d(dh));
}

/** Chunk after chunk. A chunk's initial state is a value to its gradient, whatever it was computed from. */
export function truncatedBackward(
  ...[x, h0, Wx, Wh, b, dhs, dh, k]: [...Sequence, dhs: Tensor3, dh: Matrix, k: number]
) {
  const [whole, start, ...weights] = tensorsOf([x, h0, Wx, Wh, b]);
  const [upstream, last] = [tf.tensor3d(dhs), tf.tensor2d(dh)];
  const [B, T] = whole.shape;
  const sizes = Array.from({ length: Math.ceil(T / k) }, (_, c) => Math.min(k, T - c * k));
  const parts = tf.split(upstream, sizes, 1);
  let state = start;
  const chunks = tf.split(whole, sizes, 1).map((chunk, c) => {
    const arriving = c === sizes.length - 1 ? last : tf.zerosLike(last);
    const found = gradients([chunk, state, ...weights], parts[c] as tf.Tensor3D, arriving);
    state = unrolled(chunk, state, ...weights).h;
    return found;
  });
  const sum = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.add(a, b);
  return {
    dx: tf.reshape(
      tf.concat(
        chunks.map(({ dx }) => dx),
        1,
      ),
      [B, T, Wx.length],
    ),
    dh0: chunks[0].dh0,
    dWx: chunks.map(({ dWx }) => dWx).reduce(sum),
    dWh: chunks.map(({ dWh }) => dWh).reduce(sum),
    db: chunks.map(({ db }) => db).reduce(sum),
  };
}

export function clipByGlobalNorm({ dWx, dWh, db }: ParameterGradients, maxNorm: number) {
  const all = [tf.tensor2d(dWx), tf.tensor2d(dWh), tf.tensor1d(db)];
  const norm = tf.norm(tf.stack(all.map((g) => tf.norm(g))));
  const factor = tf.minimum(1, tf.div(maxNorm, tf.add(norm, 1e-6)));
  const [Wx, Wh, b] = all.map((g) => tf.mul(factor, g));
  return { clipped: { dWx: Wx, dWh: Wh, db: b }, norm };
}

export function maskedForward(x: Tensor3, lengths: number[], h0: Matrix, Wx: Matrix, Wh: Matrix, b: Vector) {
  const [inputs, start, ...weights] = tensorsOf([x, h0, Wx, Wh, b]);
  let h: tf.Tensor2D = start;
  const visited = tf.unstack(inputs, 1).map((now, t) => {
    const running = tf.tensor2d(lengths.map((length) => [t < length ? 1 : 0])); // [B, 1]
    h = tf.add(h, tf.mul(running, tf.sub(step(now, h, ...weights), h)));
    return tf.mul(running, h);
  });
  return { hs: tf.stack(visited, 1), h };
}

function tensorsOf([x, h, Wx, Wh, b]: Step | Sequence): Tensors {
  return [tf.tensor(x), tf.tensor2d(h), tf.tensor2d(Wx), tf.tensor2d(Wh), tf.tensor1d(b)];
}

/** Σ out ⊙ g. */
function against(out: tf.Tensor, g: tf.Tensor): tf.Scalar {
  return tf.sum(tf.mul(out, g));
}

/** Input and old state side by side, and one product: [B, D + H] times [D + H, H]. */
function step(...[x, hPrev, Wx, Wh, b]: Tensors): tf.Tensor2D {
  const both = tf.concat([x as tf.Tensor2D, hPrev], 1);
  return tf.tanh(tf.add<tf.Tensor2D>(tf.matMul(both, tf.concat([Wx, Wh], 0)), b));
}

/** The input's share of all steps is one product; then step after step. */
function unrolled(...[x, h0, Wx, Wh, b]: Tensors): { hs: tf.Tensor; h: tf.Tensor2D } {
  const [B, T, D] = x.shape;
  const fromX = tf.reshape(tf.add(tf.matMul(tf.reshape(x, [B * T, D]) as tf.Tensor2D, Wx), b), [B, T, Wh.shape[0]]);
  let h = h0;
  const visited = tf.unstack(fromX, 1).map((now) => {
    h = tf.tanh(tf.add<tf.Tensor2D>(now, tf.matMul(h, Wh)));
    return h;
  });
  return { hs: tf.stack(visited, 1), h };
}

function gradients(at: Tensors, dhs: tf.Tensor3D, dh: tf.Tensor2D) {
  const loss = (...moved: tf.Tensor[]) => {
    const { hs, h } = unrolled(...(moved as Tensors));
    return tf.add(against(hs, dhs), against(h, dh));
  };
  const [dx, dh0, dWx, dWh, db] = tf.grads(loss as never)(at);
  return { dx, dh0, dWx, dWh, db };
}
