import type { Matrix, Vector } from "katagrad/nd";

/** Tensors by name, such as "encoder.0.W". Each is a vector or a matrix. */
export type Params = Record<string, Vector | Matrix>;

export interface Layer {
  /** [in, out] */
  W: Matrix;
  /** [out] */
  b: Vector;
}

/**
 * Takes over what fits from a pretrained model.
 * @param target the new model's parameters
 * @param source the pretrained ones
 * @returns params, with the target's names; the target's names that the source lacks (missing) or has in another shape (mismatched); the source's names that the target lacks (unexpected)
 */
export function loadPretrained(
  target: Params,
  source: Params,
): { params: Params; missing: string[]; mismatched: string[]; unexpected: string[] } {
  throw new Error("not implemented");
}

/**
 * What the first layers make of an input. A ReLU follows every layer of the network but its last.
 * @param layers the whole network, from input to output
 * @param x [N, D]
 * @param depth how many layers, from 0 to all of them
 * @returns [N, width]
 */
export function extractFeatures(layers: Layer[], x: Matrix, depth: number): Matrix {
  throw new Error("not implemented");
}

/**
 * Softmax regression on fixed features, by full-batch gradient descent from zero.
 * @param features [N, D]
 * @param labels class indices, [N]
 * @param classes their number C
 * @param options rate, number of steps, strength of the penalty ½ l2 Σ W²
 * @returns W [D, C], b [C]; losses [steps + 1], penalty included: before the first step and after each
 */
export function linearProbe(
  features: Matrix,
  labels: Vector,
  classes: number,
  options: { lr: number; steps: number; l2: number },
): { W: Matrix; b: Vector; losses: Vector } {
  throw new Error("not implemented");
}

/**
 * One step of gradient descent with frozen names and a rate for each group of names.
 * @param params parameters by name
 * @param grads their gradients, under the same names
 * @param frozen prefixes of names that must not move
 * @param rates the rate by prefix; the longest that covers a name counts
 * @param weightDecay λ, for matrices only
 * @returns the parameters after the step
 */
export function fineTuneStep(
  params: Params,
  grads: Params,
  frozen: string[],
  rates: Record<string, number>,
  weightDecay: number,
): Params {
  throw new Error("not implemented");
}

/**
 * Rates for gradual unfreezing from the output down, with discriminative rates.
 * @param schedule groups and epochs; a further group wakes after every `every` epochs; lr is the last group's rate, and each group below has it divided by decay once more
 * @returns [epochs, groups], groups from input to output; 0 while a group is frozen
 */
export function gradualUnfreeze(schedule: {
  groups: number;
  epochs: number;
  every: number;
  lr: number;
  decay: number;
}): Matrix {
  throw new Error("not implemented");
}

/**
 * The L2-SP penalty: ½α Σ (w - w⁰)² over pretrained tensors plus ½β Σ w² over new ones.
 * @param params parameters by name
 * @param pretrained the starting point w⁰ by name; what it lacks, or has in another shape, is new
 * @returns penalty, a number; gradient, with the names and shapes of params
 */
export function l2sp(
  params: Params,
  pretrained: Params,
  alpha: number,
  beta: number,
): { penalty: number; gradient: Params } {
  throw new Error("not implemented");
}

/**
 * Loss and gradients of a network some of whose layers are frozen.
 * @param layers the network, from input to output; a ReLU follows every layer but the last
 * @param x [N, D]
 * @param labels class indices, [N]
 * @param frozen one flag a layer
 * @returns loss, the mean cross-entropy; gradients, one entry a layer, null if it is frozen; dx [N, D]
 */
export function backwardThroughFrozen(
  layers: Layer[],
  x: Matrix,
  labels: Vector,
  frozen: boolean[],
): { loss: number; gradients: (Layer | null)[]; dx: Matrix } {
  throw new Error("not implemented");
}
