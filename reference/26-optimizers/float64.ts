/**
 * Eight first-order optimizers by hand, each one step: (state, params, grads, options) → { state, params }, all vectors [n].
 * Sources: Sutskever, Martens, Dahl and Hinton (2013), "On the importance of initialization and momentum in deep learning"; Duchi, Hazan and
 * Singer (2011), "Adaptive subgradient methods for online learning and stochastic optimization"; Tieleman and Hinton (2012), "Lecture 6.5:
 * RMSProp"; Kingma and Ba (2015), "Adam: A method for stochastic optimization"; Loshchilov and Hutter (2019), "Decoupled weight decay
 * regularization"; Dozat (2016), "Incorporating Nesterov momentum into Adam"; Chen et al. (2023), "Symbolic discovery of optimization algorithms".
 */
import { type Matrix, type Vector, zeros } from "katagrad/nd";

export interface SgdState {
  t: number;
}
export interface MomentumState {
  t: number;
  v: Vector;
}
export interface SquareState {
  t: number;
  s: Vector;
}
export interface AdamState {
  t: number;
  m: Vector;
  v: Vector;
}
export interface NadamState extends AdamState {
  product: number;
}
export interface LionState {
  t: number;
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
  trajectory: Matrix;
  distance: number;
  reached: number | null;
}

interface Stepped<State> {
  state: State;
  params: Vector;
}

/** No memory but the counter. */
export function sgd({ t }: SgdState, params: Vector, grads: Vector, { lr }: SgdOptions): Stepped<SgdState> {
  return { state: { t: t + 1 }, params: params.map((w, i) => w - lr * grads[i]) };
}

/** The velocity v is a displacement. With `nesterov` params are the look-ahead points, so that the gradient is taken where they are. */
export function momentum(
  { t, v }: MomentumState,
  params: Vector,
  grads: Vector,
  { lr, mu, nesterov }: MomentumOptions,
): Stepped<MomentumState> {
  const velocity = v.map((vi, i) => mu * vi - lr * grads[i]); // [n]
  const move = nesterov ? velocity.map((next, i) => mu * next - lr * grads[i]) : velocity; // [n]
  return { state: { t: t + 1, v: velocity }, params: params.map((w, i) => w + move[i]) };
}

/** Divides by the root of the sum of all squares so far. */
export function adagrad(
  { t, s }: SquareState,
  params: Vector,
  grads: Vector,
  { lr, eps }: AdagradOptions,
): Stepped<SquareState> {
  const sum = s.map((si, i) => si + grads[i] ** 2); // [n]
  const next = params.map((w, i) => w - (lr * grads[i]) / (Math.sqrt(sum[i]) + eps)); // [n]
  return { state: { t: t + 1, s: sum }, params: next };
}

/** Divides by the root of a running average of squares, which forgets. */
export function rmsprop(
  { t, s }: SquareState,
  params: Vector,
  grads: Vector,
  { lr, rho, eps }: RmspropOptions,
): Stepped<SquareState> {
  const average = blend(rho, s, squares(grads)); // [n]
  const next = params.map((w, i) => w - (lr * grads[i]) / (Math.sqrt(average[i]) + eps)); // [n]
  return { state: { t: t + 1, s: average }, params: next };
}

/** Averages of g and of g², each divided by 1 - βᵗ, the sum of its weights. The state keeps them undivided. */
export function adam(
  { t, m, v }: AdamState,
  params: Vector,
  grads: Vector,
  { lr, beta1, beta2, eps }: AdamOptions,
): Stepped<AdamState> {
  const step = t + 1;
  const mean = blend(beta1, m, grads); // [n]
  const square = blend(beta2, v, squares(grads)); // [n]
  const [total1, total2] = [1 - beta1 ** step, 1 - beta2 ** step];
  const next = params.map((w, i) => w - (lr * (mean[i] / total1)) / (Math.sqrt(square[i] / total2) + eps)); // [n]
  return { state: { t: step, m: mean, v: square }, params: next };
}

/** The decay shrinks the weights beside the step; the averages never see it. */
export function adamw(state: AdamState, params: Vector, grads: Vector, options: AdamwOptions): Stepped<AdamState> {
  const shrunk = params.map((w) => w * (1 - options.lr * options.weightDecay)); // [n]
  return adam(state, shrunk, grads, options);
}

/** Adam whose first moment looks one step ahead, with a momentum μₜ that warms up; `product` is μ₁ μ₂ … μₜ. */
export function nadam(
  { t, m, v, product }: NadamState,
  params: Vector,
  grads: Vector,
  { lr, beta1, beta2, eps, momentumDecay }: NadamOptions,
): Stepped<NadamState> {
  const warm = (k: number) => beta1 * (1 - 0.5 * 0.96 ** (k * momentumDecay));
  const step = t + 1;
  const [now, later] = [warm(step), warm(step + 1)];
  const soFar = product * now;
  const first = blend(beta1, m, grads); // [n]
  const second = blend(beta2, v, squares(grads)); // [n]
  const next = params.map((w, i) => {
    const ahead = (later * first[i]) / (1 - soFar * later) + ((1 - now) * grads[i]) / (1 - soFar);
    const root = Math.sqrt(second[i] / (1 - beta2 ** step)) + eps;
    return w - (lr * ahead) / root;
  }); // [n]
  return { state: { t: step, m: first, v: second, product: soFar }, params: next };
}

/** Only the sign of a blend moves the weights; what is remembered is another blend. */
export function lion(
  { t, m }: LionState,
  params: Vector,
  grads: Vector,
  { lr, beta1, beta2, weightDecay }: LionOptions,
): Stepped<LionState> {
  const direction = blend(beta1, m, grads).map(Math.sign); // [n]
  const next = params.map((w, i) => w - lr * (direction[i] + weightDecay * w)); // [n]
  return { state: { t: t + 1, m: blend(beta2, m, grads) }, params: next };
}

/** Every run from the same start [n] with a fresh state: its points [steps + 1, n], how far the last is from the target, and when one was near. */
export function compareOn(
  gradient: (w: Vector) => Vector,
  start: Vector,
  target: Vector,
  tolerance: number,
  steps: number,
  runs: Run[],
): Outcome[] {
  return runs.map((run) => {
    const advance = optimizerOf(run, start.length);
    const trajectory = [[...start]];
    for (let k = 0; k < steps; k++) trajectory.push(advance(trajectory[k], gradient(trajectory[k])));
    const distances = trajectory.map((w) => Math.hypot(...w.map((wi, i) => wi - target[i]))); // [steps + 1]
    const hit = distances.findIndex((distance) => distance <= tolerance);
    return { trajectory, distance: distances[steps], reached: hit === -1 ? null : hit };
  });
}

/** β · old + (1 - β) · fresh, [n]. */
function blend(beta: number, old: Vector, fresh: Vector): Vector {
  return old.map((oi, i) => beta * oi + (1 - beta) * fresh[i]);
}

function squares(x: Vector): Vector {
  return x.map((xi) => xi * xi);
}

type Advance = (params: Vector, grads: Vector) => Vector;
type Step<State, Options> = (state: State, params: Vector, grads: Vector, options: Options) => Stepped<State>;

/** A step that keeps its state to itself, fresh at first. */
function optimizerOf(run: Run, n: number): Advance {
  switch (run.method) {
    case "sgd":
      return remembering(sgd, { t: 0 }, run.options);
    case "momentum":
      return remembering(momentum, { t: 0, v: zeros(n) }, run.options);
    case "adagrad":
      return remembering(adagrad, { t: 0, s: zeros(n) }, run.options);
    case "rmsprop":
      return remembering(rmsprop, { t: 0, s: zeros(n) }, run.options);
    case "adam":
      return remembering(adam, { t: 0, m: zeros(n), v: zeros(n) }, run.options);
    case "adamw":
      return remembering(adamw, { t: 0, m: zeros(n), v: zeros(n) }, run.options);
    case "nadam":
      return remembering(nadam, { t: 0, m: zeros(n), v: zeros(n), product: 1 }, run.options);
    case "lion":
      return remembering(lion, { t: 0, m: zeros(n) }, run.options);
  }
}

function remembering<State, Options>(step: Step<State, Options>, fresh: State, options: Options): Advance {
  let state = fresh;
  return (params, grads) => {
    const stepped = step(state, params, grads, options);
    state = stepped.state;
    return stepped.params;
  };
}
