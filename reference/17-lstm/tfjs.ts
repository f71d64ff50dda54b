/** LSTM and GRU on tensors, unrolled; every gradient is tfjs's own. Shapes as in the statement. */
import type { Matrix, Tensor3, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";

type Step = [x: Matrix, hPrev: Matrix, cPrev: Matrix, Wx: Matrix, Wh: Matrix, b: Vector];
type Sequence = [x: Tensor3, h0: Matrix, c0: Matrix, Wx: Matrix, Wh: Matrix, b: Vector];
type Tensors = [tf.Tensor, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor1D];

export function lstmStepForward(...args: Step) {
  return step(...tensorsOf(args));
}

export function lstmStepBackward(...[x, hPrev, cPrev, Wx, Wh, b, dh, dc]: [...Step, dh: Matrix, dc: Matrix]) {
  const loss = (...at: tf.Tensor[]) => {
    const { h, c } = step(...(at as Tensors));
    return tf.add(against(h, dh), against(c, dc));
  };
  const [dx, dhPrev, dcPrev, dWx, dWh, db] = tf.grads(loss as never)(tensorsOf([x, hPrev, cPrev, Wx, Wh, b]));
  return { dx, dhPrev, dcPrev, dWx, dWh, db };
}

export function lstmForward(...args: Sequence) {
  return unrolled(...tensorsOf(args));
}

export function lstmBackward(
  ...[x, h0, c0, Wx, Wh, b, dhs, dh, dc]: [...Sequence, dhs: Tensor3, dh: Matrix, dc: Matrix]
) {
  const loss = (...at: tf.Tensor[]) => {
    const { hs, h, c } = unrolled(...(at as Tensors));
    return tf.addN([against(hs, dhs), against(h, dh), against(c, dc)]);
  };
  const [dx, dh0, dc0, dWx, dWh, db] = tf.grads(loss as never)(tensorsOf([x, h0, c0, Wx, Wh, b]));
  return { dx, dh0, dc0, dWx, dWh, db };
}

export function gruStepForward(x: Matrix, hPrev: Matrix, Wx: Matrix, Wh: Matrix, bx: Vector, bh: Vector) {
  const h = tf.tensor2d(hPrev);
  const [rx, zx, nx] = tf.split(tf.add(tf.matMul(tf.tensor2d(x), tf.tensor2d(Wx)), tf.tensor1d(bx)), 3, 1);
  const [rh, zh, nh] = tf.split(tf.add(tf.matMul(h, tf.tensor2d(Wh)), tf.tensor1d(bh)), 3, 1);
  const z = tf.sigmoid(tf.add(zx, zh));
  const n = tf.tanh(tf.add(nx, tf.mul(tf.sigmoid(tf.add(rx, rh)), nh)));
  return tf.add(n, tf.mul(z, tf.sub(h, n))); // [B, H]
}

function tensorsOf([x, h, c, Wx, Wh, b]: Step | Sequence): Tensors {
  return [tf.tensor(x), tf.tensor2d(h), tf.tensor2d(c), tf.tensor2d(Wx), tf.tensor2d(Wh), tf.tensor1d(b)];
}

/** Σ out ⊙ g. */
function against(out: tf.Tensor, g: Matrix | Tensor3): tf.Scalar {
  return tf.sum(tf.mul(out, tf.tensor(g)));
}

function step(...[x, hPrev, cPrev, Wx, Wh, b]: Tensors): { h: tf.Tensor2D; c: tf.Tensor2D } {
  const fromX = tf.add(tf.matMul(x as tf.Tensor2D, Wx), b); // [B, 4H]
  return advance(fromX as tf.Tensor2D, hPrev, cPrev, Wh);
}

function advance(fromX: tf.Tensor2D, hPrev: tf.Tensor2D, cPrev: tf.Tensor2D, Wh: tf.Tensor2D) {
  const [i, f, g, o] = tf.split(tf.add(fromX, tf.matMul(hPrev, Wh)), 4, 1); // [B, H] each
  const c: tf.Tensor2D = tf.add(tf.mul(tf.sigmoid(f), cPrev), tf.mul(tf.sigmoid(i), tf.tanh(g)));
  return { h: tf.mul(tf.sigmoid(o), tf.tanh(c)) as tf.Tensor2D, c };
}

/** The input's share of all steps is one product; then step after step. */
function unrolled(...[x, h0, c0, Wx, Wh, b]: Tensors): { hs: tf.Tensor; h: tf.Tensor2D; c: tf.Tensor2D } {
  const [B, T, D] = x.shape;
  const fromX = tf.reshape(tf.add(tf.matMul(tf.reshape(x, [B * T, D]) as tf.Tensor2D, Wx), b), [B, T, Wx.shape[1]]);
  let state = { h: h0, c: c0 };
  const visited = tf.unstack(fromX, 1).map((now) => {
    state = advance(now as tf.Tensor2D, state.h, state.c, Wh);
    return state.h;
  });
  return { hs: tf.stack(visited, 1), ...state };
}
