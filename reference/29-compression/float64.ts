/**
 * Pruning, quantization, low rank and distillation by hand. Weights are [in, out]; bits are 2 to 16, signed.
 * Sources: Han, Pool, Tran and Dally (2015), "Learning both weights and connections for efficient neural networks"; Li et al. (2017), "Pruning
 * filters for efficient ConvNets"; Jacob et al. (2018), "Quantization and training of neural networks for efficient integer-arithmetic-only
 * inference"; Hestenes (1958), "Inversion of matrices by biorthogonalization and related results", for the one-sided Jacobi iteration; Eckart
 * and Young (1936), "The approximation of one matrix by another of lower rank"; Hinton, Vinyals and Dean (2015), "Distilling the knowledge in
 * a neural network".
 */
import { type Matrix, matmul, transpose, type Vector } from "katagrad/nd";

/** Global: the round(amount · n) entries of smallest magnitude among all n of all layers become 0. */
export function magnitudePrune(weights: Matrix[], amount: number): { pruned: Matrix[]; masks: Matrix[] } {
  const gone = smallest(weights.flat(2).map(Math.abs), amount);
  let index = 0;
  const masks = weights.map((W) => W.map((row) => row.map(() => (gone.has(index++) ? 0 : 1))));
  const pruned = weights.map((W, l) => W.map((row, i) => row.map((w, j) => (masks[l][i][j] === 1 ? w : 0))));
  return { pruned, masks };
}

/** Hidden unit j is column j of W1 [D, H], b1[j] and row j of W2 [H, K]: it goes as a whole. */
export function pruneNeurons(
  W1: Matrix,
  b1: Vector,
  W2: Matrix,
  amount: number,
): { W1: Matrix; b1: Vector; W2: Matrix; kept: Vector } {
  const norms = b1.map((_, j) => Math.hypot(...W1.map((row) => row[j]))); // [H]
  const gone = smallest(norms, amount);
  const kept = b1.map((_, j) => j).filter((j) => !gone.has(j));
  return {
    W1: W1.map((row) => kept.map((j) => row[j])),
    b1: kept.map((j) => b1[j]),
    W2: kept.map((j) => [...W2[j]]),
    kept,
  };
}

/** The grid for numbers from min to max. It must contain 0 exactly: padding, ReLU and pruned weights are zeros. */
export function affineParameters(min: number, max: number, bits: number): { scale: number; zeroPoint: number } {
  const [low, high] = [Math.min(min, 0), Math.max(max, 0)];
  const scale = high > low ? (high - low) / (2 ** bits - 1) : 1;
  return { scale, zeroPoint: clamp(roundHalfEven(smallestOf(bits) - low / scale), bits) };
}

/** x [n, m] → whole numbers [n, m]. The zero point is added after rounding. */
export function quantizeAffine(x: Matrix, scale: number, zeroPoint: number, bits: number): Matrix {
  return x.map((row) => row.map((value) => clamp(roundHalfEven(value / scale) + zeroPoint, bits)));
}

/** Weights W [in, out] with one scale for each output, a column, and zero point 0: ±(2^(bits-1) - 1) are ± the largest magnitude. */
export function quantizeSymmetric(W: Matrix, bits: number): { q: Matrix; scales: Vector } {
  const largest = 2 ** (bits - 1) - 1;
  const scales = transpose(W).map((column) => Math.max(...column.map(Math.abs)) / largest || 1); // [out]
  const q = W.map((row) => row.map((w, j) => Math.min(largest, Math.max(-largest, roundHalfEven(w / scales[j])))));
  return { q, scales };
}

/** q [n, m]; a scale for all of it, or one for each column, [m]. */
export function dequantize(q: Matrix, scale: number | Vector, zeroPoint: number): Matrix {
  return q.map((row) => row.map((value, j) => (typeof scale === "number" ? scale : scale[j]) * (value - zeroPoint)));
}

export interface Quantized {
  q: Matrix;
  scale: number;
  zeroPoint: number;
}

export interface QuantizedWeights {
  q: Matrix;
  scales: Vector;
  zeroPoint: number;
}

/** a [N, K] times b [K, M], int8: exact sums of whole numbers, and one rounding at the end. */
export function quantizedMatmul(
  a: Quantized,
  b: QuantizedWeights,
  out: { scale: number; zeroPoint: number },
): { accumulator: Matrix; q: Matrix } {
  const left = a.q.map((row) => row.map((value) => value - a.zeroPoint)); // [N, K]
  const right = b.q.map((row) => row.map((value) => value - b.zeroPoint)); // [K, M]
  const accumulator = matmul(left, right); // [N, M], int32 in hardware
  const q = accumulator.map((row) =>
    row.map((sum, j) => clamp(roundHalfEven((sum * a.scale * b.scales[j]) / out.scale) + out.zeroPoint, 8)),
  );
  return { accumulator, q };
}

/** W [m, n] ≈ left [m, r] · right [r, n], the best there is: left = U Σ, right = Vᵀ, by the first r singular triples. */
export function lowRank(W: Matrix, r: number): { left: Matrix; right: Matrix; singularValues: Vector; error: number } {
  const triples = singularTriples(W);
  const singularValues = triples.map(({ sigma }) => sigma);
  const kept = triples.slice(0, r).map(({ u, sigma, v }) => {
    const sign = Math.sign(v[indexOfLargest(v.map(Math.abs))]);
    return { u: u.map((value) => sign * sigma * value), v: v.map((value) => sign * value) };
  });
  return {
    left: transpose(kept.map(({ u }) => u)), // [m, r]
    right: kept.map(({ v }) => v), // [r, n]
    singularValues, // [min(m, n)]
    error: Math.hypot(...singularValues.slice(r)),
  };
}

/** student, teacher: logits [N, C]. α T² KL(teacher ‖ student) at temperature T, and 1 - α of the cross-entropy at temperature 1. */
export function distillationLoss(
  student: Matrix,
  teacher: Matrix,
  labels: Vector,
  temperature: number,
  alpha: number,
): { loss: number; gradient: Matrix } {
  const [N, T] = [student.length, temperature];
  let loss = 0;
  const gradient = student.map((z, n) => {
    const [soft, target, hard] = [logSoftmax(z, T), logSoftmax(teacher[n], T), logSoftmax(z, 1)]; // [C] each
    const divergence = target.reduce((sum, t, c) => sum + Math.exp(t) * (t - soft[c]), 0);
    loss += (alpha * T * T * divergence - (1 - alpha) * hard[labels[n]]) / N;
    return z.map((_, c) => {
      const softened = alpha * T * (Math.exp(soft[c]) - Math.exp(target[c]));
      return (softened + (1 - alpha) * (Math.exp(hard[c]) - (c === labels[n] ? 1 : 0))) / N;
    });
  });
  return { loss, gradient };
}

export type CompressedLayer =
  | { kind: "dense"; rows: number; columns: number; bits: number }
  | { kind: "sparse"; rows: number; columns: number; bits: number; nonzero: number; indexBits: number }
  | { kind: "lowRank"; rows: number; columns: number; bits: number; rank: number }
  | { kind: "quantized"; rows: number; columns: number; bits: number };

/** Bits of all layers in float32 over bits of all layers as they are stored. */
export function compressionRatio(layers: CompressedLayer[]): {
  originalBits: number;
  compressedBits: number;
  ratio: number;
} {
  const originalBits = layers.reduce((sum, { rows, columns }) => sum + 32 * rows * columns, 0);
  const compressedBits = layers.reduce((sum, layer) => sum + bitsOf(layer), 0);
  return { originalBits, compressedBits, ratio: originalBits / compressedBits };
}

function bitsOf(layer: CompressedLayer): number {
  const { rows, columns, bits } = layer;
  switch (layer.kind) {
    case "dense":
      return rows * columns * bits;
    case "sparse":
      return layer.nonzero * (bits + layer.indexBits);
    case "lowRank":
      return layer.rank * (rows + columns) * bits;
    case "quantized":
      return rows * columns * bits + 32 * columns; // one float32 scale a column
  }
}

/** Indices of the round(amount · n) smallest of n values; of equal ones the earlier goes first. */
function smallest(values: Vector, amount: number): Set<number> {
  const order = values.map((_, i) => i).sort((i, j) => values[i] - values[j] || i - j);
  return new Set(order.slice(0, roundHalfEven(amount * values.length)));
}

/** 0.5 → 0, 1.5 → 2, 2.5 → 2, -0.5 → 0, -1.5 → -2. */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Into the range of signed whole numbers: -2^(bits-1) … 2^(bits-1) - 1. */
function clamp(q: number, bits: number): number {
  return Math.min(-smallestOf(bits) - 1, Math.max(smallestOf(bits), q));
}

function smallestOf(bits: number): number {
  return -(2 ** (bits - 1));
}

interface Triple {
  u: Vector;
  sigma: number;
  v: Vector;
}

/**
 * One-sided Jacobi: plane rotations make the columns of W orthogonal, two by two, and V collects the rotations, so that W V = U Σ. A wide W is
 * worked on as its transpose, since n columns of fewer than n entries cannot become orthogonal.
 * @returns min(m, n) triples, singular values descending; u [m] and v [n] are unit vectors, and NaN where sigma is 0
 */
function singularTriples(W: Matrix): Triple[] {
  if (W.length < W[0].length) return singularTriples(transpose(W)).map(({ u, sigma, v }) => ({ u: v, sigma, v: u }));
  const columns = transpose(W); // row j is column j of W V
  const rotations = columns.map((_, i) => columns.map((_, j) => (i === j ? 1 : 0))); // row j is column j of V
  for (let rotated = true; rotated; ) {
    rotated = false;
    for (let p = 0; p < columns.length; p++) {
      for (let q = p + 1; q < columns.length; q++) {
        const [pp, qq, pq] = [dot(columns[p], columns[p]), dot(columns[q], columns[q]), dot(columns[p], columns[q])];
        if (Math.abs(pq) <= 1e-14 * Math.sqrt(pp * qq)) continue;
        const cot = (qq - pp) / (2 * pq); // of twice the angle
        const tan = (cot < 0 ? -1 : 1) / (Math.abs(cot) + Math.hypot(1, cot)); // of the smaller of the two angles
        for (const pair of [columns, rotations]) rotate(pair, p, q, tan);
        rotated = true;
      }
    }
  }
  return columns
    .map((column, j) => ({ column, sigma: Math.hypot(...column), v: rotations[j] }))
    .sort((a, b) => b.sigma - a.sigma)
    .map(({ column, sigma, v }) => ({ u: column.map((value) => value / sigma), sigma, v }));
}

/** Turns rows p and q by the angle of that tangent. */
function rotate(rows: Matrix, p: number, q: number, tan: number): void {
  const cos = 1 / Math.hypot(1, tan);
  const sin = cos * tan;
  const [a, b] = [rows[p], rows[q]];
  rows[p] = a.map((value, k) => cos * value - sin * b[k]);
  rows[q] = a.map((value, k) => sin * value + cos * b[k]);
}

function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}

function indexOfLargest(values: Vector): number {
  return values.indexOf(Math.max(...values));
}

/** log softmax(z / T), [C]: the largest logit is taken out first. */
function logSoftmax(z: Vector, T: number): Vector {
  const top = Math.max(...z);
  const shifted = z.map((value) => (value - top) / T);
  const logSum = Math.log(shifted.reduce((sum, value) => sum + Math.exp(value), 0));
  return shifted.map((value) => value - logSum);
}
