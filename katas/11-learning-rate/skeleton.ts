import type { Vector } from "katagrad/nd";

export interface OneCycleOptions {
  /** The highest rate. */
  peak: number;
  /** How many steps the run has: 0 … total - 1. */
  total: number;
  /** The share of the run in which the rate climbs. */
  warmFraction: number;
  /** The first rate is peak / divFactor. */
  divFactor: number;
  /** The last rate is the first rate / finalDivFactor. */
  finalDivFactor: number;
  /** The form of every phase. */
  anneal: "cos" | "linear";
  /** Whether the rate first comes down to the first rate, and then to the last. */
  threePhase: boolean;
}

export interface PlateauOptions {
  /** Whether a smaller or a larger value is better. */
  mode: "min" | "max";
  /** What the rate is multiplied by. */
  factor: number;
  /** How many bad epochs in a row are tolerated. */
  patience: number;
  /** What counts as no improvement. */
  threshold: number;
  /** Whether the threshold is a share of the best value or a difference. */
  thresholdMode: "rel" | "abs";
  /** For how many epochs after a drop no epoch counts as bad. */
  cooldown: number;
  /** The rate does not fall below it. */
  minRate: number;
  /** A change of no more than this is not made. */
  eps: number;
}

/**
 * The rate drops by the factor gamma every so many steps.
 * @param t step numbers, [n], in any order
 * @param lr the rate in step 0
 * @returns the rate in force during each of the steps, [n]
 */
export function stepDecay(t: Vector, lr: number, gamma: number, every: number): Vector {
  throw new Error("not implemented");
}

/** The rate drops by the factor gamma in each step. t [n] → rates [n]. */
export function exponentialDecay(t: Vector, lr: number, gamma: number): Vector {
  throw new Error("not implemented");
}

/** lr / (1 + decay · t). t [n] → rates [n]. */
export function inverseTimeDecay(t: Vector, lr: number, decay: number): Vector {
  throw new Error("not implemented");
}

/**
 * From lr in step 0 to end in step total along a power of what is left; end from there on.
 * @param t step numbers, [n]
 * @returns rates, [n]
 */
export function polynomialDecay(t: Vector, lr: number, end: number, total: number, power: number): Vector {
  throw new Error("not implemented");
}

/**
 * Half a cosine from lr in step 0 to min in step half, and back to lr in step 2 · half, and so on.
 * @param t step numbers, [n]
 * @returns rates, [n]
 */
export function cosineAnnealing(t: Vector, lr: number, min: number, half: number): Vector {
  throw new Error("not implemented");
}

/**
 * Cycles of half a cosine, each from lr towards min, with a jump back to lr.
 * @param t step numbers, [n], up to 1e9
 * @param first the length of the first cycle
 * @param mult every cycle is so many times as long as the one before; a whole number, 1 or more
 * @returns rates, [n]
 */
export function warmRestarts(t: Vector, lr: number, min: number, first: number, mult: number): Vector {
  throw new Error("not implemented");
}

/**
 * A linear warm-up over the steps 0 … warmup - 1, then half a cosine from lr in step warmup to min in step total; min from there on.
 * @param t step numbers, [n]
 * @returns rates, [n]
 */
export function warmupCosine(t: Vector, lr: number, min: number, warmup: number, total: number): Vector {
  throw new Error("not implemented");
}

/**
 * The one-cycle policy, as in PyTorch, without its momentum.
 * @param t step numbers from 0 to total - 1, [n]
 * @returns rates, [n]
 */
export function oneCycle(t: Vector, options: OneCycleOptions): Vector {
  throw new Error("not implemented");
}

/**
 * A rate that falls when a metric has stopped getting better.
 * @param metric its value after each epoch, [n]
 * @param lr the rate in the first epoch
 * @returns lr, and then the rate after each epoch: [n + 1]
 */
export function reduceOnPlateau(metric: Vector, lr: number, options: PlateauOptions): Vector {
  throw new Error("not implemented");
}

/**
 * The evaluation of a learning rate range test.
 * @param losses the loss of each batch, [n]
 * @param rates the rate with which that batch was trained, [n], increasing
 * @param beta the decay of the moving average, 0 or more and less than 1
 * @param explosion the test ends when the smoothed loss exceeds its least value so far times this
 * @returns smoothed [m], m ≤ n, what came before the end of the test; the rate where it falls fastest; the rate where it is lowest
 */
export function rangeTest(
  losses: Vector,
  rates: Vector,
  beta: number,
  explosion: number,
): { smoothed: Vector; steepest: number | null; lowest: number | null } {
  throw new Error("not implemented");
}
