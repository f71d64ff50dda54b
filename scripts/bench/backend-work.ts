/** What the backends are timed at, on tensors; runs in the process of the twins. Each returns the milliseconds of its calls, the first one warm. */
import * as tf from "katagrad/tfjs";

export interface Sizes {
  readonly matmul: number;
  readonly conv: { readonly N: number; readonly C: number; readonly H: number; readonly O: number };
  readonly lstm: { readonly B: number; readonly T: number; readonly D: number; readonly H: number };
}

export function matmul(n: number, times: number): Promise<number[]> {
  const [a, b] = [normal([n, n]), normal([n, n])] as [tf.Tensor2D, tf.Tensor2D];
  return timed(times, () => tf.matMul(a, b));
}

export function convForward({ N, C, H, O }: Sizes["conv"], times: number): Promise<number[]> {
  const [x, w] = [normal([N, H, H, C]), normal([3, 3, C, O])] as [tf.Tensor4D, tf.Tensor4D];
  return timed(times, () => tf.conv2d(x, w, 1, "same"));
}

export function convBackward({ N, C, H, O }: Sizes["conv"], times: number): Promise<number[]> {
  const [x, w, g] = [normal([N, H, H, C]), normal([3, 3, C, O]), normal([N, H, H, O])];
  const loss = (image: tf.Tensor, filter: tf.Tensor) =>
    tf.sum(tf.mul(tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, 1, "same"), g));
  return timed(times, () => tf.grads(loss as never)([x, w]));
}

export function lstmGradients({ B, T, D, H }: Sizes["lstm"], times: number): Promise<number[]> {
  const x = Array.from({ length: T }, () => normal([B, D]) as tf.Tensor2D);
  const weights = [normal([D, 4 * H]), normal([H, 4 * H]), normal([4 * H])];
  const loss = (...[Wx, Wh, b]: tf.Tensor[]) => {
    let [h, c] = [tf.zeros([B, H]), tf.zeros([B, H])];
    for (const now of x) {
      const z = tf.add(tf.add(tf.matMul(now, Wx as tf.Tensor2D), tf.matMul(h as tf.Tensor2D, Wh as tf.Tensor2D)), b);
      const [i, f, g, o] = tf.split(z, 4, 1);
      c = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
      h = tf.mul(tf.sigmoid(o), tf.tanh(c));
    }
    return tf.sum(h);
  };
  return timed(times, () => tf.grads(loss as never)(weights));
}

const normal = (shape: number[]): tf.Tensor => tf.randomNormal(shape, 0, 0.3, "float32", 7);

/** Reading the result back belongs to the work: without it a GPU has only been told what to do. */
async function timed(times: number, work: () => tf.Tensor | tf.Tensor[]): Promise<number[]> {
  const once = async () => {
    const started = performance.now();
    const made = [work()].flat();
    await Promise.all(made.map((one) => one.data()));
    const took = performance.now() - started;
    tf.dispose(made);
    return took;
  };
  await once();
  const took: number[] = [];
  for (let i = 0; i < times; i++) took.push(await once());
  return took;
}
