/**
 * Laws that relate a wrong result to the right one: a factor, an offset, a permutation of axes … Each returns undefined unless it
 * explains every number, and there are enough numbers that chance does not.
 */
import { axisOrders, finiteNumbers, largestOf, permuteAxes, reverseAxis, shapeOf } from "../tensor.ts";

export interface Sample {
  readonly sizes: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
  readonly actual: unknown;
}

export type Law =
  | { readonly law: "float32" }
  | { readonly law: "factor"; readonly factor: number; readonly size?: string; readonly inverse?: boolean }
  | { readonly law: "offset"; readonly offset: number }
  | { readonly law: "transposed" }
  | { readonly law: "permuted"; readonly order: readonly number[] }
  | { readonly law: "reversed"; readonly axis: number }
  | { readonly law: "shifted"; readonly axis: number; readonly by: 1 | -1 }
  | { readonly law: "block"; readonly block: number; readonly blocks: number };

/** Closer than any two unrelated results come, looser than rounding in another order of operations. */
const CLOSE = 1e-6;
/** Fewest distinct numbers that a law must explain. */
const ENOUGH = 3;

/** The law that holds on every sample of one wrong tensor. */
export function findLaw(samples: readonly Sample[]): Law | undefined {
  if (samples.length === 0) return undefined;
  return (
    float32(samples) ?? factor(samples) ?? offset(samples) ?? rearranged(samples) ?? shifted(samples) ?? block(samples)
  );
}

function float32(samples: readonly Sample[]): Law | undefined {
  const pairs = numberPairs(samples);
  if (!pairs || pairs.length < ENOUGH) return undefined;
  const largest = largestOf(pairs.map(([e]) => e));
  const errors = pairs.map(([e, a]) => Math.abs(a - e));
  const close = errors.every((error) => error <= 64 * 2 ** -24 * largest);
  const single = pairs.filter(([, a]) => Math.fround(a) === a).length > pairs.length / 2;
  return close && single ? { law: "float32" } : undefined;
}

function factor(samples: readonly Sample[]): Law | undefined {
  const ratios = samples.map(ratioOf);
  const pairs = numberPairs(samples);
  if (!pairs || ratios.some((ratio) => ratio === undefined) || distinct(pairs) < 2) return undefined;
  const known = ratios as number[];
  const [first] = known;
  const constant = known.every((ratio) => near(ratio, first));
  for (const inverse of [false, true]) {
    for (const [size, value] of sizeProducts(samples[0].sizes)) {
      if (value < 2) continue;
      const fits = samples.every((sample, i) => {
        const n = new Map(sizeProducts(sample.sizes)).get(size);
        return n !== undefined && near(known[i], inverse ? 1 / n : n);
      });
      // A factor that is 2 or ½ everywhere is more likely the derivative of a square than a size that happens to be 2.
      if (
        fits &&
        (!constant || samples.length > 1 || first > 2.5 || first < 0.4) &&
        !(constant && near(first, inverse ? 0.5 : 2))
      )
        return { law: "factor", factor: first, size, inverse };
    }
  }
  return constant ? { law: "factor", factor: first } : undefined;
}

function offset(samples: readonly Sample[]): Law | undefined {
  const pairs = numberPairs(samples);
  if (!pairs || distinct(pairs) < ENOUGH) return undefined;
  const difference = pairs[0][1] - pairs[0][0];
  const scale = largestOf(pairs.flat());
  const same = pairs.every(([e, a]) => Math.abs(a - e - difference) <= CLOSE * scale);
  return same && Math.abs(difference) > 1e-4 * scale ? { law: "offset", offset: difference } : undefined;
}

function rearranged(samples: readonly Sample[]): Law | undefined {
  const tensors = samples.filter(({ expected }) => (shapeOf(expected)?.length ?? 0) >= 1);
  if (tensors.length === 0 || tensors.length < samples.length) return undefined;
  const rank = shapeOf(tensors[0].expected)!.length;
  if (rank > 4 || !tensors.every(({ expected }) => shapeOf(expected)!.length === rank)) return undefined;
  for (const order of axisOrders(rank)) {
    if (explains(tensors, (expected) => permuteAxes(expected, order)))
      return rank === 2 ? { law: "transposed" } : { law: "permuted", order };
  }
  for (let axis = 0; axis < rank; axis++)
    if (explains(tensors, (expected) => reverseAxis(expected, axis))) return { law: "reversed", axis };
  return undefined;
}

function explains(samples: readonly Sample[], rearrange: (expected: unknown) => unknown): boolean {
  let evidence = 0;
  for (const { expected, actual } of samples) {
    const [wanted, moved, got] = [finiteNumbers(expected), finiteNumbers(rearrange(expected)), finiteNumbers(actual)];
    if (!wanted || !moved || !got || got.length !== moved.length) return false;
    if (String(shapeOf(rearrange(expected))) !== String(shapeOf(actual))) return false;
    if (!moved.every((value, i) => near(got[i], value))) return false;
    evidence += new Set(moved.filter((value, i) => shapesDiffer(expected, actual) || !near(value, wanted[i]))).size;
  }
  return evidence >= ENOUGH;
}

function shapesDiffer(a: unknown, b: unknown): boolean {
  return String(shapeOf(a)) !== String(shapeOf(b));
}

function shifted(samples: readonly Sample[]): Law | undefined {
  for (const by of [1, -1] as const) {
    let evidence = 0;
    const fits = samples.every(({ expected, actual }) => {
      const shape = shapeOf(expected);
      if (!shape || shape[0] < 3 || shapesDiffer(expected, actual)) return false;
      const [wanted, got] = [expected as unknown[], actual as unknown[]];
      for (let i = 0; i < wanted.length; i++) {
        if (i - by < 0 || i - by >= wanted.length) continue;
        const [e, a] = [finiteNumbers(wanted[i - by]), finiteNumbers(got[i])];
        if (!e || !a || !e.every((value, k) => near(a[k], value))) return false;
        evidence += new Set(e).size;
      }
      return true;
    });
    if (fits && evidence >= ENOUGH) return { law: "shifted", axis: 0, by };
  }
  return undefined;
}

/** One of four or three equal blocks along the last axis (the gates of an LSTM or a GRU) is wrong and the rest is right, on every sample. */
function block(samples: readonly Sample[]): Law | undefined {
  return blockOf(samples, 4) ?? blockOf(samples, 3);
}

function blockOf(samples: readonly Sample[], blocks: number): Law | undefined {
  let found: number | undefined;
  for (const { expected, actual } of samples) {
    const shape = shapeOf(expected);
    const last = shape?.at(-1) ?? 0;
    if (!shape || last < 2 * blocks || last % blocks !== 0 || shapesDiffer(expected, actual)) return undefined;
    const [e, a] = [finiteNumbers(expected), finiteNumbers(actual)];
    if (!e || !a) return undefined;
    const wrong = e.flatMap((value, i) => (near(a[i], value) ? [] : [Math.floor((i % last) / (last / blocks))]));
    const [only] = wrong;
    // A number or two that are wrong lie in some block as well: most of it must be.
    if (wrong.some((one) => one !== only) || wrong.length <= e.length / blocks / 2) return undefined;
    if (found !== undefined && found !== only) return undefined;
    found = only;
  }
  return found === undefined ? undefined : { law: "block", block: found, blocks };
}

/** a / e where it is the same for every number; zeros must meet zeros. */
function ratioOf({ expected, actual }: Sample): number | undefined {
  const pairs = numberPairs([{ expected, actual, sizes: {} }]);
  if (!pairs) return undefined;
  const scale = largestOf(pairs.map(([e]) => e));
  const [pivot] = pairs.toSorted(([a], [b]) => Math.abs(b) - Math.abs(a));
  if (!pivot || scale === 0) return undefined;
  const ratio = pivot[1] / pivot[0];
  if (near(ratio, 1) || ratio === 0) return undefined;
  return pairs.every(([e, a]) => Math.abs(a - ratio * e) <= CLOSE * Math.abs(ratio) * Math.abs(e) + 1e-9 * scale)
    ? ratio
    : undefined;
}

function numberPairs(samples: readonly Sample[]): [expected: number, actual: number][] | undefined {
  const pairs: [number, number][] = [];
  for (const { expected, actual } of samples) {
    const [e, a] = [finiteNumbers(expected), finiteNumbers(actual)];
    if (!e || !a || e.length !== a.length || shapesDiffer(expected, actual)) return undefined;
    e.forEach((value, i) => {
      pairs.push([value, a[i]]);
    });
  }
  return pairs;
}

/** The named whole sizes of a case and the products of two of them, as text and value. */
function sizeProducts(sizes: Readonly<Record<string, unknown>>): [string, number][] {
  const whole = Object.entries(sizes).filter(
    (entry): entry is [string, number] => Number.isInteger(entry[1]) && (entry[1] as number) > 0,
  );
  const products = whole.flatMap(([a, n], i) =>
    whole.slice(i + 1).map(([b, m]): [string, number] => [`${a}·${b}`, n * m]),
  );
  return [...whole, ...products];
}

function distinct(pairs: readonly (readonly [number, number])[]): number {
  return new Set(pairs.filter(([e]) => e !== 0).map(([e]) => e)).size;
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= CLOSE * Math.max(Math.abs(a), Math.abs(b), 1e-9);
}
