/**
 * Explanations of a classifier, by hand. N examples, D inputs, H hidden units, L classes; images are [C, height, width].
 * Sources: Simonyan, Vedaldi and Zisserman (2014), "Deep inside convolutional networks" (saliency); Sundararajan, Taly and Yan (2017),
 * "Axiomatic attribution for deep networks" (integrated gradients); Zeiler and Fergus (2014), "Visualizing and understanding convolutional
 * networks" (occlusion); Selvaraju et al. (2017), "Grad-CAM"; Vaswani et al. (2017), "Attention is all you need"; Abnar and Zuidema (2020),
 * "Quantifying attention flow in transformers" (rollout); Breiman (2001), "Random forests" (permutation importance); Breiman, Friedman,
 * Olshen and Stone (1984), "Classification and regression trees"; Goodfellow, Shlens and Szegedy (2015), "Explaining and harnessing
 * adversarial examples" (fgsm).
 */
import { type Matrix, matmul, shape, type Tensor3, type Tensor4, transpose, type Vector, zeros } from "katagrad/nd";

/** W1 [D, H], b1 [H], W2 [H, L], b2 [L]. */
export interface Mlp {
  W1: Matrix;
  b1: Vector;
  W2: Matrix;
  b2: Vector;
  activation: "relu" | "tanh";
}

/** w [K, C, KH, KW], b [K]; the head reads the K feature maps [P, Q] as one row of K·P·Q numbers. */
export interface Cnn {
  w: Tensor4;
  b: Vector;
  head: Mlp;
}

export type Rule = "right" | "left" | "midpoint" | "trapezoid";
export type Mask = boolean[][][] | null;
export interface Split {
  feature: number;
  threshold: number;
  impurity: number;
  gain: number;
  left: number;
  right: number;
}

/** X [N, D] → logits [N, L]. */
export function mlpLogits({ W1, b1, W2, b2, activation }: Mlp, X: Matrix): Matrix {
  const z = affine(X, W1, b1); // [N, H]
  const hidden = z.map((row) => row.map((zj) => (activation === "relu" ? Math.max(0, zj) : Math.tanh(zj))));
  return affine(hidden, W2, b2);
}

/** x [D] → logits [L], and the gradient of one of them by x, its magnitude and its product with x, [D] each. */
export function saliency(
  model: Mlp,
  x: Vector,
  target: number,
): { logits: Vector; gradient: Vector; magnitude: Vector; timesInput: Vector } {
  const [logits] = mlpLogits(model, [x]);
  const [gradient] = inputGradients(model, [x], [oneHot(target, logits.length)]);
  return { logits, gradient, magnitude: gradient.map(Math.abs), timesInput: gradient.map((g, i) => g * x[i]) };
}

/** x, baseline [D] → attributions [D], (x - x') times the mean gradient on the line between; their sum tends to the difference of the logits. */
export function integratedGradients(
  model: Mlp,
  x: Vector,
  baseline: Vector,
  target: number,
  steps: number,
  rule: Rule = "right",
): { attributions: Vector; sum: number; difference: number } {
  const nodes = quadrature(steps, rule);
  const way = x.map((xi, i) => xi - baseline[i]); // [D]
  const points = nodes.map(({ at }) => baseline.map((start, i) => start + at * way[i])); // [nodes, D]
  const direction = oneHot(target, model.b2.length);
  const gradients = inputGradients(
    model,
    points,
    points.map(() => direction),
  ); // [nodes, D]
  const attributions = way.map((d, i) => d * nodes.reduce((sum, { weight }, k) => sum + weight * gradients[k][i], 0));
  const [above, below] = mlpLogits(model, [x, baseline]);
  return { attributions, sum: total(attributions), difference: above[target] - below[target] };
}

/** x [C, height, width] → how far the logit falls when a patch of all channels is covered, for each place of the patch. */
export function occlusion(
  model: Cnn,
  x: Tensor3,
  target: number,
  { patch, stride = patch, fill = 0 }: { patch: number; stride?: number; fill?: number },
): Matrix {
  const [, height, width] = shape(x);
  const score = (image: Tensor3) => mlpLogits(model.head, [featureMaps(model, image).flat(2)])[0][target];
  const whole = score(x);
  const places = (length: number) => Math.floor((length - patch) / stride) + 1;
  return grid(places(height), places(width), (p, q) => {
    const inside = (at: number, start: number) => at >= start && at < start + patch;
    const covered = x.map((channel) =>
      channel.map((row, i) => row.map((pixel, j) => (inside(i, p * stride) && inside(j, q * stride) ? fill : pixel))),
    );
    return whole - score(covered);
  });
}

/** x [C, height, width] → weights [K], map [P, Q] of the last convolution, heatmap [height, width] with its peak scaled to 1. */
export function gradCam(model: Cnn, x: Tensor3, target: number): { weights: Vector; map: Matrix; heatmap: Matrix } {
  const [, height, width] = shape(x);
  const features = featureMaps(model, x); // [K, P, Q]
  const [, P, Q] = shape(features);
  const [slopes] = inputGradients(model.head, [features.flat(2)], [oneHot(target, model.head.b2.length)]); // [K·P·Q]
  const weights = features.map((_, k) => total(slopes.slice(k * P * Q, (k + 1) * P * Q)) / (P * Q));
  const map = grid(P, Q, (p, q) => Math.max(0, total(features.map((plane, k) => weights[k] * plane[p][q]))));
  const peak = Math.max(...map.flat());
  const scaled = map.map((row) => row.map((value) => (peak > 0 ? value / peak : 0)));
  return { weights, map, heatmap: resizeBilinear(scaled, height, width) };
}

/** Q [B, N, D], K [B, M, D], V [B, M, E], mask [B, N, M] → output [B, N, E], weights [B, N, M]; true lets a query see a key. */
export function scaledDotProductAttention(
  Q: Tensor3,
  K: Tensor3,
  V: Tensor3,
  mask: Mask = null,
): { output: Tensor3; weights: Tensor3 } {
  const weights = Q.map((queries, b) => {
    const scale = 1 / Math.sqrt(queries[0].length);
    const scores = matmul(queries, transpose(K[b])); // [N, M]
    return scores.map((row, i) =>
      maskedSoftmax(
        row.map((s) => scale * s),
        mask ? mask[b][i] : row.map(() => true),
      ),
    );
  });
  return { output: weights.map((A, b) => matmul(A, V[b])), weights };
}

/** dOutput [B, N, E] → dQ [B, N, D], dK [B, M, D], dV [B, M, E]. */
export function scaledDotProductAttentionBackward(
  Q: Tensor3,
  K: Tensor3,
  V: Tensor3,
  mask: Mask,
  dOutput: Tensor3,
): { dQ: Tensor3; dK: Tensor3; dV: Tensor3 } {
  const { weights } = scaledDotProductAttention(Q, K, V, mask);
  const scale = 1 / Math.sqrt(Q[0][0].length);
  const dScores = weights.map((A, b) => {
    const dA = matmul(dOutput[b], transpose(V[b])); // [N, M]
    return A.map((row, i) => {
      const mean = total(row.map((a, j) => a * dA[i][j]));
      return row.map((a, j) => a * (dA[i][j] - mean) * scale);
    });
  });
  return {
    dQ: dScores.map((dS, b) => matmul(dS, K[b])),
    dK: dScores.map((dS, b) => matmul(transpose(dS), Q[b])),
    dV: weights.map((A, b) => matmul(transpose(A), dOutput[b])),
  };
}

/** attentions [layers, heads, N, N], first layer first → [N, N]: how much of each input token is in each output token. */
export function attentionRollout(attentions: Tensor4, fusion: "mean" | "max" | "min" = "mean"): Matrix {
  const layers = attentions.map((heads) => {
    const fused = heads[0].map((row, i) =>
      row.map((_, j) =>
        fuse(
          heads.map((head) => head[i][j]),
          fusion,
        ),
      ),
    );
    const mixed = fused.map((row, i) => row.map((a, j) => 0.5 * a + (i === j ? 0.5 : 0))); // the residual connection
    return mixed.map((row) => row.map((a) => a / total(row)));
  });
  return layers.reduce((rollout, layer) => matmul(layer, rollout));
}

/** X [N, D], y [N] → the accuracy, and how far it falls when a column is shuffled: drops [D, repeats], their mean and deviation [D]. */
export function permutationImportance(
  model: Mlp,
  X: Matrix,
  y: Vector,
  repeats: number,
  rng: () => number,
): { accuracy: number; drops: Matrix; mean: Vector; std: Vector } {
  const accuracyOf = (rows: Matrix) =>
    total(mlpLogits(model, rows).map((row, n) => (argmax(row) === y[n] ? 1 : 0))) / y.length;
  const accuracy = accuracyOf(X);
  const drops = X[0].map((_, feature) =>
    Array.from({ length: repeats }, () => {
      const order = shuffledIndices(X.length, rng);
      const mixed = X.map((row, n) => row.with(feature, X[order[n]][feature]));
      return accuracy - accuracyOf(mixed);
    }),
  );
  const mean = drops.map((row) => total(row) / repeats);
  const std = drops.map((row, d) => Math.sqrt(total(row.map((drop) => (drop - mean[d]) ** 2)) / repeats));
  return { accuracy, drops, mean, std };
}

/** X [N, D], labels y [N] → the rule "x[feature] ≤ threshold ? left : right" with the least Gini impurity; null when none lowers it. */
export function extractRule(X: Matrix, y: Vector): Split | null {
  const N = X.length;
  const counts = zeros(1 + y.reduce((most, label) => Math.max(most, label), 0));
  for (const label of y) counts[label]++;
  const whole = gini(counts, N);
  let best: Split | null = null;
  for (let feature = 0; feature < X[0].length; feature++) {
    const order = X.map((_, n) => n).sort((a, b) => X[a][feature] - X[b][feature]);
    const [left, right] = [zeros(counts.length), [...counts]];
    for (let n = 1; n < N; n++) {
      left[y[order[n - 1]]]++;
      right[y[order[n - 1]]]--;
      const [below, above] = [X[order[n - 1]][feature], X[order[n]][feature]];
      if (below === above) continue;
      const impurity = (n * gini(left, n) + (N - n) * gini(right, N - n)) / N;
      if (impurity >= (best?.impurity ?? whole) - TIED) continue;
      const threshold = (below + above) / 2;
      best = { feature, threshold, impurity, gain: whole - impurity, left: argmax(left), right: argmax(right) };
    }
  }
  return best;
}

/** X [N, D], y [N] → the mean cross-entropy, its gradient by X, and the inputs moved by epsilon along its sign, [N, D] each. */
export function fgsm(
  model: Mlp,
  X: Matrix,
  y: Vector,
  epsilon: number,
  bounds: [low: number, high: number] | null = null,
): { loss: number; gradient: Matrix; adversarial: Matrix } {
  const N = X.length;
  const logProbabilities = mlpLogits(model, X).map(logSoftmax); // [N, L]
  const loss = -total(logProbabilities.map((row, n) => row[y[n]])) / N;
  const dLogits = logProbabilities.map((row, n) => row.map((lp, k) => (Math.exp(lp) - (k === y[n] ? 1 : 0)) / N));
  const gradient = inputGradients(model, X, dLogits);
  const [low, high] = bounds ?? [-Infinity, Infinity];
  const adversarial = X.map((row, n) =>
    row.map((xi, i) => Math.min(high, Math.max(low, xi + epsilon * Math.sign(gradient[n][i])))),
  );
  return { loss, gradient, adversarial };
}

/** Impurities that are closer than this are equal. */
const TIED = 1e-12;

/** What gradients dLogits [N, L] send back to the inputs X: [N, D]. */
function inputGradients({ W1, b1, W2, activation }: Mlp, X: Matrix, dLogits: Matrix): Matrix {
  const z = affine(X, W1, b1); // [N, H]
  const dHidden = matmul(dLogits, transpose(W2)); // [N, H]
  const slope = (zj: number) => (activation === "relu" ? (zj > 0 ? 1 : 0) : 1 - Math.tanh(zj) ** 2);
  const dz = z.map((row, n) => row.map((zj, j) => dHidden[n][j] * slope(zj)));
  return matmul(dz, transpose(W1));
}

/** Where on [0, 1] the gradient is read, and with what weight. */
function quadrature(steps: number, rule: Rule): { at: number; weight: number }[] {
  if (rule === "trapezoid")
    return Array.from({ length: steps + 1 }, (_, k) => ({
      at: k / steps,
      weight: (k === 0 || k === steps ? 0.5 : 1) / steps,
    }));
  const offset = { left: 0, midpoint: 0.5, right: 1 }[rule];
  return Array.from({ length: steps }, (_, k) => ({ at: (k + offset) / steps, weight: 1 / steps }));
}

/** x [C, height, width] → relu of the cross-correlation, stride 1, no padding: [K, P, Q]. */
function featureMaps({ w, b }: Cnn, x: Tensor3): Tensor3 {
  const [, height, width] = shape(x);
  return w.map((filter, k) => {
    const [C, KH, KW] = shape(filter);
    return grid(height - KH + 1, width - KW + 1, (p, q) => {
      let z = b[k];
      for (let c = 0; c < C; c++)
        for (let i = 0; i < KH; i++) for (let j = 0; j < KW; j++) z += filter[c][i][j] * x[c][p + i][q + j];
      return Math.max(0, z);
    });
  });
}

/** [P, Q] → [height, width], pixel centres at ½; what lies outside the outermost centres takes their value. */
function resizeBilinear(map: Matrix, height: number, width: number): Matrix {
  const [P, Q] = shape(map);
  const place = (i: number, from: number, to: number) => {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    const first = Math.floor(at);
    return { first, second: Math.min(from - 1, first + 1), share: at - first };
  };
  return grid(height, width, (i, j) => {
    const [row, column] = [place(i, P, height), place(j, Q, width)];
    const along = (line: Vector) => (1 - column.share) * line[column.first] + column.share * line[column.second];
    return (1 - row.share) * along(map[row.first]) + row.share * along(map[row.second]);
  });
}

/** Softmax over the allowed entries; the others get 0, and so do all when none is allowed. */
function maskedSoftmax(scores: Vector, allowed: boolean[]): Vector {
  const highest = Math.max(...scores.filter((_, j) => allowed[j]));
  const exps = scores.map((s, j) => (allowed[j] ? Math.exp(s - highest) : 0));
  const sum = total(exps);
  return exps.map((e) => (sum > 0 ? e / sum : 0));
}

function logSoftmax(row: Vector): Vector {
  const highest = Math.max(...row);
  const logSum = highest + Math.log(total(row.map((z) => Math.exp(z - highest))));
  return row.map((z) => z - logSum);
}

function fuse(values: Vector, fusion: "mean" | "max" | "min"): number {
  if (fusion === "mean") return total(values) / values.length;
  return fusion === "max" ? Math.max(...values) : Math.min(...values);
}

/** 0 … n-1 in random order: Fisher-Yates from the last index down. */
function shuffledIndices(n: number, rng: () => number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** 1 - Σ (cₖ/n)². */
function gini(counts: Vector, n: number): number {
  return 1 - total(counts.map((c) => (c / n) ** 2));
}

/** The first of the largest. */
function argmax(row: Vector): number {
  return row.indexOf(Math.max(...row));
}

function oneHot(target: number, length: number): Vector {
  return zeros(length).with(target, 1);
}

/** a · W + b, with b added to each row. */
function affine(a: Matrix, W: Matrix, b: Vector): Matrix {
  return matmul(a, W).map((row) => row.map((value, k) => value + b[k]));
}

function grid(rows: number, columns: number, entry: (row: number, column: number) => number): Matrix {
  return Array.from({ length: rows }, (_, p) => Array.from({ length: columns }, (_, q) => entry(p, q)));
}

function total(values: Vector): number {
  return values.reduce((sum, value) => sum + value, 0);
}
