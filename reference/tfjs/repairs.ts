/**
 * Gradients of tfjs 4.22 that are wrong or missing, put right. `repairs.test.ts` shows each fault on unrepaired tfjs. What is not repaired here and has no
 * right gradient (dilated conv2d, einsum, gatherND, stridedSlice, topk, cropAndResize, rotate) is composed around by the twins.
 */
import * as tf from "@tensorflow/tfjs-core";
import { alongAxis } from "./linear-maps.ts";

/** Replaces the gradients of these kernels. Idempotent. */
export function registerRepairs(): void {
  for (const { kernelName, ...config } of [
    avgPool,
    cumsum,
    mirrorPad,
    resizeBilinear,
    flipLeftRight,
    splitV,
    unpack,
    ...comparisons,
  ]) {
    if (tf.getGradient(kernelName)) tf.unregisterGradient(kernelName);
    tf.registerGradient({ kernelName, ...config });
  }
}

/** Upstream divides by the whole window where the padding is not counted: each output's share is 1 / (entries inside the image). */
const avgPool: tf.GradConfig = {
  kernelName: tf.AvgPool,
  inputsToSave: ["x"],
  gradFunc: (dy, [x], attrs) => {
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as PoolAttributes;
    const image = x as tf.Tensor4D;
    const info = tf.backend_util.computePool2DInfo(image.shape, filterSize, strides, 1, pad as "same", dimRoundingMode);
    const inside = (outputs: number, stride: number, window: number, before: number, length: number) =>
      Array.from({ length: outputs }, (_, o) => {
        const first = o * stride - before;
        return Math.min(first + window, length) - Math.max(first, 0);
      });
    const rows = inside(info.outHeight, info.strideHeight, info.filterHeight, info.padInfo.top, info.inHeight);
    const columns = inside(info.outWidth, info.strideWidth, info.filterWidth, info.padInfo.left, info.inWidth);
    const window = info.filterHeight * info.filterWidth;
    const scale = tf.tensor(rows.map((r) => columns.map((c) => window / (r * c)))); // [outHeight, outWidth]
    const scaled = tf.mul(dy as tf.Tensor4D, tf.reshape(scale, [1, info.outHeight, info.outWidth, 1]));
    const inputs = { dy: scaled, input: image } as unknown as tf.NamedTensorMap;
    return { x: () => tf.engine().runKernel(tf.AvgPoolGrad, inputs, attrs as tf.NamedAttrMap) as tf.Tensor };
  },
};

interface PoolAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: unknown;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/**
 * Upstream leaves its result transposed unless the axis is the last. The other way round it runs by reversing, since the webgpu backend gives
 * `cumsum(…, reverse)` the shader of whatever length came first.
 */
const cumsum: tf.GradConfig = {
  kernelName: tf.Cumsum,
  inputsToSave: ["x"],
  gradFunc: (dy, _saved, attrs) => {
    const { axis, exclusive, reverse } = attrs as unknown as { axis: number; exclusive: boolean; reverse: boolean };
    const forward = (values: tf.Tensor) => tf.cumsum(values, axis, exclusive, false);
    const given = dy as tf.Tensor;
    return { x: () => (reverse ? forward(given) : tf.reverse(forward(tf.reverse(given, axis)), axis)) };
  },
};

/** Upstream forgets the parts that were reflected. */
const mirrorPad: tf.GradConfig = {
  kernelName: tf.MirrorPad,
  inputsToSave: ["x"],
  gradFunc: (dy, [x], attrs) => {
    const { paddings, mode } = attrs as unknown as { paddings: [number, number][]; mode: "reflect" | "symmetric" };
    const source = (o: number, before: number, length: number) => {
      const edge = mode === "reflect" ? 0 : 1;
      const i = o - before;
      if (i < 0) return -i - edge;
      return i < length ? i : 2 * length - 2 - i + edge;
    };
    const spread = (axis: number) => {
      const [before, after] = paddings[axis];
      const length = x.shape[axis];
      const from = Array.from({ length: before + length + after }, (_, o) => source(o, before, length));
      return oneHotColumns(from, length); // [length, padded]
    };
    return {
      x: () => x.shape.reduce<tf.Tensor>((sum, _, axis) => alongAxis(sum, axis, spread(axis)), dy as tf.Tensor),
    };
  },
};

/** Upstream's kernel is wrong with half-pixel centres and throws on cpu unless the image is square. Rows and columns are two linear maps. */
const resizeBilinear: tf.GradConfig = {
  kernelName: tf.ResizeBilinear,
  inputsToSave: ["images"],
  gradFunc: (dy, [images], attrs) => {
    const { alignCorners, halfPixelCenters } = attrs as unknown as { alignCorners: boolean; halfPixelCenters: boolean };
    const given = dy as tf.Tensor4D;
    const back = (axis: 1 | 2): tf.Tensor2D => {
      const [from, to] = [images.shape[axis] as number, given.shape[axis]];
      return tf.transpose(tf.tensor2d(interpolation(from, to, alignCorners, halfPixelCenters))); // [from, to]
    };
    return { images: () => alongAxis(alongAxis(given, 1, back(1)), 2, back(2)) };
  },
};

/** The weights [to, from] of bilinear interpolation along one axis, as tfjs places its samples. */
function interpolation(from: number, to: number, alignCorners: boolean, halfPixelCenters: boolean): number[][] {
  const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  return Array.from({ length: to }, (_, o) => {
    const at = halfPixelCenters ? (o + 0.5) * scale - 0.5 : o * scale;
    const low = Math.max(0, Math.floor(at));
    const high = Math.min(from - 1, Math.ceil(at));
    const share = at - Math.floor(at);
    const weights = new Array<number>(from).fill(0);
    weights[Math.min(low, from - 1)] += 1 - share;
    weights[high] += share;
    return weights;
  });
}

/** Missing upstream. */
const flipLeftRight: tf.GradConfig = {
  kernelName: tf.FlipLeftRight,
  gradFunc: (dy) => ({ image: () => tf.image.flipLeftRight(dy as tf.Tensor4D) }),
};

/** Upstream throws when there is one part only: its gradient comes bare, not in a list. */
const splitV: tf.GradConfig = {
  kernelName: tf.SplitV,
  gradFunc: (dy, _saved, attrs) => ({ x: () => tf.concat(listed(dy), (attrs as unknown as { axis: number }).axis) }),
};

const unpack: tf.GradConfig = {
  kernelName: tf.Unpack,
  gradFunc: (dy, _saved, attrs) => ({ value: () => tf.stack(listed(dy), (attrs as unknown as { axis: number }).axis) }),
};

/** Missing upstream, so that `where(x > 0, …)` throws: a comparison is constant almost everywhere. */
const comparisons = [tf.Greater, tf.GreaterEqual, tf.Less, tf.LessEqual, tf.Equal, tf.NotEqual].map(
  (kernelName): tf.GradConfig => ({
    kernelName,
    inputsToSave: ["a", "b"],
    gradFunc: (_dy, [a, b]) => ({ a: () => tf.zerosLike(a), b: () => tf.zerosLike(b) }),
  }),
);

function listed(dy: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
  return Array.isArray(dy) ? dy : [dy];
}

/** The matrix [length, from.length] whose column o has its 1 in row from[o]. */
function oneHotColumns(from: readonly number[], length: number): tf.Tensor2D {
  return tf.transpose(tf.cast(tf.oneHot(tf.tensor1d([...from], "int32"), length), "float32")) as tf.Tensor2D;
}
