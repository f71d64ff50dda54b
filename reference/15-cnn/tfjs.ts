/**
 * Convolution and pooling on tensors. Convolutions go through tfjs's own kernel, in its layout [N, H, W, C] and with the holes of a dilated filter
 * filled in, since tfjs has no gradient for dilation. Windows are taken by one matrix for each tap and axis, whose gradient is its transpose.
 */
import type { Matrix, Tensor4, Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { ConvOptions, Pair, PoolOptions } from "./float64.ts";

export function im2col(x: Tensor4, kernel: Pair, options: ConvOptions = {}) {
  const taps = tapsOf(tf.tensor4d(x), kernel, options, 0); // [KH·KW, N, C, P, Q]
  const [T, N, C, P, Q] = taps.shape;
  return tf.reshape(tf.transpose(taps, [1, 2, 0, 3, 4]), [N, C * T, P * Q]);
}

export function conv2dForward(x: Tensor4, w: Tensor4, b: Vector, options: ConvOptions = {}) {
  return convolution(tf.tensor4d(x), tf.tensor4d(w), tf.tensor1d(b), options);
}

export function conv2dBackward(dout: Tensor4, x: Tensor4, w: Tensor4, options: ConvOptions = {}) {
  const loss = (...at: tf.Tensor[]) =>
    against(convolution(...(at as [tf.Tensor4D, tf.Tensor4D, tf.Tensor1D]), options), tf.tensor4d(dout));
  const [dx, dw, db] = tf.grads(loss)([tf.tensor4d(x), tf.tensor4d(w), tf.zeros([w.length])]);
  return { dx, dw, db };
}

export function maxPool2dForward(x: Tensor4, options: PoolOptions) {
  const taps = poolTaps(tf.tensor4d(x), options, LOWEST);
  const { rows, columns } = tapPositions(x, options);
  const winner = tf.argMax(taps, 0); // [N, C, P, Q], the first of a tie
  const chosen = tf.oneHot(winner.toInt(), taps.shape[0]); // [N, C, P, Q, T]
  const places = tf.add(tf.mul(tf.tensor3d(rows), x[0][0][0].length), tf.tensor3d(columns)); // [P, Q, T]
  return { out: tf.max(taps, 0), argmax: tf.sum(tf.mul(chosen, places), -1) };
}

/** The winners are constants; through them the output is linear in the image. */
export function maxPool2dBackward(dout: Tensor4, x: Tensor4, options: PoolOptions) {
  const winner = tf.argMax(poolTaps(tf.tensor4d(x), options, LOWEST), 0).toInt();
  const pooled = (image: tf.Tensor) => {
    const taps = poolTaps(image as tf.Tensor4D, options, 0);
    return tf.sum(tf.mul(tf.transpose(taps, [1, 2, 3, 4, 0]), tf.oneHot(winner, taps.shape[0])), -1);
  };
  return tf.grad((image) => against(pooled(image), tf.tensor4d(dout)))(tf.tensor4d(x));
}

export function avgPool2dForward(x: Tensor4, options: PoolOptions) {
  return tf.mean(poolTaps(tf.tensor4d(x), options, 0), 0);
}

export function avgPool2dBackward(dout: Tensor4, x: Tensor4, options: PoolOptions) {
  const pooled = (image: tf.Tensor) => tf.mean(poolTaps(image as tf.Tensor4D, options, 0), 0);
  return tf.grad((image) => against(pooled(image), tf.tensor4d(dout)))(tf.tensor4d(x));
}

export function globalAveragePool(x: Tensor4) {
  return tf.mean(tf.tensor4d(x), [2, 3]);
}

export function globalAveragePoolBackward(dout: Matrix, x: Tensor4) {
  return tf.grad((image) => against(tf.mean(image, [2, 3]), tf.tensor2d(dout)))(tf.tensor4d(x));
}

/** Lower than any pixel and still finite: an infinity times the 0 of a selection would be NaN. */
const LOWEST = -3e38;

/** Σ out ⊙ g: its gradient is what backward parts return. */
function against(out: tf.Tensor, g: tf.Tensor): tf.Scalar {
  return tf.sum(tf.mul(out, g));
}

/** x [N, C, H, W], w [O, C, KH, KW], b [O] → [N, O, P, Q]. */
function convolution(x: tf.Tensor4D, w: tf.Tensor4D, b: tf.Tensor1D, options: ConvOptions): tf.Tensor4D {
  const [top, left] = pair(options.padding ?? 0);
  const [dV, dH] = pair(options.dilation ?? 1);
  const padded = tf.pad(x, [
    [0, 0],
    [0, 0],
    [top, top],
    [left, left],
  ]) as tf.Tensor4D;
  const spread = tf.alongAxis(tf.alongAxis(w, 2, holes(w.shape[2], dV)), 3, holes(w.shape[3], dH));
  const out = tf.conv2d(
    tf.transpose(padded, [0, 2, 3, 1]),
    tf.transpose(spread, [2, 3, 1, 0]) as tf.Tensor4D,
    [...pair(options.stride ?? 1)] as [number, number],
    "valid",
  );
  return tf.transpose(tf.add(out, b) as tf.Tensor4D, [0, 3, 1, 2]);
}

/** The matrix [(K - 1)·dilation + 1, K] that puts K taps apart. */
function holes(K: number, dilation: number): tf.Tensor2D {
  return selection(
    Array.from({ length: (K - 1) * dilation + 1 }, (_, r) => (r % dilation === 0 ? r / dilation : -1)),
    K,
  );
}

/** Every tap of every window: [T, N, C, P, Q], taps in row-major order; padding holds `fill`. */
function tapsOf(x: tf.Tensor4D, kernel: Pair, options: ConvOptions, fill: number): tf.Tensor5D {
  const [KH, KW] = pair(kernel);
  const [top, left] = pair(options.padding ?? 0);
  const padded = tf.pad(
    x,
    [
      [0, 0],
      [0, 0],
      [top, top],
      [left, left],
    ],
    fill,
  ) as tf.Tensor4D;
  const axes = [axisPositions(x.shape[2], KH, options, 0), axisPositions(x.shape[3], KW, options, 1)];
  const take = (image: tf.Tensor4D, axis: 0 | 1, tap: number, before: number) =>
    tf.alongAxis(
      image,
      axis + 2,
      selection(
        axes[axis].map((at) => at[tap] + before),
        image.shape[axis + 2],
      ),
    );
  const rows = Array.from({ length: KH }, (_, i) => take(padded, 0, i, top));
  const taps = rows.flatMap((row) => Array.from({ length: KW }, (_, j) => take(row, 1, j, left)));
  return tf.stack(taps) as tf.Tensor5D;
}

function poolTaps(x: tf.Tensor4D, { kernel, stride = kernel, ...rest }: PoolOptions, fill: number): tf.Tensor5D {
  return tapsOf(x, kernel, { stride, ...rest }, fill);
}

/** Where each tap of each window lies: rows and columns of the image, [P, Q, T] each. */
function tapPositions(x: Tensor4, { kernel, stride = kernel, ...rest }: PoolOptions) {
  const [KH, KW] = pair(kernel);
  const [down, across] = [x[0][0].length, x[0][0][0].length].map((length, axis) =>
    axisPositions(length, axis === 0 ? KH : KW, { stride, ...rest }, axis as 0 | 1),
  );
  const each = (pick: (row: number, column: number) => number) =>
    down.map((rows) => across.map((columns) => rows.flatMap((row) => columns.map((column) => pick(row, column)))));
  return { rows: each((row) => row), columns: each((_, column) => column) };
}

/** For each window along one axis, the places of its taps in the image; negative ones lie in the padding. */
function axisPositions(length: number, K: number, options: ConvOptions, axis: 0 | 1): number[][] {
  const stride = pair(options.stride ?? 1)[axis];
  const padding = pair(options.padding ?? 0)[axis];
  const dilation = pair(options.dilation ?? 1)[axis];
  const windows = Math.floor((length + 2 * padding - dilation * (K - 1) - 1) / stride) + 1;
  return Array.from({ length: windows }, (_, p) =>
    Array.from({ length: K }, (_, i) => p * stride - padding + i * dilation),
  );
}

/** The matrix [from.length, length] whose row r has its 1 in column from[r], or none where that is negative. */
function selection(from: readonly number[], length: number): tf.Tensor2D {
  return tf.tensor2d(
    from.map((column) => Array.from({ length }, (_, k) => (k === column ? 1 : 0))),
    [from.length, length],
  );
}

function pair(value: Pair): readonly [number, number] {
  return typeof value === "number" ? [value, value] : value;
}
