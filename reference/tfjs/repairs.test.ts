/**
 * Every repaired operation is linear, so its gradient must be its adjoint: ⟨f(eᵢ), g⟩ for each basis image eᵢ, by tfjs's own forward. Each gradient is
 * held to that twice: upstream's fails, or throws, and ours passes.
 */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import { beforeAll, describe, expect, it } from "vitest";
import { alongAxis } from "./linear-maps.ts";
import { registerRepairs } from "./repairs.ts";

type Linear = (x: tf.Tensor) => tf.Tensor;

interface Fault {
  readonly what: string;
  readonly kernel: string;
  readonly shape: number[];
  readonly f: Linear;
}

const image = (x: tf.Tensor) => x as tf.Tensor4D;

const FAULTS: Fault[] = [
  {
    what: "avgPool with 'same' padding",
    kernel: tf.AvgPool,
    shape: [1, 5, 4, 2],
    f: (x) => tf.avgPool(image(x), [3, 2], [2, 1], "same"),
  },
  { what: "cumsum off the last axis", kernel: tf.Cumsum, shape: [3, 3], f: (x) => tf.cumsum(x, 0) },
  { what: "cumsum, not square", kernel: tf.Cumsum, shape: [2, 4], f: (x) => tf.cumsum(x, 0, true, true) },
  {
    what: "mirrorPad, reflect",
    kernel: tf.MirrorPad,
    shape: [3, 4],
    f: (x) => tf.mirrorPad(x, [[1, 2], [2, 1]], "reflect"), // biome-ignore format: before and after, for each axis
  },
  {
    what: "mirrorPad, symmetric",
    kernel: tf.MirrorPad,
    shape: [3, 4],
    f: (x) => tf.mirrorPad(x, [[1, 2], [2, 1]], "symmetric"), // biome-ignore format: before and after, for each axis
  },
  {
    what: "resizeBilinear of an image that is not square",
    kernel: tf.ResizeBilinear,
    shape: [1, 3, 4, 1],
    f: (x) => tf.image.resizeBilinear(image(x), [5, 7]),
  },
  {
    what: "resizeBilinear with half-pixel centres",
    kernel: tf.ResizeBilinear,
    shape: [1, 3, 4, 1],
    f: (x) => tf.image.resizeBilinear(image(x), [5, 6], false, true),
  },
  {
    what: "resizeBilinear with aligned corners",
    kernel: tf.ResizeBilinear,
    shape: [1, 4, 3, 1],
    f: (x) => tf.image.resizeBilinear(image(x), [7, 2], true),
  },
  {
    what: "flipLeftRight",
    kernel: tf.FlipLeftRight,
    shape: [1, 2, 3, 1],
    f: (x) => tf.image.flipLeftRight(image(x)),
  },
  { what: "split into one part", kernel: tf.SplitV, shape: [3, 2], f: (x) => tf.split(x, 1, 0)[0] },
  { what: "unstack of one row", kernel: tf.Unpack, shape: [1, 4], f: (x) => tf.unstack(x)[0] },
  {
    what: "where(x > 0, …)",
    kernel: tf.Greater,
    shape: [2, 3],
    // With a constant condition the choice is linear; the comparison alone used to stop the gradient.
    f: (x) => tf.where(tf.greater(tf.add(tf.mul(x, 0), tf.tensor2d([[1, -1, 1], [-1, 1, -1]])), 0), x, tf.mul(x, 3)), // biome-ignore format: a matrix
  },
];

/** The upstream gradients of tfjs, as registered before ours. */
const upstream = new Map(FAULTS.map(({ kernel }) => [kernel, tf.getGradient(kernel)]));

beforeAll(async () => {
  await tf.setBackend("cpu");
});

function useUpstream(kernel: string): void {
  tf.unregisterGradient(kernel);
  const config = upstream.get(kernel);
  if (config) tf.registerGradient(config);
}

/** How far tfjs's gradient is from the adjoint. */
async function errorOf({ f, shape }: Fault): Promise<number> {
  const size = shape.reduce((product, n) => product * n, 1);
  const g = tf.randomNormal(f(tf.zeros(shape)).shape, 0, 1, "float32", 7);
  const gradient = await tf
    .grad((x) => tf.sum(tf.mul(f(x), g)))(tf.randomNormal(shape, 0, 1, "float32", 8))
    .data();
  let worst = gradient.length === size ? 0 : Infinity;
  for (let i = 0; i < size; i++) {
    const basis = tf.tensor(
      Float32Array.from({ length: size }, (_, k) => (k === i ? 1 : 0)),
      shape,
    );
    const [adjoint] = await tf.sum(tf.mul(f(basis), g)).data();
    worst = Math.max(worst, Math.abs(gradient[i] - adjoint));
  }
  return worst;
}

describe.each(FAULTS)("$what", (fault) => {
  it("has a wrong gradient upstream, or none", async () => {
    registerRepairs();
    useUpstream(fault.kernel);
    expect(await errorOf(fault).catch(() => Infinity)).toBeGreaterThan(1e-2);
  });

  it("has the right gradient here", async () => {
    registerRepairs();
    expect(await errorOf(fault)).toBeLessThan(1e-5);
  });
});

describe("alongAxis", () => {
  it("applies a matrix to the axis that is named, and its gradient is the transposed matrix", async () => {
    const matrix = tf.tensor2d([[1, 2, 3], [0, 1, -1]]); // biome-ignore format: a matrix
    const x = tf.reshape(tf.range(0, 12), [2, 3, 2]);
    expect(await alongAxis(x, 1, matrix).array()).toEqual([[[16, 22], [-2, -2]], [[52, 58], [-2, -2]]]); // biome-ignore format: a tensor
    const dx = tf.grad((y) => tf.sum(alongAxis(y, 1, matrix)))(x);
    expect(await dx.array()).toEqual([[[1, 1], [3, 3], [2, 2]], [[1, 1], [3, 3], [2, 2]]]); // biome-ignore format: a tensor
  });
});
