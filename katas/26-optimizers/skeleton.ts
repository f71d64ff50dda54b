import type { Matrix, Vector } from "katagrad/nd";

// In every state t counts the steps that are done: 0 before the first one. All vectors of a step have the same length n.

export interface SgdState {
  t: number;
}

export interface MomentumState {
  t: number;
  /** Velocity, a displacement, [n]. */
  v: Vector;
}

export interface SquareState {
  t: number;
  /** Sum (Adagrad) or running average (RMSprop) of squared gradients, [n]. */
  s: Vector;
}

export interface AdamState {
  t: number;
  /** Running average of the gradients, not bias-corrected, [n]. */
  m: Vector;
  /** Running average of their squares, not bias-corrected, [n]. */
  v: Vector;
}

export interface NadamState extends AdamState {
  /** μ₁ μ₂ … μₜ; 1 before the first step. */
  product: number;
}

export interface LionState {
  t: number;
  /** Running average of the gradients, [n]. */
  m: Vector;
}

export interface SgdOptions {
  lr: number;
}

export interface MomentumOptions {
  lr: number;
  mu: number;
  nesterov: boolean;
}

export interface AdagradOptions {
  lr: number;
  eps: number;
}

export interface RmspropOptions {
  lr: number;
  rho: number;
  eps: number;
}

export interface AdamOptions {
  lr: number;
  beta1: number;
  beta2: number;
  eps: number;
}

export interface AdamwOptions extends AdamOptions {
  weightDecay: number;
}

export interface NadamOptions extends AdamOptions {
  momentumDecay: number;
}

export interface LionOptions {
  lr: number;
  beta1: number;
  beta2: number;
  weightDecay: number;
}

export type Run =
  | { method: "sgd"; options: SgdOptions }
  | { method: "momentum"; options: MomentumOptions }
  | { method: "adagrad"; options: AdagradOptions }
  | { method: "rmsprop"; options: RmspropOptions }
  | { method: "adam"; options: AdamOptions }
  | { method: "adamw"; options: AdamwOptions }
  | { method: "nadam"; options: NadamOptions }
  | { method: "lion"; options: LionOptions };

export interface Outcome {
  /** The points, the start first, [steps + 1, n]. */
  trajectory: Matrix;
  /** Euclidean distance of the last point from the target. */
  distance: number;
  /** Number of the first point that is near the target, the start being 0; null if there is none. */
  reached: number | null;
}

/** Plain gradient descent: w ← w - ηg. */
export function sgd(
  state: SgdState,
  params: Vector,
  grads: Vector,
  options: SgdOptions,
): { state: SgdState; params: Vector } {
  throw new Error("not implemented");
}

/** Classical momentum, v ← μv - ηg and w ← w + v, or Nesterov's in the form w ← w + μv - ηg with the new v. */
export function momentum(
  state: MomentumState,
  params: Vector,
  grads: Vector,
  options: MomentumOptions,
): { state: MomentumState; params: Vector } {
  throw new Error("not implemented");
}

/** s is the sum of the squared gradients. ε is outside the root. */
export function adagrad(
  state: SquareState,
  params: Vector,
  grads: Vector,
  options: AdagradOptions,
): { state: SquareState; params: Vector } {
  throw new Error("not implemented");
}

/** s is a running average of the squared gradients with decay ρ. ε is outside the root. */
export function rmsprop(
  state: SquareState,
  params: Vector,
  grads: Vector,
  options: RmspropOptions,
): { state: SquareState; params: Vector } {
  throw new Error("not implemented");
}

/** Both averages bias-corrected; ε outside the root, added after the correction. */
export function adam(
  state: AdamState,
  params: Vector,
  grads: Vector,
  options: AdamOptions,
): { state: AdamState; params: Vector } {
  throw new Error("not implemented");
}

/** Adam with decoupled weight decay: the weights shrink by the factor 1 - ηλ, and the averages see nothing of it. */
export function adamw(
  state: AdamState,
  params: Vector,
  grads: Vector,
  options: AdamwOptions,
): { state: AdamState; params: Vector } {
  throw new Error("not implemented");
}

/** Adam with Nesterov's look-ahead and Dozat's momentum schedule. */
export function nadam(
  state: NadamState,
  params: Vector,
  grads: Vector,
  options: NadamOptions,
): { state: NadamState; params: Vector } {
  throw new Error("not implemented");
}

/** A step along the sign of a blend of average and gradient, with decoupled weight decay. sign(0) = 0. */
export function lion(
  state: LionState,
  params: Vector,
  grads: Vector,
  options: LionOptions,
): { state: LionState; params: Vector } {
  throw new Error("not implemented");
}

/**
 * Several optimizers from one start on one objective, each with a fresh state.
 * @param gradient gives the gradient at any point, [n] to [n]
 * @param start [n]
 * @param target the point to reach, [n]
 * @param tolerance how near a point must be to have reached it
 * @param steps how many steps each run makes, 0 or more
 * @param runs a method and its options each
 * @returns one outcome a run, in the order of the runs
 */
export function compareOn(
  gradient: (w: Vector) => Vector,
  start: Vector,
  target: Vector,
  tolerance: number,
  steps: number,
  runs: Run[],
): Outcome[] {
  throw new Error("not implemented");
}
