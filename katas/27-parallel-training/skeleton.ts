import type { Matrix, Tensor3, Vector } from "katagrad/nd";

/**
 * Deals out a batch: consecutive runs of rows, the first N mod workers of them one row longer.
 * @param x [N, D]
 * @returns one matrix a worker, [] for a worker without rows
 */
export function shardBatch(x: Matrix, workers: number): Matrix[] {
  throw new Error("not implemented");
}

/**
 * The gradient of the mean over all samples of ½|xW - y|², computed shard by shard.
 * @param shards what each worker has: x [n_i, D] and y [n_i, C]; both [] without samples
 * @param W [D, C], the same on every worker
 * @returns local, each worker's gradient of the mean over its own samples, zeros without samples; gradient [D, C] and loss of the whole batch
 */
export function dataParallelGradient(
  shards: { x: Matrix; y: Matrix }[],
  W: Matrix,
): { local: Matrix[]; gradient: Matrix; loss: number } {
  throw new Error("not implemented");
}

/**
 * All-reduce (sum) on a ring: reduce-scatter, then all-gather.
 * @param buffers one vector a worker, [p, L]
 * @returns all buffers after each of the 2(p - 1) steps, [2(p - 1), p, L]
 */
export function ringAllReduce(buffers: Matrix): Tensor3 {
  throw new Error("not implemented");
}

/**
 * y = xW + b with W and b cut by columns.
 * @param x [N, K], on every worker
 * @param W [K, M]
 * @param b [M]
 * @returns what each worker computes, [N, M_i]
 */
export function columnParallelLinear(x: Matrix, W: Matrix, b: Vector, workers: number): Matrix[] {
  throw new Error("not implemented");
}

/**
 * @param dys the gradient that arrives at each worker's output, [N, M_i]
 * @param x [N, K]
 * @param W [K, M]
 * @returns partials, each worker's share of dx, [N, K]; dx [N, K], their all-reduced sum; dW [K, M_i] and db [M_i] for each worker
 */
export function columnParallelBackward(
  dys: Matrix[],
  x: Matrix,
  W: Matrix,
): { partials: Matrix[]; dx: Matrix; dW: Matrix[]; db: Vector[] } {
  throw new Error("not implemented");
}

/**
 * y = xW + b with W cut by rows, and x by columns.
 * @param xs what each worker has of the input, [N, K_i]
 * @param W [K, M]
 * @param b [M]
 * @returns partials, each worker's product without the bias, [N, M]; y [N, M]
 */
export function rowParallelLinear(xs: Matrix[], W: Matrix, b: Vector): { partials: Matrix[]; y: Matrix } {
  throw new Error("not implemented");
}

/**
 * @param dy [N, M], on every worker
 * @param xs [N, K_i] for each worker
 * @param W [K, M]
 * @returns dx [N, K_i] and dW [K_i, M] for each worker; db [M]
 */
export function rowParallelBackward(dy: Matrix, xs: Matrix[], W: Matrix): { dx: Matrix[]; dW: Matrix[]; db: Vector } {
  throw new Error("not implemented");
}

/**
 * A pipeline whose forwards and backwards take one slot each.
 * @param stages p
 * @param microBatches m
 * @returns timeline [p][2(m + p - 1)] of "F0", "B0", … and "" for idle; bubble, the share of idle slots; peak [p], the most micro-batches that a stage holds at once
 */
export function pipelineSchedule(
  stages: number,
  microBatches: number,
  schedule: "gpipe" | "1f1b",
): { timeline: string[][]; bubble: number; peak: Vector } {
  throw new Error("not implemented");
}

/**
 * @param a [M, K]
 * @param b [K, N]
 * @param tile edge of the square tiles; those at the border are smaller
 * @returns product [M, N]; loads, how many numbers of a and b were fetched from slow memory
 */
export function tiledMatmul(a: Matrix, b: Matrix, tile: number): { product: Matrix; loads: number } {
  throw new Error("not implemented");
}

/**
 * C = AB as a WGSL compute kernel.
 * @returns its source, with the entry point main
 */
export function matmulKernel(): string {
  throw new Error("not implemented");
}
