/**
 * Convolution and pooling over images, by hand. x [N, C, H, W], w [O, C, KH, KW], output positions [P, Q].
 * Sources: LeCun, Bottou, Bengio and Haffner (1998), "Gradient-based learning applied to document recognition"; Dumoulin and Visin
 * (2016), "A guide to convolution arithmetic for deep learning"; Lin, Chen and Yan (2013), "Network in network" (global averages).
 */
import { type Matrix, shape, type Tensor3, type Tensor4, type Vector, zeros } from "katagrad/nd";

/** One number for both axes, or [vertical, horizontal]. */
export type Pair = number | readonly [number, number];

export interface ConvOptions {
  readonly stride?: Pair;
  readonly padding?: Pair;
  readonly dilation?: Pair;
}

export interface PoolOptions extends ConvOptions {
  readonly kernel: Pair;
}

/** Each window as a column: the product of the filters [O, C·KH·KW] with one image's columns is its convolution. */
export function im2col(x: Tensor4, kernel: Pair, options: ConvOptions = {}): Tensor3 {
  const [KH, KW] = pair(kernel);
  const { P, Q, eachTap } = slide(x, [KH, KW], options);
  const patchesOf = (plane: Matrix): Matrix => {
    const patches = zeros(KH * KW, P * Q); // padding stays zero
    eachTap((p, q, row, col, i, j) => {
      patches[i * KW + j][p * Q + q] = plane[row][col];
    });
    return patches;
  };
  return x.map((image) => image.flatMap(patchesOf)); // [N, C·KH·KW, P·Q]
}

/** Cross-correlation: the kernel is laid on the image as it is, not turned by 180°. */
export function conv2dForward(x: Tensor4, w: Tensor4, b: Vector, options: ConvOptions = {}): Tensor4 {
  const [N, C] = shape(x);
  const [O, , KH, KW] = shape(w);
  const { P, Q, eachTap } = slide(x, [KH, KW], options);
  const out = x.map(() => b.map((bo) => constant(P, Q, bo))); // [N, O, P, Q]
  for (let n = 0; n < N; n++)
    for (let o = 0; o < O; o++)
      for (let c = 0; c < C; c++) {
        const [map, filter, plane] = [out[n][o], w[o][c], x[n][c]];
        eachTap((p, q, row, col, i, j) => {
          map[p][q] += filter[i][j] * plane[row][col];
        });
      }
  return out;
}

/** The forward's one product has two factors: each receives the output's gradient times the other. Overlapping windows add up. */
export function conv2dBackward(
  dout: Tensor4,
  x: Tensor4,
  w: Tensor4,
  options: ConvOptions = {},
): { dx: Tensor4; dw: Tensor4; db: Vector } {
  const [N, C, H, W] = shape(x);
  const [O, , KH, KW] = shape(w);
  const { eachTap } = slide(x, [KH, KW], options);
  const dx = zeros(N, C, H, W);
  const dw = zeros(O, C, KH, KW);
  const db = zeros(O);
  for (let n = 0; n < N; n++)
    for (let o = 0; o < O; o++) {
      db[o] += sum(dout[n][o]);
      for (let c = 0; c < C; c++)
        eachTap((p, q, row, col, i, j) => {
          const g = dout[n][o][p][q];
          dw[o][c][i][j] += g * x[n][c][row][col];
          dx[n][c][row][col] += g * w[o][c][i][j];
        });
    }
  return { dx, dw, db };
}

/** Padding is never visited, which is what padding with -∞ means. Taps come in row-major order, so `>` keeps the first of a tie. */
export function maxPool2dForward(x: Tensor4, options: PoolOptions): { out: Tensor4; argmax: Tensor4 } {
  const [N, C, , W] = shape(x);
  const { P, Q, eachTap } = poolWindows(x, options);
  const out = x.map((image) => image.map(() => constant(P, Q, -Infinity))); // [N, C, P, Q]
  const argmax = zeros(N, C, P, Q); // row · W + col, within the plane
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      eachTap((p, q, row, col) => {
        const value = x[n][c][row][col];
        if (value > out[n][c][p][q]) {
          out[n][c][p][q] = value;
          argmax[n][c][p][q] = row * W + col;
        }
      });
  return { out, argmax };
}

/** Each output's gradient goes to the one entry that it was copied from. */
export function maxPool2dBackward(dout: Tensor4, x: Tensor4, options: PoolOptions): Tensor4 {
  const [N, C, H, W] = shape(x);
  const { argmax } = maxPool2dForward(x, options);
  const dx = zeros(N, C, H, W);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      argmax[n][c].forEach((winners, p) => {
        winners.forEach((winner, q) => {
          dx[n][c][Math.floor(winner / W)][winner % W] += dout[n][c][p][q];
        });
      });
  return dx;
}

/** The divisor is the window's full size: padding counts as zeros. */
export function avgPool2dForward(x: Tensor4, options: PoolOptions): Tensor4 {
  const [N, C] = shape(x);
  const [KH, KW] = pair(options.kernel);
  const { P, Q, eachTap } = poolWindows(x, options);
  const out = zeros(N, C, P, Q);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      eachTap((p, q, row, col) => {
        out[n][c][p][q] += x[n][c][row][col] / (KH * KW);
      });
  return out;
}

/** Linear, so only the shape of x matters. */
export function avgPool2dBackward(dout: Tensor4, x: Tensor4, options: PoolOptions): Tensor4 {
  const [N, C, H, W] = shape(x);
  const [KH, KW] = pair(options.kernel);
  const { eachTap } = poolWindows(x, options);
  const dx = zeros(N, C, H, W);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      eachTap((p, q, row, col) => {
        dx[n][c][row][col] += dout[n][c][p][q] / (KH * KW);
      });
  return dx;
}

/** One number a channel: [N, C, H, W] → [N, C]. */
export function globalAveragePool(x: Tensor4): Matrix {
  const [, , H, W] = shape(x);
  return x.map((image) => image.map((plane) => sum(plane) / (H * W)));
}

export function globalAveragePoolBackward(dout: Matrix, x: Tensor4): Tensor4 {
  const [, , H, W] = shape(x);
  return dout.map((channels) => channels.map((g) => constant(H, W, g / (H * W))));
}

/** Called for tap (i, j) of the window at output position (p, q), which lies on pixel (row, col). */
type Visit = (p: number, q: number, row: number, col: number, i: number, j: number) => void;

/** How a window of KH × KW slides over the planes of x: the output's size, and a visit to every tap that lands on the image. */
function slide(
  x: Tensor4,
  [KH, KW]: readonly [number, number],
  { stride = 1, padding = 0, dilation = 1 }: ConvOptions,
): { P: number; Q: number; eachTap: (visit: Visit) => void } {
  const [, , H, W] = shape(x);
  const [sV, sH] = pair(stride);
  const [top, left] = pair(padding);
  const [dV, dH] = pair(dilation);
  const P = Math.floor((H + 2 * top - dV * (KH - 1) - 1) / sV) + 1;
  const Q = Math.floor((W + 2 * left - dH * (KW - 1) - 1) / sH) + 1;
  const eachTap = (visit: Visit): void => {
    for (let p = 0; p < P; p++)
      for (let q = 0; q < Q; q++)
        for (let i = 0; i < KH; i++)
          for (let j = 0; j < KW; j++) {
            const row = p * sV - top + i * dV;
            const col = q * sH - left + j * dH;
            if (row >= 0 && row < H && col >= 0 && col < W) visit(p, q, row, col, i, j);
          }
  };
  return { P, Q, eachTap };
}

/** Pooling windows lie side by side unless a stride is given. */
function poolWindows(x: Tensor4, { kernel, stride = kernel, padding, dilation }: PoolOptions) {
  return slide(x, pair(kernel), { stride, padding, dilation });
}

function pair(value: Pair): readonly [number, number] {
  return typeof value === "number" ? [value, value] : value;
}

function constant(rows: number, columns: number, value: number): Matrix {
  return zeros(rows, columns).map((row) => row.fill(value));
}

function sum(plane: Matrix): number {
  return plane.flat().reduce((total, value) => total + value, 0);
}
