import type { Matrix, Vector } from "katagrad/nd";

/** The moving averages of Adam, [n] each, and the number of steps made so far: 0 before the first. */
interface AdamState {
  m: Vector;
  v: Vector;
  t: number;
}

interface AdamOptions {
  lr: number;
  beta1: number;
  beta2: number;
  eps: number;
  /** Strength of the penalty, or of the decay. */
  decay: number;
}

/** Of each feature, [D]. */
interface Statistics {
  mean: Vector;
  variance: Vector;
}

interface BatchNormOptions {
  /** The weight of the new value. */
  momentum: number;
  eps: number;
  training: boolean;
}

/**
 * Cuts every column that is longer than the limit back to that length.
 * @param W weights of a dense layer, [in, out]
 * @returns [in, out]
 */
export function maxNorm(W: Matrix, limit: number): Matrix {
  throw new Error("not implemented");
}

/** Gives every column of W [in, out] the length 1; a column of zeros stays as it is. */
export function unitNorm(W: Matrix): Matrix {
  throw new Error("not implemented");
}

/**
 * One step of Adam on loss + ½ decay ‖w‖².
 * @param g gradient of the loss alone at w, [n]
 * @returns the weights and the state after the step
 */
export function l2Step(w: Vector, g: Vector, state: AdamState, options: AdamOptions): { w: Vector; state: AdamState } {
  throw new Error("not implemented");
}

/** One step of AdamW: the same arguments and result, the decay decoupled from the gradient. */
export function decoupledWeightDecayStep(
  w: Vector,
  g: Vector,
  state: AdamState,
  options: AdamOptions,
): { w: Vector; state: AdamState } {
  throw new Error("not implemented");
}

/**
 * Softmax cross-entropy against smoothed targets, mean over the batch, and its gradient.
 * @param logits [N, K]
 * @param labels [N], integers from 0 to K - 1
 * @param epsilon the mass that is spread evenly over all K classes
 * @returns the loss, and its gradient [N, K]
 */
export function labelSmoothingLoss(logits: Matrix, labels: Vector, epsilon: number): { loss: number; dlogits: Matrix } {
  throw new Error("not implemented");
}

/**
 * Batch normalization of the columns of x.
 * @param x [N, D]
 * @param gamma [D]
 * @param beta [D]
 * @param running the statistics for evaluation, before this call
 * @returns out [N, D], and the running statistics after this call
 */
export function batchNormForward(
  x: Matrix,
  gamma: Vector,
  beta: Vector,
  running: Statistics,
  options: BatchNormOptions,
): { out: Matrix; running: Statistics } {
  throw new Error("not implemented");
}

/**
 * The gradients of Σ out·dout, where { out } = batchNormForward(x, gamma, beta, running, options).
 * @param dout [N, D]
 * @returns dx [N, D], dgamma [D], dbeta [D]
 */
export function batchNormBackward(
  dout: Matrix,
  x: Matrix,
  gamma: Vector,
  running: Statistics,
  options: BatchNormOptions,
): { dx: Matrix; dgamma: Vector; dbeta: Vector } {
  throw new Error("not implemented");
}

/**
 * A residual block whose branch is skipped at random in training.
 * @param x what the skip connection carries, [N, D]
 * @param branch the output of the block's branch, [N, D]
 * @param rate probability of skipping the branch
 * @param mode one draw for each row, or one for the whole batch
 * @param rng uniform on [0, 1)
 * @returns [N, D]
 */
export function stochasticDepth(
  x: Matrix,
  branch: Matrix,
  rate: number,
  mode: "row" | "batch",
  rng: () => number,
  training: boolean,
): Matrix {
  throw new Error("not implemented");
}

/**
 * W divided by its largest singular value, which power iteration estimates.
 * @param W [in, out]
 * @param u where the iteration starts, [out]
 * @param iterations at least 1
 * @returns W / sigma [in, out], sigma, and the vectors after the last iteration: u [out], v [in]
 */
export function spectralNormalize(
  W: Matrix,
  u: Vector,
  iterations: number,
): { W: Matrix; sigma: number; u: Vector; v: Vector } {
  throw new Error("not implemented");
}

/**
 * One update of the moving average of the weights.
 * @param average before the update, [n]
 * @param w the weights now, [n]
 * @param t number of this update, 1 for the first
 * @returns the average after the update, [n]
 */
export function weightAverage(average: Vector, w: Vector, decay: number, t: number, warmup: boolean): Vector {
  throw new Error("not implemented");
}
