import type { Matrix, Vector } from "katagrad/nd";

/**
 * Global magnitude pruning: the round(amount · n) entries of smallest magnitude, among all n entries of all layers, become 0.
 * @param weights one matrix a layer, of any shapes
 * @param amount the share to remove, 0 to 1
 * @returns pruned, the weights with zeros in them; masks, 1 for every entry that stays and 0 for every other. Both shaped like weights
 */
export function magnitudePrune(weights: Matrix[], amount: number): { pruned: Matrix[]; masks: Matrix[] } {
  throw new Error("not implemented");
}

/**
 * Structured pruning of a hidden layer: whole units are taken out, and the matrices get smaller.
 * @param W1 into the layer, [D, H]
 * @param b1 [H]
 * @param W2 out of the layer, [H, K]
 * @param amount the share of units to remove, 0 to 1
 * @returns W1 [D, h], b1 [h], W2 [h, K], and kept [h], the indices of the units that stay, ascending
 */
export function pruneNeurons(
  W1: Matrix,
  b1: Vector,
  W2: Matrix,
  amount: number,
): { W1: Matrix; b1: Vector; W2: Matrix; kept: Vector } {
  throw new Error("not implemented");
}

/**
 * Calibration: the grid of signed whole numbers for values between min and max, with 0 on it.
 * @param bits width of the whole numbers, 2 to 16
 */
export function affineParameters(min: number, max: number, bits: number): { scale: number; zeroPoint: number } {
  throw new Error("not implemented");
}

/** x [n, m] on a given grid: whole numbers, [n, m]. Halves go to the even neighbour; the zero point is added after rounding. */
export function quantizeAffine(x: Matrix, scale: number, zeroPoint: number, bits: number): Matrix {
  throw new Error("not implemented");
}

/**
 * Weights with zero point 0 and one scale for each output.
 * @param W [in, out]
 * @returns q [in, out], whole numbers; scales [out]
 */
export function quantizeSymmetric(W: Matrix, bits: number): { q: Matrix; scales: Vector } {
  throw new Error("not implemented");
}

/**
 * Whole numbers back to real ones.
 * @param q [n, m]
 * @param scale one for all, or a vector [m], one for each column
 * @returns [n, m]
 */
export function dequantize(q: Matrix, scale: number | Vector, zeroPoint: number): Matrix {
  throw new Error("not implemented");
}

/** Activations: int8, one scale for all. */
export interface Quantized {
  q: Matrix;
  scale: number;
  zeroPoint: number;
}

/** Weights: int8, one scale for each column, one zero point for all. */
export interface QuantizedWeights {
  q: Matrix;
  scales: Vector;
  zeroPoint: number;
}

/**
 * A matrix product on whole numbers.
 * @param a q [N, K]
 * @param b q [K, M], scales [M]
 * @param out the grid of the result, int8
 * @returns accumulator [N, M], the exact sums; q [N, M], the product on the grid of out
 */
export function quantizedMatmul(
  a: Quantized,
  b: QuantizedWeights,
  out: { scale: number; zeroPoint: number },
): { accumulator: Matrix; q: Matrix } {
  throw new Error("not implemented");
}

/**
 * The best approximation of W by a product of two thin matrices.
 * @param W [m, n], of full rank
 * @param r rank, from 1 to min(m, n)
 * @returns left = U Σ [m, r]; right = Vᵀ [r, n], in each row of which the entry of largest magnitude is positive; singularValues, all
 *   min(m, n) of them, descending; error, the Frobenius norm of W - left · right
 */
export function lowRank(W: Matrix, r: number): { left: Matrix; right: Matrix; singularValues: Vector; error: number } {
  throw new Error("not implemented");
}

/**
 * α T² KL(teacher ‖ student), both at temperature T, plus (1 - α) times the cross-entropy with the labels at temperature 1; a mean over rows.
 * @param student logits, [N, C]
 * @param teacher logits, [N, C]
 * @param labels class indices, [N]
 * @param temperature T, above 0
 * @param alpha weight of the teacher, 0 to 1
 * @returns loss, and its gradient by the student's logits, [N, C]
 */
export function distillationLoss(
  student: Matrix,
  teacher: Matrix,
  labels: Vector,
  temperature: number,
  alpha: number,
): { loss: number; gradient: Matrix } {
  throw new Error("not implemented");
}

/** How a layer of [rows, columns] weights is stored. */
export type CompressedLayer =
  | { kind: "dense"; rows: number; columns: number; bits: number }
  | { kind: "sparse"; rows: number; columns: number; bits: number; nonzero: number; indexBits: number }
  | { kind: "lowRank"; rows: number; columns: number; bits: number; rank: number }
  | { kind: "quantized"; rows: number; columns: number; bits: number };

/** The size of all layers in float32 over their size as they are stored. At least one layer. */
export function compressionRatio(layers: CompressedLayer[]): {
  originalBits: number;
  compressedBits: number;
  ratio: number;
} {
  throw new Error("not implemented");
}
