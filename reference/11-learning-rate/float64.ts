/**
 * Learning rates as functions of the step, by hand. Entry i of a result is the rate in force during step t[i]; the first step is 0.
 * Sources: Loshchilov and Hutter (2017), "SGDR: stochastic gradient descent with warm restarts"; Goyal et al. (2017), "Accurate, large
 * minibatch SGD: training ImageNet in 1 hour" (warm-up); Smith and Topin (2019), "Super-convergence" (one cycle); Smith (2017), "Cyclical
 * learning rates for training neural networks" (range test). Where they leave a choice, as in PyTorch.
 */
import type { Vector } from "katagrad/nd";

export interface OneCycleOptions {
  peak: number;
  total: number;
  warmFraction: number;
  divFactor: number;
  finalDivFactor: number;
  anneal: "cos" | "linear";
  threePhase: boolean;
}

export interface PlateauOptions {
  mode: "min" | "max";
  factor: number;
  patience: number;
  threshold: number;
  thresholdMode: "rel" | "abs";
  cooldown: number;
  minRate: number;
  eps: number;
}

/** A staircase: one drop every so many steps. t [n] → [n]. */
export function stepDecay(t: Vector, lr: number, gamma: number, every: number): Vector {
  return t.map((step) => lr * gamma ** Math.floor(step / every));
}

/** The same ratio from each step to the next. t [n] → [n]. */
export function exponentialDecay(t: Vector, lr: number, gamma: number): Vector {
  return t.map((step) => lr * gamma ** step);
}

/** Like 1/t in the long run: slow enough for the rates to have an infinite sum, as Robbins and Monro (1951) ask. t [n] → [n]. */
export function inverseTimeDecay(t: Vector, lr: number, decay: number): Vector {
  return t.map((step) => lr / (1 + decay * step));
}

/** From lr to end in `total` steps, and end from there on. t [n] → [n]. */
export function polynomialDecay(t: Vector, lr: number, end: number, total: number, power: number): Vector {
  return t.map((step) => {
    const left = 1 - Math.min(step, total) / total; // 1 at the start, 0 at the end
    return end + (lr - end) * left ** power;
  });
}

/** Half a cosine down in `half` steps, half a cosine up again, and so on. t [n] → [n]. */
export function cosineAnnealing(t: Vector, lr: number, min: number, half: number): Vector {
  return t.map((step) => cosine(lr, min, step / half));
}

/** Half a cosine down, then back to the top at once; every cycle is `mult` times as long as the one before. t [n] → [n]. */
export function warmRestarts(t: Vector, lr: number, min: number, first: number, mult: number): Vector {
  return t.map((step) => {
    const { position, length } = cycleAt(step, first, mult);
    return cosine(lr, min, position / length);
  });
}

/** lr/warmup, 2·lr/warmup, … lr; then half a cosine from lr in step `warmup` to min in step `total`, and min from there on. t [n] → [n]. */
export function warmupCosine(t: Vector, lr: number, min: number, warmup: number, total: number): Vector {
  return t.map((step) => {
    if (step < warmup) return (lr * (step + 1)) / warmup;
    if (step >= total) return min;
    return cosine(lr, min, (step - warmup) / (total - warmup));
  });
}

/** Up to the peak and down to almost nothing, within one run of `total` steps. t [n] → [n]. */
export function oneCycle(t: Vector, options: OneCycleOptions): Vector {
  const { peak, total, warmFraction, divFactor, finalDivFactor, anneal, threePhase } = options;
  const initial = peak / divFactor;
  const final = initial / finalDivFactor;
  const top = warmFraction * total - 1; // where the peak lies: between two steps, as a rule
  const middle = threePhase ? [[2 * top, initial]] : [];
  const corners = [[0, initial], [top, peak], ...middle, [total - 1, final]];
  const between = anneal === "cos" ? cosine : straight;
  return t.map((step) => {
    const next = corners.findIndex(([at], i) => i > 0 && step <= at); // the corner that this step heads for
    const [[start, from], [end, to]] = [corners[next - 1], corners[next]];
    return between(from, to, (step - start) / (end - start));
  });
}

/** metric [n] → [n + 1]: the rate before the first epoch, and the rate after each. */
export function reduceOnPlateau(metric: Vector, lr: number, options: PlateauOptions): Vector {
  const { factor, patience, cooldown, minRate, eps } = options;
  const rates = [lr];
  let [best, bad, cooling] = [options.mode === "min" ? Infinity : -Infinity, 0, 0];
  for (const value of metric) {
    if (improves(value, best, options)) [best, bad] = [value, 0];
    else bad++;
    if (cooling > 0) [cooling, bad] = [cooling - 1, 0];
    let rate = rates[rates.length - 1];
    if (bad > patience) {
      const lower = Math.max(rate * factor, minRate);
      if (rate - lower > eps) rate = lower;
      [cooling, bad] = [cooldown, 0];
    }
    rates.push(rate);
  }
  return rates;
}

/** losses, rates [n] → the smoothed losses up to the explosion [m], and the rates where they fall fastest and where they are lowest. */
export function rangeTest(
  losses: Vector,
  rates: Vector,
  beta: number,
  explosion: number,
): { smoothed: Vector; steepest: number | null; lowest: number | null } {
  const smoothed: Vector = [];
  let [average, least] = [0, Infinity];
  for (const loss of losses) {
    average = beta * average + (1 - beta) * loss;
    const value = average / (1 - beta ** (smoothed.length + 1));
    if (!Number.isFinite(value) || value > explosion * least) break;
    smoothed.push(value);
    least = Math.min(least, value);
  }
  const slopes = smoothed.slice(1).map((value, i) => (value - smoothed[i]) / Math.log(rates[i + 1] / rates[i])); // [m - 1]
  return {
    smoothed,
    steepest: slopes.length > 0 ? rates[indexOfLeast(slopes) + 1] : null,
    lowest: smoothed.length > 0 ? rates[indexOfLeast(smoothed)] : null,
  };
}

/** Half a cosine: `from` at progress 0, `to` at 1. */
function cosine(from: number, to: number, progress: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * progress))) / 2;
}

function straight(from: number, to: number, progress: number): number {
  return from + (to - from) * progress;
}

/** Whole numbers only: a logarithm would miss a restart now and then. */
function cycleAt(step: number, first: number, mult: number): { position: number; length: number } {
  if (mult === 1) return { position: step % first, length: first };
  let [position, length] = [step, first];
  while (position >= length) [position, length] = [position - length, length * mult];
  return { position, length };
}

/** Better than the best by more than the threshold. NaN is never better. */
function improves(value: number, best: number, { mode, threshold, thresholdMode }: PlateauOptions): boolean {
  const sign = mode === "min" ? -1 : 1;
  const bar = thresholdMode === "rel" ? best * (1 + sign * threshold) : best + sign * threshold;
  return mode === "min" ? value < bar : value > bar;
}

/** The first one, if several are least. */
function indexOfLeast(x: Vector): number {
  return x.reduce((least, value, i) => (value < x[least] ? i : least), 0);
}
