import type { Matrix, Tensor3, Tensor4 } from "katagrad/nd";

/** Uniform on [0, 1). */
export type Rng = () => number;

/** How far each factor may stray from 1; what is missing is 0. */
export interface Strengths {
  brightness?: number;
  contrast?: number;
  saturation?: number;
}

/** A batch of images [N, C, H, W] with rows of class probabilities [N, K]. */
export interface Batch {
  images: Tensor4;
  targets: Matrix;
}

/** The image seen in a mirror: left and right change places. [C, H, W] to [C, H, W]. */
export function flipHorizontal(x: Tensor3): Tensor3 {
  throw new Error("not implemented");
}

/**
 * The picture moved, with bilinear interpolation, zeros coming in from outside.
 * @param x image, [C, H, W]
 * @param dx pixels to the right, any real number
 * @param dy pixels down, any real number
 * @returns [C, H, W]
 */
export function translate(x: Tensor3, dx: number, dy: number): Tensor3 {
  throw new Error("not implemented");
}

/**
 * The picture turned about its centre, with bilinear interpolation, zeros coming in from outside.
 * @param x image, [C, H, W]
 * @param degrees counter-clockwise as one sees it
 * @returns [C, H, W]
 */
export function rotate(x: Tensor3, degrees: number): Tensor3 {
  throw new Error("not implemented");
}

/**
 * Bilinear, with the edges of the grids aligned (half-pixel centres), no antialiasing.
 * @param x image, [C, H, W]
 * @returns [C, height, width]
 */
export function resizeBilinear(x: Tensor3, height: number, width: number): Tensor3 {
  throw new Error("not implemented");
}

/**
 * A random window of the zero-padded image.
 * @param x image, [C, H, W]
 * @param padding zeros on each of the four sides
 * @param rng called twice: for the top row, then for the left column
 * @returns [C, height, width]
 */
export function randomCrop(x: Tensor3, height: number, width: number, padding: number, rng: Rng): Tensor3 {
  throw new Error("not implemented");
}

/**
 * Random brightness, then contrast, then saturation.
 * @param x image, [3, H, W] (red, green, blue), values in [0, 1]
 * @param rng called three times: for the factors of brightness, contrast and saturation
 * @returns [3, H, W], values in [0, 1]
 */
export function colorJitter(x: Tensor3, strengths: Strengths, rng: Rng): Tensor3 {
  throw new Error("not implemented");
}

/**
 * A square hole of zeros about a random pixel.
 * @param x image, [C, H, W]
 * @param size side of the hole in pixels
 * @param rng called twice: for the row, then for the column of the centre
 * @returns [C, H, W]
 */
export function cutout(x: Tensor3, size: number, rng: Rng): Tensor3 {
  throw new Error("not implemented");
}

/**
 * Each sample blended with a partner of the same batch.
 * @param images [N, C, H, W]
 * @param targets rows of class probabilities, [N, K]
 * @param lambda the share of a sample itself
 * @param rng called N - 1 times, for the shuffle that chooses the partners
 */
export function mixup(images: Tensor4, targets: Matrix, lambda: number, rng: Rng): Batch {
  throw new Error("not implemented");
}

/**
 * Each sample with a box cut from a partner of the same batch.
 * @param images [N, C, H, W]
 * @param targets rows of class probabilities, [N, K]
 * @param lambda the share of pixels that a sample should keep
 * @param rng called N + 1 times: for the shuffle, then for the row, then for the column of the box's centre
 */
export function cutmix(images: Tensor4, targets: Matrix, lambda: number, rng: Rng): Batch {
  throw new Error("not implemented");
}
