/** Linear maps along one axis as matrices: their gradient is the transposed matrix, whatever the map. */
import { matMul, reshape, type Tensor, type Tensor2D, transpose } from "@tensorflow/tfjs-core";

/** Applies a matrix [m, n] to axis `axis` of x, whose length n becomes m. Differentiable in x and in the matrix. */
export function alongAxis<T extends Tensor>(x: T, axis: number, matrix: Tensor2D): T {
  const last = x.rank - 1;
  const order = Array.from({ length: x.rank }, (_, k) => (k === axis ? last : k === last ? axis : k));
  const turned = transpose(x, order); // [..., n]
  const rows = turned.size / turned.shape[last];
  const mapped = matMul(reshape(turned, [rows, turned.shape[last]]) as Tensor2D, matrix, false, true); // [rows, m]
  return transpose(reshape(mapped, [...turned.shape.slice(0, last), matrix.shape[0]]), order) as T;
}
