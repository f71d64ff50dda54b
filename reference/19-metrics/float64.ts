/**
 * How good predictions are. N samples, C classes. A ratio with the denominator 0 is 0.
 * Sources: van Rijsbergen (1979), "Information retrieval", for the F measure; Hanley and McNeil (1982), "The meaning and use of the area under
 * a receiver operating characteristic (ROC) curve"; Fawcett (2006), "An introduction to ROC analysis"; Guo, Pleiss, Sun and Weinberger (2017),
 * "On calibration of modern neural networks".
 */
import { type Matrix, type Vector, zeros } from "katagrad/nd";

export type Average = "micro" | "macro" | "weighted" | "none";

export interface Scores<T = number | Vector> {
  precision: T;
  recall: T;
  f1: T;
}

/** labels, predictions [N] → [C, C]: a row for each true class, a column for each predicted one. */
export function confusionMatrix(labels: Vector, predictions: Vector, classes: number): Matrix {
  const counts = zeros(classes, classes);
  for (const [n, label] of labels.entries()) counts[label][predictions[n]]++;
  return counts;
}

/** The share of predictions that are right. */
export function accuracy(labels: Vector, predictions: Vector): number {
  return ratio(labels.filter((label, n) => label === predictions[n]).length, labels.length);
}

/** Of each class, [C], or one number each: from pooled counts, or as a mean over the classes. */
export function precisionRecallF1(labels: Vector, predictions: Vector, classes: number, average: Average): Scores {
  const counts = confusionMatrix(labels, predictions, classes);
  const hits = counts.map((row, c) => row[c]); // [C]
  const predicted = counts.map((_, c) => sum(counts.map((row) => row[c]))); // [C]
  const support = counts.map(sum); // [C]
  if (average === "micro") return scoresOf(sum(hits), sum(predicted), sum(support));
  const each = hits.map((hit, c) => scoresOf(hit, predicted[c], support[c])); // [C]
  const all = (name: keyof Scores) => each.map((scores) => scores[name]);
  if (average === "none") return { precision: all("precision"), recall: all("recall"), f1: all("f1") };
  const weights = average === "weighted" ? support : support.map(() => 1);
  const mean = (values: Vector) => ratio(sum(values.map((value, c) => weights[c] * value)), sum(weights));
  return { precision: mean(all("precision")), recall: mean(all("recall")), f1: mean(all("f1")) };
}

/** One point for nothing predicted positive, then one for each distinct score, falling: [K + 1] each. */
export function rocCurve(labels: Vector, scores: Vector): { fpr: Vector; tpr: Vector; thresholds: Vector } {
  const { thresholds, truePositives, falsePositives } = sweep(labels, scores);
  const [P, N] = [truePositives[truePositives.length - 1], falsePositives[falsePositives.length - 1]];
  return {
    fpr: falsePositives.map((count) => ratio(count, N)),
    tpr: truePositives.map((count) => ratio(count, P)),
    thresholds,
  };
}

/** Trapezia under the curve: how often a positive scores above a negative, ties counting ½. */
export function rocAuc(labels: Vector, scores: Vector): number {
  const { truePositives: tp, falsePositives: fp } = sweep(labels, scores);
  const area = tp.slice(1).reduce((total, count, k) => total + ((fp[k + 1] - fp[k]) * (count + tp[k])) / 2, 0);
  return ratio(area, tp[tp.length - 1] * fp[fp.length - 1]);
}

/** Each gain in recall times the precision there. */
export function averagePrecision(labels: Vector, scores: Vector): number {
  const { truePositives: tp, falsePositives: fp } = sweep(labels, scores);
  const steps = tp.slice(1).map((count, k) => (count - tp[k]) * ratio(count, count + fp[k + 1]));
  return ratio(sum(steps), tp[tp.length - 1]);
}

/** labels [N], probabilities [N, C] → the mean of -log p of the label, p kept within [ε, 1 - ε]. */
export function logLoss(labels: Vector, probabilities: Matrix, eps: number): number {
  const clipped = labels.map((label, n) => Math.min(Math.max(probabilities[n][label], eps), 1 - eps)); // [N]
  return ratio(sum(clipped.map((p) => -Math.log(p))), labels.length);
}

export function mse(truth: Vector, predictions: Vector): number {
  return ratio(sum(truth.map((y, n) => (predictions[n] - y) ** 2)), truth.length);
}

/** In the unit of the truth. */
export function rmse(truth: Vector, predictions: Vector): number {
  return Math.sqrt(mse(truth, predictions));
}

export function mae(truth: Vector, predictions: Vector): number {
  return ratio(sum(truth.map((y, n) => Math.abs(predictions[n] - y))), truth.length);
}

/** The share of the truth's variance that is explained; 0 when there is none to explain. */
export function r2(truth: Vector, predictions: Vector): number {
  const mean = ratio(sum(truth), truth.length);
  const residual = sum(truth.map((y, n) => (y - predictions[n]) ** 2));
  const total = sum(truth.map((y) => (y - mean) ** 2));
  return total === 0 ? 0 : 1 - residual / total;
}

/** The gap between confidence and accuracy in each bin (b/M, (b + 1)/M], weighted by the share of samples in it. */
export function calibrationError(labels: Vector, probabilities: Matrix, bins: number): number {
  const gaps = zeros(bins); // Σ (right - confidence) of each bin
  for (const [n, row] of probabilities.entries()) {
    const confidence = Math.max(...row);
    const right = row.indexOf(confidence) === labels[n] ? 1 : 0;
    const bin = Math.max(Math.ceil(confidence * bins) - 1, 0);
    gaps[bin] += right - confidence;
  }
  return ratio(sum(gaps.map(Math.abs)), labels.length);
}

/** From pooled or single counts. */
function scoresOf(hits: number, predicted: number, support: number): Scores<number> {
  return {
    precision: ratio(hits, predicted),
    recall: ratio(hits, support),
    f1: ratio(2 * hits, predicted + support),
  };
}

/** Counts of positives and negatives at or above each threshold. Samples of equal score cross it together. */
function sweep(labels: Vector, scores: Vector) {
  const order = scores.map((_, n) => n).sort((a, b) => scores[b] - scores[a]);
  const [thresholds, truePositives, falsePositives] = [[Infinity], [0], [0]];
  let [tp, fp] = [0, 0];
  for (const [k, n] of order.entries()) {
    if (labels[n] === 1) tp++;
    else fp++;
    if (k + 1 < order.length && scores[order[k + 1]] === scores[n]) continue;
    thresholds.push(scores[n]);
    truePositives.push(tp);
    falsePositives.push(fp);
  }
  return { thresholds, truePositives, falsePositives };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0);
}
