/** The optimizers on tensors; the gradient of a named objective is tfjs's own. */
import type { Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type {
  AdagradOptions,
  AdamOptions,
  AdamState,
  AdamwOptions,
  LionOptions,
  LionState,
  MomentumOptions,
  MomentumState,
  NadamOptions,
  NadamState,
  RmspropOptions,
  Run,
  SgdOptions,
  SgdState,
  SquareState,
} from "./float64.ts";

/** Vectors of a state are tensors here, its numbers stay numbers. */
type On<State> = { [Key in keyof State]: State[Key] extends Vector ? tf.Tensor1D | Vector : State[Key] };
type Input = tf.Tensor1D | Vector;

export function sgd({ t }: On<SgdState>, params: Input, grads: Input, { lr }: SgdOptions) {
  return { state: { t: t + 1 }, params: tf.add(params, tf.mul(-lr, grads)) as tf.Tensor1D };
}

export function momentum(
  { t, v }: On<MomentumState>,
  params: Input,
  grads: Input,
  { lr, mu, nesterov }: MomentumOptions,
) {
  const roll = (velocity: Input): tf.Tensor1D => tf.sub(tf.mul(mu, velocity), tf.mul(lr, grads));
  const velocity = roll(v);
  return {
    state: { t: t + 1, v: velocity },
    params: tf.add(params, nesterov ? roll(velocity) : velocity) as tf.Tensor1D,
  };
}

export function adagrad({ t, s }: On<SquareState>, params: Input, grads: Input, { lr, eps }: AdagradOptions) {
  const sum: tf.Tensor1D = tf.add(s, tf.square(grads));
  return { state: { t: t + 1, s: sum }, params: move(params, lr, grads, tf.sqrt(sum), eps) };
}

export function rmsprop({ t, s }: On<SquareState>, params: Input, grads: Input, { lr, rho, eps }: RmspropOptions) {
  const average = towards(s, tf.square(grads), 1 - rho);
  return { state: { t: t + 1, s: average }, params: move(params, lr, grads, tf.sqrt(average), eps) };
}

export function adam({ t, m, v }: On<AdamState>, params: Input, grads: Input, { lr, beta1, beta2, eps }: AdamOptions) {
  const state = { t: t + 1, m: towards(m, grads, 1 - beta1), v: towards(v, tf.square(grads), 1 - beta2) };
  const root = tf.sqrt(tf.div(state.v, 1 - beta2 ** state.t));
  return { state, params: move(params, lr / (1 - beta1 ** state.t), state.m, root, eps) };
}

export function adamw(state: On<AdamState>, params: Input, grads: Input, options: AdamwOptions) {
  const { lr, weightDecay } = options;
  const stepped = adam(state, params, grads, options);
  return { state: stepped.state, params: tf.sub(stepped.params, tf.mul(lr * weightDecay, params)) as tf.Tensor1D };
}

export function nadam(
  { t, m, v, product }: On<NadamState>,
  params: Input,
  grads: Input,
  { lr, beta1, beta2, eps, momentumDecay }: NadamOptions,
) {
  const [now, later] = [t + 1, t + 2].map((k) => beta1 - (beta1 / 2) * 0.96 ** (k * momentumDecay));
  const state = {
    t: t + 1,
    m: towards(m, grads, 1 - beta1),
    v: towards(v, tf.square(grads), 1 - beta2),
    product: product * now,
  };
  const root = tf.sqrt(tf.div(state.v, 1 - beta2 ** state.t));
  const byGradient = move(params, (lr * (1 - now)) / (1 - state.product), grads, root, eps);
  return { state, params: move(byGradient, (lr * later) / (1 - state.product * later), state.m, root, eps) };
}

export function lion(
  { t, m }: On<LionState>,
  params: Input,
  grads: Input,
  { lr, beta1, beta2, weightDecay }: LionOptions,
) {
  const direction = tf.sign(towards(m, grads, 1 - beta1));
  const kept = tf.mul(1 - lr * weightDecay, params);
  return {
    state: { t: t + 1, m: towards(m, grads, 1 - beta2) },
    params: tf.sub(kept, tf.mul(lr, direction)) as tf.Tensor1D,
  };
}

export async function compareOn(
  gradient: (w: tf.Tensor1D) => tf.Tensor1D,
  start: Vector,
  target: Vector,
  tolerance: number,
  steps: number,
  runs: Run[],
) {
  return Promise.all(
    runs.map(async (run) => {
      const advance = optimizerOf(run, start.length);
      const points: tf.Tensor1D[] = [tf.tensor1d(start)];
      for (let k = 0; k < steps; k++) points.push(advance(points[k], gradient(points[k])));
      const trajectory = tf.stack(points); // [steps + 1, n]
      const distances = tf.norm(tf.sub(trajectory, tf.tensor1d(target)), "euclidean", 1); // [steps + 1]
      const near = (await distances.array()) as Vector;
      const hit = near.findIndex((distance) => distance <= tolerance);
      return { trajectory, distance: tf.squeeze(tf.slice(distances, [steps], [1])), reached: hit < 0 ? null : hit };
    }),
  );
}

/** w - rate · direction / (root + eps). */
function move(params: Input, rate: number, direction: Input, root: tf.Tensor, eps: number): tf.Tensor1D {
  return tf.sub(params, tf.mul(rate, tf.div(direction, tf.add(root, eps))));
}

/** From old a share of the way towards fresh. */
function towards(old: Input, fresh: Input | tf.Tensor, share: number): tf.Tensor1D {
  return tf.add(old, tf.mul(share, tf.sub(fresh, old)));
}

type Advance = (params: tf.Tensor1D, grads: tf.Tensor1D) => tf.Tensor1D;

function optimizerOf(run: Run, n: number): Advance {
  const none = () => tf.zeros([n]) as tf.Tensor1D;
  switch (run.method) {
    case "sgd":
      return remembering(sgd, { t: 0 }, run.options);
    case "momentum":
      return remembering(momentum, { t: 0, v: none() }, run.options);
    case "adagrad":
      return remembering(adagrad, { t: 0, s: none() }, run.options);
    case "rmsprop":
      return remembering(rmsprop, { t: 0, s: none() }, run.options);
    case "adam":
      return remembering(adam, { t: 0, m: none(), v: none() }, run.options);
    case "adamw":
      return remembering(adamw, { t: 0, m: none(), v: none() }, run.options);
    case "nadam":
      return remembering(nadam, { t: 0, m: none(), v: none(), product: 1 }, run.options);
    case "lion":
      return remembering(lion, { t: 0, m: none() }, run.options);
  }
}

function remembering<State, Options>(
  step: (state: State, params: Input, grads: Input, options: Options) => { state: unknown; params: tf.Tensor1D },
  fresh: State,
  options: Options,
): Advance {
  let state = fresh;
  return (params, grads) => {
    const stepped = step(state, params, grads, options);
    state = stepped.state as State;
    return stepped.params;
  };
}
