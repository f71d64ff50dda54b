import type { Matrix, Tensor3, Tensor4, Vector } from "katagrad/nd";

/** One number for both axes, or [vertical, horizontal]. */
export type Pair = number | readonly [number, number];

/** How a window slides. Defaults: stride 1, padding 0, dilation 1. */
export interface ConvOptions {
  readonly stride?: Pair;
  /** On each side: top and bottom, left and right. */
  readonly padding?: Pair;
  /** The distance between neighbouring taps of the window; 1 is an ordinary window. */
  readonly dilation?: Pair;
}

/** A pooling's window. Defaults: stride equal to the kernel, padding 0, dilation 1. */
export interface PoolOptions extends ConvOptions {
  readonly kernel: Pair;
}

/**
 * Every window of every image as a column.
 * @param x images, [N, C, H, W]
 * @param kernel the window's size, KH × KW
 * @returns [N, C·KH·KW, P·Q]; row c·KH·KW + i·KW + j, column p·Q + q; padding reads as zero
 */
export function im2col(x: Tensor4, kernel: Pair, options: ConvOptions = {}): Tensor3 {
  throw new Error("not implemented");
}

/**
 * The convolution layer, that is, cross-correlation: the kernel is not flipped.
 * @param x images, [N, C, H, W]
 * @param w filters, [O, C, KH, KW]
 * @param b biases, [O]
 * @returns [N, O, P, Q]
 */
export function conv2dForward(x: Tensor4, w: Tensor4, b: Vector, options: ConvOptions = {}): Tensor4 {
  throw new Error("not implemented");
}

/**
 * The gradients of Σ dout · conv2dForward(x, w, b, options).
 * @param dout the gradient that arrives, [N, O, P, Q]
 * @returns dx [N, C, H, W], dw [O, C, KH, KW], db [O]
 */
export function conv2dBackward(
  dout: Tensor4,
  x: Tensor4,
  w: Tensor4,
  options: ConvOptions = {},
): { dx: Tensor4; dw: Tensor4; db: Vector } {
  throw new Error("not implemented");
}

/**
 * The largest entry of each window. Padding never wins.
 * @param x images, [N, C, H, W]
 * @returns out [N, C, P, Q], and argmax [N, C, P, Q]: where each maximum stands, as row · W + column of the unpadded plane
 */
export function maxPool2dForward(x: Tensor4, options: PoolOptions): { out: Tensor4; argmax: Tensor4 } {
  throw new Error("not implemented");
}

/**
 * The gradient of Σ dout · maxPool2dForward(x, options).out with respect to x.
 * @param dout the gradient that arrives, [N, C, P, Q]
 * @returns dx [N, C, H, W]
 */
export function maxPool2dBackward(dout: Tensor4, x: Tensor4, options: PoolOptions): Tensor4 {
  throw new Error("not implemented");
}

/**
 * The mean of each window; padding counts as zeros.
 * @param x images, [N, C, H, W]
 * @returns [N, C, P, Q]
 */
export function avgPool2dForward(x: Tensor4, options: PoolOptions): Tensor4 {
  throw new Error("not implemented");
}

/**
 * The gradient of Σ dout · avgPool2dForward(x, options) with respect to x.
 * @param dout the gradient that arrives, [N, C, P, Q]
 * @returns dx [N, C, H, W]
 */
export function avgPool2dBackward(dout: Tensor4, x: Tensor4, options: PoolOptions): Tensor4 {
  throw new Error("not implemented");
}

/**
 * The mean of each plane.
 * @param x images, [N, C, H, W]
 * @returns [N, C]
 */
export function globalAveragePool(x: Tensor4): Matrix {
  throw new Error("not implemented");
}

/**
 * The gradient of Σ dout · globalAveragePool(x) with respect to x.
 * @param dout the gradient that arrives, [N, C]
 * @returns dx [N, C, H, W]
 */
export function globalAveragePoolBackward(dout: Matrix, x: Tensor4): Tensor4 {
  throw new Error("not implemented");
}
