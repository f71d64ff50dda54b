/**
 * The last layer of four kinds of network, and what backpropagation starts from there: a loss and its gradient.
 * N rows in a batch; C classes; D outputs; B sequences of T tokens over a vocabulary of V; F shared features.
 * Sources: Huber (1964), "Robust estimation of a location parameter"; Goodfellow and others (2014), "Generative adversarial nets"; Bengio,
 * Ducharme, Vincent and Jauvin (2003), "A neural probabilistic language model", for the embedding; Kendall, Gal and Cipolla (2018),
 * "Multi-task learning using uncertainty to weigh losses for scene geometry and semantics".
 */
import { type Matrix, matmul, type Tensor3, transpose, type Vector, zeros } from "katagrad/nd";

export interface Graded<Gradient> {
  loss: number;
  gradient: Gradient;
}

/** A discriminator's logits: real [N], fake [M]. */
export interface Logits {
  real: Vector;
  fake: Vector;
}

export type Player = "discriminator" | "generator";

export interface Layer {
  W: Matrix;
  b: Vector;
}

/** Features [N, F] that two heads share, a dense layer for each, and the logarithms of two variances, classifier first. */
export interface Shared {
  features: Matrix;
  classifier: Layer;
  regressor: Layer;
  logVariances: Vector;
}

/** logits [N, C], labels [N], weights [C] → the weighted mean of -log p, whose weights add up to 1. */
export function classificationHead(logits: Matrix, labels: Vector, weights: Vector): Graded<Matrix> {
  const total = labels.reduce((sum, label) => sum + weights[label], 0);
  const shares = labels.map((label) => (total > 0 ? weights[label] / total : 0)); // [N]
  const rows = logits.map((row, n) => crossEntropy(row, labels[n]));
  return {
    loss: rows.reduce((sum, { loss }, n) => sum + shares[n] * loss, 0),
    gradient: rows.map(({ gradient }, n) => gradient.map((g) => shares[n] * g)), // [N, C]
  };
}

/** prediction, target [N, D] → the mean of Huber's loss over all entries. Its slope is the error, cut off at ±δ. */
export function regressionHead(prediction: Matrix, target: Matrix, delta: number): Graded<Matrix> {
  const entries = prediction.length * prediction[0].length;
  const errors = prediction.map((row, n) => row.map((p, d) => p - target[n][d])); // [N, D]
  const huber = (e: number) => (Math.abs(e) <= delta ? (e * e) / 2 : delta * (Math.abs(e) - delta / 2));
  return {
    loss: errors.flat().reduce((sum, e) => sum + huber(e), 0) / entries,
    gradient: errors.map((row) => row.map((e) => Math.max(-delta, Math.min(e, delta)) / entries)),
  };
}

/** logits [B, T, V], targets [B, T] → the mean of -log p over the tokens that are no padding, all sequences together. */
export function sequenceHead(
  logits: Tensor3,
  targets: Matrix,
  padding: number,
): Graded<Tensor3> & { perplexity: number } {
  const tokens = targets.flat().filter((target) => target !== padding).length;
  let sum = 0;
  const gradient = logits.map((sequence, b) =>
    sequence.map((row, t) => {
      if (targets[b][t] === padding) return zeros(row.length);
      const token = crossEntropy(row, targets[b][t]);
      sum += token.loss;
      return token.gradient.map((g) => g / tokens); // [V]
    }),
  );
  const loss = tokens > 0 ? sum / tokens : 0;
  return { loss, perplexity: Math.exp(loss), gradient };
}

/** The discriminator wants real high and fake low; the generator wants fake high and has no influence on real. */
export function ganLosses({ real, fake }: Logits, player: Player): Graded<Logits> {
  const up = (z: number, count: number): [number, number] => [softplus(-z) / count, -sigmoid(-z) / count]; // -log σ(z)
  const down = (z: number, count: number): [number, number] => [softplus(z) / count, sigmoid(z) / count]; // -log(1 - σ(z))
  const onReal = real.map((z) => (player === "discriminator" ? up(z, real.length) : [0, 0])); // [N]
  const onFake = fake.map((z) => (player === "discriminator" ? down(z, fake.length) : up(z, fake.length))); // [M]
  return {
    loss: [...onReal, ...onFake].reduce((sum, [loss]) => sum + loss, 0),
    gradient: { real: onReal.map(([, slope]) => slope), fake: onFake.map(([, slope]) => slope) },
  };
}

/** table [V, D], tokens [B, T] → [B, T, D]. */
export function embeddingForward(table: Matrix, tokens: Matrix): Tensor3 {
  return tokens.map((row) => row.map((token) => [...table[token]]));
}

/** dout [B, T, D] arrives at the looked-up rows → [V, D]. A row that was used several times collects from every use. */
export function embeddingBackward(dout: Tensor3, tokens: Matrix, V: number, padding: number): Matrix {
  const dtable = zeros(V, dout[0][0].length);
  for (const [b, row] of tokens.entries()) {
    for (const [t, token] of row.entries()) {
      if (token === padding) continue;
      dtable[token] = dtable[token].map((sum, d) => sum + dout[b][t][d]);
    }
  }
  return dtable;
}

/** Σ e⁻ˢ · loss + s/2 over the two tasks, and the gradient of everything in `shared`, in its shape. */
export function multiTaskLoss(
  shared: Shared,
  labels: Vector,
  weights: Vector,
  target: Matrix,
  delta: number,
): Graded<Shared> {
  const { features, classifier, regressor, logVariances } = shared;
  const tasks = [
    { head: classifier, ...classificationHead(dense(features, classifier), labels, weights) },
    { head: regressor, ...regressionHead(dense(features, regressor), target, delta) },
  ];
  const precisions = logVariances.map((s) => Math.exp(-s)); // [2]
  const [first, second] = tasks.map(({ head, gradient }, k) => {
    const dout = gradient.map((row) => row.map((g) => precisions[k] * g)); // [N, C] or [N, D]
    return {
      features: matmul(dout, transpose(head.W)), // [N, F]
      head: { W: matmul(transpose(features), dout), b: sumOfRows(dout) },
    };
  });
  return {
    loss: tasks.reduce((sum, { loss }, k) => sum + precisions[k] * loss + logVariances[k] / 2, 0),
    gradient: {
      features: first.features.map((row, n) => row.map((g, f) => g + second.features[n][f])), // what is shared, is summed
      classifier: first.head,
      regressor: second.head,
      logVariances: tasks.map(({ loss }, k) => 1 / 2 - precisions[k] * loss),
    },
  };
}

/** Of one row of logits: -log p of the label, and p - onehot. */
function crossEntropy(row: Vector, label: number): Graded<Vector> {
  const max = Math.max(...row);
  const e = row.map((z) => Math.exp(z - max)); // in [0, 1], one of them 1
  const total = e.reduce((sum, value) => sum + value, 0);
  return {
    loss: max - row[label] + Math.log(total),
    gradient: e.map((value, c) => value / total - (c === label ? 1 : 0)),
  };
}

/** log(1 + eᶻ), with no large exponent. */
function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

function sigmoid(z: number): number {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}

/** x [N, F] → x·W + b, [N, K]. */
function dense(x: Matrix, { W, b }: Layer): Matrix {
  return matmul(x, W).map((row) => row.map((z, k) => z + b[k]));
}

/** [N, K] → [K]. */
function sumOfRows(rows: Matrix): Vector {
  return transpose(rows).map((column) => column.reduce((sum, value) => sum + value, 0));
}
