/**
 * Image augmentation by hand. Every geometric transform asks, for each pixel of the result, where in the source it comes from.
 * Sources: Wolberg (1990), "Digital Image Warping" (inverse mapping, bilinear interpolation); Krizhevsky, Sutskever and Hinton (2012),
 * "ImageNet classification with deep convolutional neural networks"; DeVries and Taylor (2017), "Improved regularization of convolutional
 * neural networks with cutout"; Zhang, Cisse, Dauphin and Lopez-Paz (2018), "mixup: Beyond empirical risk minimization"; Yun et al.
 * (2019), "CutMix: Regularization strategy to train strong classifiers with localizable features".
 */
import type { Matrix, Tensor3, Tensor4 } from "katagrad/nd";

type Rng = () => number;

export interface Strengths {
  brightness?: number;
  contrast?: number;
  saturation?: number;
}

export interface Batch {
  images: Tensor4;
  targets: Matrix;
}

/** [C, H, W] → [C, H, W]. */
export function flipHorizontal(x: Tensor3): Tensor3 {
  return x.map((plane) => plane.map((row) => [...row].reverse()));
}

/** The picture moves right by dx and down by dy, so that a pixel comes from dx further left and dy further up. */
export function translate(x: Tensor3, dx: number, dy: number): Tensor3 {
  const [H, W] = sizeOf(x);
  return warp(x, H, W, (i, j) => [i - dy, j - dx]);
}

/** Counter-clockwise on the screen, whose rows run downwards, about the centre of the pixel grid. */
export function rotate(x: Tensor3, degrees: number): Tensor3 {
  const [H, W] = sizeOf(x);
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [cy, cx] = [(H - 1) / 2, (W - 1) / 2];
  return warp(x, H, W, (i, j) => {
    const [down, right] = [i - cy, j - cx];
    return [cy + right * sin + down * cos, cx + right * cos - down * sin];
  });
}

/** Pixels are squares: the edges of the two grids coincide, and their centres lie at half numbers. [C, H, W] → [C, height, width]. */
export function resizeBilinear(x: Tensor3, height: number, width: number): Tensor3 {
  const [H, W] = sizeOf(x);
  const source = (i: number, from: number, to: number) => clamp(((i + 0.5) * from) / to - 0.5, 0, from - 1);
  return warp(x, height, width, (i, j) => [source(i, H, height), source(j, W, width)]);
}

/** A window of the image with a frame of zeros around it. [C, H, W] → [C, height, width]. */
export function randomCrop(x: Tensor3, height: number, width: number, padding: number, rng: Rng): Tensor3 {
  const [H, W] = sizeOf(x);
  const top = Math.floor(rng() * (H + 2 * padding - height + 1)) - padding;
  const left = Math.floor(rng() * (W + 2 * padding - width + 1)) - padding;
  return x.map((plane) => grid(height, width, (i, j) => plane[top + i]?.[left + j] ?? 0));
}

/** Blends with black, with the mean grey and with each pixel's own grey, in this order. [3, H, W] → [3, H, W]. */
export function colorJitter(x: Tensor3, strengths: Strengths, rng: Rng): Tensor3 {
  const { brightness = 0, contrast = 0, saturation = 0 } = strengths;
  const [b, c, s] = [brightness, contrast, saturation].map((strength) => {
    const low = Math.max(0, 1 - strength);
    return low + (1 + strength - low) * rng();
  });
  const bright = blend(x, b, () => 0);
  const mean = meanOf(greyOf(bright));
  const contrasted = blend(bright, c, () => mean);
  const grey = greyOf(contrasted); // [H, W]
  return blend(contrasted, s, (i, j) => grey[i][j]);
}

/** Zeros in a square about a random pixel, as far as it lies in the image. */
export function cutout(x: Tensor3, size: number, rng: Rng): Tensor3 {
  const [H, W] = sizeOf(x);
  const top = Math.floor(rng() * H) - Math.floor(size / 2);
  const left = Math.floor(rng() * W) - Math.floor(size / 2);
  const inside = (i: number, j: number) => i >= top && i < top + size && j >= left && j < left + size;
  return x.map((plane) => plane.map((row, i) => row.map((v, j) => (inside(i, j) ? 0 : v))));
}

/** images [N, C, H, W], targets [N, K]: each sample mixed with a partner, both in the same proportion. */
export function mixup(images: Tensor4, targets: Matrix, lambda: number, rng: Rng): Batch {
  const partner = shuffled(images.length, rng); // [N]
  const mixed = (image: Tensor3, n: number) => image.map((plane, c) => mixRows(plane, images[partner[n]][c], lambda));
  return { images: images.map(mixed), targets: mixRows(targets, pick(targets, partner), lambda) };
}

/** images [N, C, H, W], targets [N, K]: a box from the partner, and targets by the share of pixels that is left. */
export function cutmix(images: Tensor4, targets: Matrix, lambda: number, rng: Rng): Batch {
  const [H, W] = sizeOf(images[0]);
  const partner = shuffled(images.length, rng); // [N]
  const side = Math.sqrt(1 - lambda);
  const [top, bottom] = span(Math.floor(rng() * H), Math.floor(H * side), H);
  const [left, right] = span(Math.floor(rng() * W), Math.floor(W * side), W);
  const inside = (i: number, j: number) => i >= top && i < bottom && j >= left && j < right;
  const pasted = (image: Tensor3, n: number) =>
    image.map((plane, c) => plane.map((row, i) => row.map((v, j) => (inside(i, j) ? images[partner[n]][c][i][j] : v))));
  const kept = 1 - ((bottom - top) * (right - left)) / (H * W);
  return { images: images.map(pasted), targets: mixRows(targets, pick(targets, partner), kept) };
}

function sizeOf(x: Tensor3): [H: number, W: number] {
  return [x[0].length, x[0][0].length];
}

function grid(height: number, width: number, at: (i: number, j: number) => number): Matrix {
  return Array.from({ length: height }, (_, i) => Array.from({ length: width }, (_, j) => at(i, j)));
}

/** Each pixel of the result from where `source` says that it comes from. */
function warp(x: Tensor3, height: number, width: number, source: (i: number, j: number) => [number, number]): Tensor3 {
  return x.map((plane) => grid(height, width, (i, j) => bilinear(plane, ...source(i, j))));
}

/** The plane at row u and column v, which need not be whole; around it everything is 0. */
function bilinear(plane: Matrix, u: number, v: number): number {
  const [i, j] = [Math.floor(u), Math.floor(v)];
  const [down, right] = [u - i, v - j];
  const pixel = (row: number, column: number) => plane[row]?.[column] ?? 0;
  return (
    (1 - down) * ((1 - right) * pixel(i, j) + right * pixel(i, j + 1)) +
    down * ((1 - right) * pixel(i + 1, j) + right * pixel(i + 1, j + 1))
  );
}

/** factor · x + (1 - factor) · reference, kept within [0, 1]. */
function blend(x: Tensor3, factor: number, reference: (i: number, j: number) => number): Tensor3 {
  return x.map((plane) =>
    plane.map((row, i) => row.map((v, j) => clamp(factor * v + (1 - factor) * reference(i, j), 0, 1))),
  );
}

function greyOf([red, green, blue]: Tensor3): Matrix {
  return red.map((row, i) => row.map((r, j) => 0.2989 * r + 0.587 * green[i][j] + 0.114 * blue[i][j]));
}

function meanOf(m: Matrix): number {
  return m.flat().reduce((sum, v) => sum + v, 0) / m.flat().length;
}

function mixRows(own: Matrix, other: Matrix, lambda: number): Matrix {
  return own.map((row, i) => row.map((v, j) => lambda * v + (1 - lambda) * other[i][j]));
}

function pick(rows: Matrix, order: number[]): Matrix {
  return order.map((n) => rows[n]);
}

/** The interval of that length about a centre, cut off at 0 and n. */
function span(centre: number, length: number, n: number): [from: number, to: number] {
  const half = Math.floor(length / 2);
  return [clamp(centre - half, 0, n), clamp(centre + half, 0, n)];
}

function clamp(v: number, low: number, high: number): number {
  return Math.min(Math.max(v, low), high);
}

/** 0 … n-1 in random order: Fisher-Yates from the last index down. */
function shuffled(n: number, rng: Rng): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
