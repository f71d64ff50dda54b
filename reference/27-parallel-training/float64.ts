/**
 * Training on several workers, simulated on one: what each worker holds, what it sends, and when it waits.
 * Sources: Goyal and others (2017), "Accurate, large minibatch SGD"; Patarasuk and Yuan (2009), "Bandwidth optimal all-reduce algorithms for
 * clusters of workstations"; Shoeybi and others (2019), "Megatron-LM"; Huang and others (2019), "GPipe"; Narayanan and others (2021),
 * "Memory-efficient pipeline-parallel DNN training" (1F1B with a flush); Golub and Van Loan (2013), "Matrix Computations" (blocking).
 */
import { type Matrix, matmul, type Tensor3, transpose, type Vector, zeros } from "katagrad/nd";

export interface Shard {
  x: Matrix;
  y: Matrix;
}
export type Schedule = "gpipe" | "1f1b";

/** The rows of x [N, D] in consecutive runs, one a worker, whose lengths differ by 1 at most: the longer ones first. */
export function shardBatch(x: Matrix, workers: number): Matrix[] {
  return bounds(x.length, workers).map(([from, to]) => x.slice(from, to).map((row) => [...row]));
}

/** Of the mean over all samples of ½|xW - y|²: each worker's own gradient [D, C], the gradient of the whole batch, and its loss. */
export function dataParallelGradient(shards: Shard[], W: Matrix): { local: Matrix[]; gradient: Matrix; loss: number } {
  const N = shards.reduce((sum, { x }) => sum + x.length, 0);
  let loss = 0;
  let gradient = W.map((row) => row.map(() => 0)); // [D, C]
  const local = shards.map(({ x, y }) => {
    const n = x.length;
    if (n === 0) return scale(0, W);
    const residual = matmul(x, W).map((row, i) => row.map((value, j) => value - y[i][j])); // [n, C]
    const halves = residual.flat().reduce((sum, r) => sum + 0.5 * r * r, 0);
    const own = scale(1 / n, matmul(transpose(x), residual)); // [D, C]
    loss += halves / N;
    gradient = add(gradient, scale(n / N, own));
    return own;
  });
  return { local, gradient, loss };
}

/** The buffers [p, L] after each of the 2(p - 1) steps: p - 1 that reduce and scatter, p - 1 that gather. In the end each holds the sum. */
export function ringAllReduce(buffers: Matrix): Tensor3 {
  const p = buffers.length;
  const chunks = bounds(buffers[0].length, p);
  const states: Tensor3 = [];
  let state = buffers;
  for (let t = 0; t < 2 * (p - 1); t++) {
    const gathering = t >= p - 1;
    const s = gathering ? t - (p - 1) : t;
    const next = state.map((row) => [...row]);
    state.forEach((sent, i) => {
      const neighbour = (i + 1) % p;
      const [from, to] = chunks[modulo(gathering ? i + 1 - s : i - s, p)];
      for (let k = from; k < to; k++) next[neighbour][k] = gathering ? sent[k] : next[neighbour][k] + sent[k];
    });
    states.push(next);
    state = next;
  }
  return states;
}

/** x [N, K] is everywhere, W [K, M] and b [M] are cut by columns: y_i [N, M_i] for each worker. */
export function columnParallelLinear(x: Matrix, W: Matrix, b: Vector, workers: number): Matrix[] {
  return bounds(b.length, workers).map(([from, to]) => {
    const bias = b.slice(from, to);
    return matmul(x, columns(W, from, to)).map((row) => row.map((value, j) => value + bias[j]));
  });
}

/** From dy_i [N, M_i]: each worker's share of dx [N, K], their sum, and the gradients of its own columns. */
export function columnParallelBackward(
  dys: Matrix[],
  x: Matrix,
  W: Matrix,
): { partials: Matrix[]; dx: Matrix; dW: Matrix[]; db: Vector[] } {
  const cuts = bounds(W[0].length, dys.length);
  const partials = dys.map((dy, i) => matmul(dy, transpose(columns(W, ...cuts[i])))); // [N, K] each
  const dW = dys.map((dy) => matmul(transpose(x), dy)); // [K, M_i]
  return { partials, dx: partials.reduce(add), dW, db: dys.map((dy) => sumRows(dy)) };
}

/** x_i [N, K_i] is what worker i has of the input, W [K, M] is cut by rows to fit: each worker's [N, M], and their sum with the bias. */
export function rowParallelLinear(xs: Matrix[], W: Matrix, b: Vector): { partials: Matrix[]; y: Matrix } {
  const rows = bounds(W.length, xs.length);
  const partials = xs.map((x, i) => matmul(x, W.slice(...rows[i])));
  const total = partials.reduce(add); // [N, M]
  return { partials, y: total.map((row) => row.map((value, j) => value + b[j])) };
}

/** dy [N, M] is everywhere: nothing has to be sent. dx_i [N, K_i], dW_i [K_i, M], and db [M], the same on all. */
export function rowParallelBackward(dy: Matrix, xs: Matrix[], W: Matrix): { dx: Matrix[]; dW: Matrix[]; db: Vector } {
  const blocks = bounds(W.length, xs.length);
  const dx = blocks.map(([from, to]) => matmul(dy, transpose(W.slice(from, to))));
  return { dx, dW: xs.map((own) => matmul(transpose(own), dy)), db: sumRows(dy) };
}

/** What every stage does in every slot, the share of idle slots, and how many micro-batches each stage has to remember at most. */
export function pipelineSchedule(
  stages: number,
  microBatches: number,
  schedule: Schedule,
): { timeline: string[][]; bubble: number; peak: Vector } {
  const slots = 2 * (microBatches + stages - 1);
  const orders = Array.from({ length: stages }, (_, s) => orderOf(s, stages, microBatches, schedule));
  const timeline = orders.map(() => Array.from({ length: slots }, () => ""));
  for (let t = 0; t < slots; t++) {
    const before = timeline.map((row) => new Set(row.slice(0, t)));
    orders.forEach((order, s) => {
      const task = order.find((one) => !before[s].has(one));
      if (task === undefined) return;
      const source = task.startsWith("F") ? s - 1 : s + 1; // where its input comes from
      if (before[source] === undefined || before[source].has(task)) timeline[s][t] = task;
    });
  }
  const busy = 2 * microBatches * stages;
  return { timeline, bubble: 1 - busy / (slots * stages), peak: orders.map((order) => mostAtOnce(order)) };
}

/** The tasks of stage s in their order. */
function orderOf(s: number, stages: number, microBatches: number, schedule: Schedule): string[] {
  const forward = Array.from({ length: microBatches }, (_, k) => `F${k}`);
  const backward = forward.map((_, k) => `B${k}`);
  if (schedule === "gpipe") return [...forward, ...backward.reverse()];
  const warm = Math.min(stages - 1 - s, microBatches);
  const pairs = forward.slice(warm).flatMap((task, k) => [task, backward[k]]);
  return [...forward.slice(0, warm), ...pairs, ...backward.slice(microBatches - warm)];
}

/** Forwards whose backward is still to come. */
function mostAtOnce(order: string[]): number {
  let [held, most] = [0, 0];
  for (const task of order) {
    held += task.startsWith("F") ? 1 : -1;
    most = Math.max(most, held);
  }
  return most;
}

/** a [M, K] times b [K, N] by blocks that fit into fast memory, and how many numbers were fetched from slow memory. */
export function tiledMatmul(a: Matrix, b: Matrix, tile: number): { product: Matrix; loads: number } {
  const [M, K, N] = [a.length, b.length, b[0].length];
  const product = zeros(M, N);
  let loads = 0;
  for (let i = 0; i < M; i += tile) {
    for (let j = 0; j < N; j += tile) {
      for (let k = 0; k < K; k += tile) {
        const left = columns(a.slice(i, i + tile), k, k + tile);
        const right = columns(b.slice(k, k + tile), j, j + tile);
        loads += left.length * left[0].length + right.length * right[0].length;
        matmul(left, right).forEach((row, r) => {
          row.forEach((value, c) => {
            product[i + r][j + c] += value;
          });
        });
      }
    }
  }
  return { product, loads };
}

/** C = AB in WGSL: a workgroup of 8 × 8 computes one tile of C, and shares what it loads of A and B. */
export function matmulKernel(): string {
  return `
@group(0) @binding(0) var<storage, read> a: array<f32>; // [M, K]
@group(0) @binding(1) var<storage, read> b: array<f32>; // [K, N]
@group(0) @binding(2) var<storage, read_write> c: array<f32>; // [M, N]
@group(0) @binding(3) var<uniform> dims: vec4<u32>; // M, K, N, 0

const T = 8u;
var<workgroup> tileA: array<array<f32, T>, T>;
var<workgroup> tileB: array<array<f32, T>, T>;

@compute @workgroup_size(8, 8)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {
  let M = dims.x;
  let K = dims.y;
  let N = dims.z;
  let row = group.y * T + local.y;
  let col = group.x * T + local.x;
  let tiles = (K + T - 1u) / T;
  var sum = 0.0;
  for (var t = 0u; t < tiles; t++) {
    let ka = t * T + local.x;
    let kb = t * T + local.y;
    tileA[local.y][local.x] = 0.0; // beyond the edge: adds nothing
    tileB[local.y][local.x] = 0.0;
    if (row < M && ka < K) { tileA[local.y][local.x] = a[row * K + ka]; }
    if (kb < K && col < N) { tileB[local.y][local.x] = b[kb * N + col]; }
    workgroupBarrier(); // loaded by all
    for (var k = 0u; k < T; k++) {
      sum += tileA[local.y][k] * tileB[k][local.x];
    }
    workgroupBarrier(); // used by all
  }
  if (row < M && col < N) { c[row * N + col] = sum; }
}
`;
}

/** Where each of the consecutive parts begins and ends: the first length mod parts have one more. */
function bounds(length: number, parts: number): [from: number, to: number][] {
  const start = (i: number) => i * Math.floor(length / parts) + Math.min(i, length % parts);
  return Array.from({ length: parts }, (_, i) => [start(i), start(i + 1)]);
}

function columns(W: Matrix, from: number, to: number): Matrix {
  return W.map((row) => row.slice(from, to));
}

function add(a: Matrix, b: Matrix): Matrix {
  return a.map((row, i) => row.map((value, j) => value + b[i][j]));
}

function scale(factor: number, a: Matrix): Matrix {
  return a.map((row) => row.map((value) => factor * value));
}

function sumRows(a: Matrix): Vector {
  return transpose(a).map((column) => column.reduce((sum, value) => sum + value, 0));
}

/** The remainder that is never negative. */
function modulo(i: number, p: number): number {
  return ((i % p) + p) % p;
}
