/**
 * Stochastic gradient descent on a linear model, one sample at a time, by hand.
 * Sources: Robbins and Monro (1951), "A stochastic approximation method"; Widrow and Hoff (1960), "Adaptive switching circuits", for the
 * squared loss; Polyak and Juditsky (1992), "Acceleration of stochastic approximation by averaging"; Bottou (2012), "Stochastic gradient
 * descent tricks". The shuffle is that of Fisher and Yates (1938), as Durstenfeld (1964) programmed it.
 */
import { type Matrix, type Vector, zeros } from "katagrad/nd";

export type Loss = "squared" | "logistic";
export interface FitOptions {
  lr: number;
  decay: number;
  epochs: number;
  loss: Loss;
}
interface Model {
  w: Vector;
  b: number;
}

/** x [d], y, w [d], b → w [d], b. Both losses have the same slope along the score: prediction minus label. */
export function sgdStep(x: Vector, y: number, w: Vector, b: number, lr: number, loss: Loss = "squared"): Model {
  const score = dot(w, x) + b;
  const prediction = loss === "logistic" ? sigmoid(score) : score;
  const error = prediction - y;
  return { w: w.map((wj, j) => wj - lr * error * x[j]), b: b - lr * error };
}

/** X [n, d], y [n], w [d], b, order [m] → w [d], b, losses [m]: each sample's loss just before it moves the model. */
export function sgdEpoch(
  X: Matrix,
  y: Vector,
  w: Vector,
  b: number,
  lr: number,
  order: number[],
  loss: Loss = "squared",
): Model & { losses: Vector } {
  let model: Model = { w: [...w], b };
  const losses: Vector = [];
  for (const i of order) {
    losses.push(sampleLoss(dot(model.w, X[i]) + model.b, y[i], loss));
    model = sgdStep(X[i], y[i], model.w, model.b, lr, loss);
  }
  return { ...model, losses };
}

/** η₀ / (1 + δt): slow enough that Σ η diverges, fast enough that Σ η² does not. */
export function decayedRate(lr0: number, decay: number, t: number): number {
  return lr0 / (1 + decay * t);
}

/** X [n, d], y [n] → w [d], b from zeros, and the mean running loss of each epoch [epochs]. */
export function fit(
  X: Matrix,
  y: Vector,
  { lr, decay, epochs, loss }: FitOptions,
  rng: () => number,
): Model & { losses: Vector } {
  let model: Model = { w: zeros(X[0].length), b: 0 };
  const losses: Vector = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = decayedRate(lr, decay, epoch);
    const order = shuffled(X.length, rng);
    const pass = sgdEpoch(X, y, model.w, model.b, rate, order, loss);
    losses.push(pass.losses.reduce((sum, one) => sum + one, 0) / X.length);
    model = { w: pass.w, b: pass.b };
  }
  return { ...model, losses };
}

/** iterates [T + 1, d], the start first → [T, d]: after step t, the mean of all iterates since the burn-in, as a running average. */
export function averagedIterates(iterates: Matrix, burnIn = 0): Matrix {
  const averages: Matrix = [];
  let average = iterates[0]; // [d]
  for (let t = 1; t < iterates.length; t++) {
    const share = 1 / Math.max(1, t - burnIn);
    average = average.map((aj, j) => (1 - share) * aj + share * iterates[t][j]);
    averages.push(average);
  }
  return averages;
}

/** 0 … n-1 in random order: from the last place down, each place takes one of those not placed yet. */
function shuffled(n: number, rng: () => number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** The loss of one score. The logistic one is log(1 + e^s) - ys, written so that only e^(-|s|) is ever computed. */
function sampleLoss(score: number, y: number, loss: Loss): number {
  if (loss === "squared") return 0.5 * (score - y) ** 2;
  return Math.max(score, 0) - y * score + Math.log1p(Math.exp(-Math.abs(score)));
}

/** e^(-z) overflows to 1/∞ = 0 and never to ∞/∞. */
function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, aj, j) => sum + aj * b[j], 0);
}
