/**
 * Augmentation on tensors. A bilinear sample is a sum over all pixels with tent-shaped weights, max(0, 1 - |distance|) along each axis, which is 0
 * outside by itself; boxes are masks, and partners are picked by a matrix product.
 */
import type { Matrix, Tensor3, Tensor4 } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Strengths } from "./float64.ts";

type Rng = () => number;

export function flipHorizontal(x: Tensor3) {
  return tf.reverse(tf.tensor3d(x), 2);
}

export function translate(x: Tensor3, dx: number, dy: number) {
  const [H, W] = [x[0].length, x[0][0].length];
  const rows = tents(tf.sub(tf.range(0, H), dy), H); // [H, H]
  const columns = tents(tf.sub(tf.range(0, W), dx), W); // [W, W]
  return tf.alongAxis(tf.alongAxis(tf.tensor3d(x), 1, rows), 2, columns);
}

export function rotate(x: Tensor3, degrees: number) {
  const [C, H, W] = [x.length, x[0].length, x[0][0].length];
  const angle = (degrees / 180) * Math.PI;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const down = tf.sub(tf.range(0, H), (H - 1) / 2).reshape([H, 1]);
  const right = tf.sub(tf.range(0, W), (W - 1) / 2).reshape([1, W]);
  const u = tf.add(tf.add(tf.mul(right, sin), tf.mul(down, cos)), (H - 1) / 2); // [H, W]
  const v = tf.add(tf.sub(tf.mul(right, cos), tf.mul(down, sin)), (W - 1) / 2);
  const vertical = tents(tf.reshape(u, [H * W]), H); // [HW, H]
  const horizontal = tents(tf.reshape(v, [H * W]), W); // [HW, W]
  const planes = tf.tensor3d(x).reshape([C * H, W]);
  const atColumns = tf.matMul(planes, horizontal, false, true).reshape([C, H, H * W]);
  return tf.sum(tf.mul(atColumns, tf.transpose(vertical)), 1).reshape([C, H, W]);
}

export function resizeBilinear(x: Tensor3, height: number, width: number) {
  const last = tf.transpose(tf.tensor3d(x), [1, 2, 0]); // [H, W, C]
  const resized = tf.image.resizeBilinear(last as tf.Tensor3D, [height, width], false, true);
  return tf.transpose(resized, [2, 0, 1]);
}

export function randomCrop(x: Tensor3, height: number, width: number, padding: number, rng: Rng) {
  const around: [number, number] = [padding, padding];
  const padded = tf.pad(tf.tensor3d(x), [[0, 0], around, around]);
  const [C, H, W] = padded.shape;
  const top = Math.floor(rng() * (H - height + 1));
  const left = Math.floor(rng() * (W - width + 1));
  return tf.slice(padded, [0, top, left], [C, height, width]);
}

export function colorJitter(x: Tensor3, { brightness = 0, contrast = 0, saturation = 0 }: Strengths, rng: Rng) {
  const factor = (strength: number) => {
    const t = rng();
    return Math.max(0, 1 - strength) * (1 - t) + (1 + strength) * t;
  };
  const factors = [factor(brightness), factor(contrast), factor(saturation)];
  const weights = tf.tensor1d([0.2989, 0.587, 0.114]).reshape([3, 1, 1]);
  const grey = (image: tf.Tensor) => tf.sum(tf.mul(image, weights), 0, true); // [1, H, W]
  const references = [(image: tf.Tensor) => tf.zerosLike(image), (image: tf.Tensor) => tf.mean(grey(image)), grey];
  return references.reduce(
    (image: tf.Tensor, reference, k) =>
      tf.clipByValue(tf.add(tf.mul(image, factors[k]), tf.mul(reference(image), 1 - factors[k])), 0, 1),
    tf.tensor3d(x),
  );
}

export function cutout(x: Tensor3, size: number, rng: Rng) {
  const [H, W] = [x[0].length, x[0][0].length];
  const top = Math.floor(rng() * H) - Math.floor(size / 2);
  const left = Math.floor(rng() * W) - Math.floor(size / 2);
  return tf.mul(tf.tensor3d(x), tf.sub(1, box(H, W, top, top + size, left, left + size)));
}

export function mixup(images: Tensor4, targets: Matrix, lambda: number, rng: Rng) {
  const pick = partners(images.length, rng);
  return {
    images: mix(tf.tensor4d(images), pick(tf.tensor4d(images)), tf.scalar(1 - lambda)),
    targets: mix(tf.tensor2d(targets), pick(tf.tensor2d(targets)), tf.scalar(1 - lambda)),
  };
}

export function cutmix(images: Tensor4, targets: Matrix, lambda: number, rng: Rng) {
  const [H, W] = [images[0][0].length, images[0][0][0].length];
  const pick = partners(images.length, rng);
  const side = Math.sqrt(1 - lambda);
  const [y, x] = [Math.floor(rng() * H), Math.floor(rng() * W)];
  const [tall, wide] = [Math.floor(Math.floor(H * side) / 2), Math.floor(Math.floor(W * side) / 2)];
  const mask = box(H, W, y - tall, y + tall, x - wide, x + wide); // [H, W]
  return {
    images: mix(tf.tensor4d(images), pick(tf.tensor4d(images)), mask),
    targets: mix(tf.tensor2d(targets), pick(tf.tensor2d(targets)), tf.mean(mask)),
  };
}

/** Row p holds what each of n pixels weighs at position p: [P] → [P, n]. */
function tents(positions: tf.Tensor, n: number): tf.Tensor2D {
  const distance = tf.abs(tf.sub(tf.expandDims(positions, 1), tf.range(0, n)));
  return tf.relu(tf.sub<tf.Tensor2D>(1, distance));
}

/** 1 in the rows and columns from … to, without `to`; 0 elsewhere: [H, W]. */
function box(H: number, W: number, top: number, bottom: number, left: number, right: number): tf.Tensor2D {
  const along = (n: number, from: number, to: number) =>
    tf.tensor1d(Array.from({ length: n }, (_, i) => (i >= from && i < to ? 1 : 0)));
  return tf.outerProduct(along(H, top, bottom), along(W, left, right));
}

/** The share goes to the other: own + share · (other - own). */
function mix(own: tf.Tensor, other: tf.Tensor, share: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(own, tf.sub(1, share)), tf.mul(other, share));
}

/** Picks each sample's partner: a permutation matrix from the left. */
function partners(n: number, rng: Rng): (x: tf.Tensor) => tf.Tensor {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  const permutation = tf.tensor2d(order.map((p) => order.map((_, m) => (m === p ? 1 : 0))));
  return (x) => tf.matMul(permutation, tf.reshape(x, [n, -1])).reshape(x.shape);
}
