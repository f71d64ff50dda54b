import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDraw } from "../rng.ts";
import { permuteAxes, reverseAxis } from "../tensor.ts";
import { findLaw, type Sample } from "./laws.ts";

const noise = (shape: readonly number[], seed = 1) => createDraw("laws", "noise", String(shape), seed).normal(shape);
type Sizes = Sample["sizes"];

/** Every number of a tensor through a function. */
function each(value: unknown, change: (x: number) => number): unknown {
  return Array.isArray(value) ? value.map((item) => each(item, change)) : change(value as number);
}

/** Samples of a mistake: some expected tensors, and what it makes of them. */
function samples(shapes: readonly number[][], wrong: (expected: unknown, i: number) => unknown, sizes: Sizes[] = []) {
  return shapes.map((shape, i): Sample => {
    const expected = noise(shape, i);
    return { sizes: sizes[i] ?? {}, expected, actual: wrong(expected, i) };
  });
}

describe("findLaw names", () => {
  it.each<[string, Sizes[], (N: number) => number, object]>([
    [
      "a factor N",
      [
        { N: 7, D: 3 },
        { N: 11, D: 5 },
      ],
      (N) => N,
      { factor: 7, size: "N", inverse: false },
    ],
    [
      "a factor 1/N",
      [
        { N: 7, D: 3 },
        { N: 11, D: 5 },
      ],
      (N) => 1 / N,
      { factor: 1 / 7, size: "N", inverse: true },
    ],
    ["a factor N on one sample", [{ N: 7, D: 3 }], (N) => N, { factor: 7, size: "N", inverse: false }],
    ["a factor 2", [{ N: 7 }, { N: 11 }], () => 2, { factor: 2 }],
    ["a factor 2, when a size is 2 as well", [{ N: 2 }], () => 2, { factor: 2 }],
    ["a factor 2, when every size is 2 as well", [{ N: 2 }, { N: 2 }], () => 2, { factor: 2 }],
    ["a factor ½", [{ N: 7 }, { N: 11 }], () => 0.5, { factor: 0.5 }],
    ["a turned sign", [{ N: 7 }, { N: 11 }], () => -1, { factor: -1 }],
    ["a factor that no size explains", [{ N: 7 }, { N: 11 }], () => 3.25, { factor: 3.25 }],
  ])("%s", (_, sizes, by, told) => {
    const wrong = (expected: unknown, i: number) => each(expected, (x) => x * by(sizes[i].N as number));
    const found = findLaw(
      samples(
        sizes.map(() => [2, 3]),
        wrong,
        sizes,
      ),
    );
    expect(found).toMatchObject({
      law: "factor",
      ...told,
      factor: expect.closeTo((told as { factor: number }).factor, 9),
    });
    if (!("size" in told)) expect(found).not.toHaveProperty("size");
  });

  it("a factor that is a product of two sizes", () => {
    const sizes = [{ N: 3, T: 5, D: 4 }, { N: 2, T: 7, D: 9 }]; // biome-ignore format: a row
    const wrong = (expected: unknown, i: number) => each(expected, (x) => x * sizes[i].N * sizes[i].T);
    expect(findLaw(samples([[3, 4], [2, 2]], wrong, sizes))).toMatchObject({ law: "factor", size: "N·T" }); // biome-ignore format: a row
  });

  it("an offset", () => {
    const found = findLaw(samples([[5], [2, 3]], (expected) => each(expected, (x) => x + 0.25))); // biome-ignore format: a row
    expect(found).toEqual({ law: "offset", offset: expect.closeTo(0.25, 9) });
  });

  it("a transposed matrix, square or not", () => {
    const transposed = (expected: unknown) => permuteAxes(expected, [1, 0]);
    expect(findLaw(samples([[2, 5], [3, 3]], transposed))).toEqual({ law: "transposed" }); // biome-ignore format: a row
    expect(findLaw(samples([[4, 4]], transposed))).toEqual({ law: "transposed" });
  });

  it("permuted axes, and which", () => {
    const permuted = (order: number[]) => findLaw(samples([[2, 3, 4]], (expected) => permuteAxes(expected, order)));
    expect(permuted([2, 0, 1])).toEqual({ law: "permuted", order: [2, 0, 1] });
    expect(permuted([1, 0, 2])).toEqual({ law: "permuted", order: [1, 0, 2] });
  });

  it("a reversed axis, and which", () => {
    for (const axis of [0, 1]) {
      const found = findLaw(samples([[4, 5]], (expected) => reverseAxis(expected, axis)));
      expect(found).toEqual({ law: "reversed", axis });
    }
  });

  it("a shift by one place, and its direction", () => {
    const late = (expected: unknown) => [0.1, ...(expected as number[]).slice(0, -1)];
    const early = (expected: unknown) => [...(expected as number[]).slice(1), 0.1];
    expect(findLaw(samples([[6], [8]], late))).toEqual({ law: "shifted", axis: 0, by: 1 }); // biome-ignore format: a row
    expect(findLaw(samples([[6], [8]], early))).toEqual({ law: "shifted", axis: 0, by: -1 }); // biome-ignore format: a row
    expect(findLaw(samples([[4, 2]], (expected) => [[9, 9], ...(expected as number[][]).slice(0, -1)]))).toEqual({ law: "shifted", axis: 0, by: 1 }); // biome-ignore format: a row
  });

  it.each([4, 3])("the one block of %d that is wrong", (blocks) => {
    for (const block of [0, blocks - 1]) {
      const wrong = (expected: unknown) =>
        (expected as number[][]).map((row) => row.map((x, j) => (Math.floor(j / 3) === block ? Math.tanh(x) : x)));
      const found = findLaw(samples([[2, 3 * blocks], [3, 3 * blocks]], wrong)); // biome-ignore format: a row
      expect(found).toEqual({ law: "block", block, blocks });
    }
  });

  it("single precision", () => {
    expect(findLaw(samples([[4], [2, 3]], (expected) => each(expected, Math.fround)))).toEqual({ law: "float32" }); // biome-ignore format: a row
  });

  it("in typed arrays too", () => {
    const expected = Float64Array.of(0.5, 0.25, 0.75);
    expect(findLaw([{ sizes: {}, expected, actual: expected.map((x) => -x) }])).toMatchObject({ factor: -1 });
  });
});

describe("findLaw says nothing", () => {
  const shape = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 0, maxLength: 4 });
  const sizes = fc.dictionary(fc.constantFrom("N", "D", "T", "H"), fc.integer({ min: 1, max: 9 }));

  it("about noise", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(shape, sizes), { minLength: 1, maxLength: 3 }), fc.nat(), (drawn, seed) => {
        const list = drawn.map(([axes, size], i) => ({
          sizes: size,
          expected: noise(axes, seed + i),
          actual: noise(axes, seed + i + 1_000_000),
        }));
        expect(findLaw(list)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it("about a right answer", () => {
    fc.assert(
      fc.property(shape, sizes, fc.nat(), (axes, size, seed) => {
        const expected = noise(axes, seed);
        expect(findLaw([{ sizes: size, expected, actual: each(expected, (x) => x * (1 + 1e-12)) }])).toBeUndefined();
      }),
    );
  });

  it("when a law holds on one sample and not on the next", () => {
    const half = (expected: unknown, i: number) => (i === 0 ? each(expected, (x) => 2 * x) : noise([2, 3], 77));
    expect(findLaw(samples([[2, 3], [2, 3]], half))).toBeUndefined(); // biome-ignore format: a row
    const order = (expected: unknown, i: number) => permuteAxes(expected, i === 0 ? [1, 0, 2] : [0, 2, 1]);
    expect(findLaw(samples([[2, 3, 4], [2, 3, 4]], order))).toBeUndefined(); // biome-ignore format: a row
  });

  it.each<[string, unknown, unknown]>([
    ["one number that is doubled", 0.3, 0.6],
    ["one entry that is doubled", [0.3], [0.6]],
    ["zeros", [0, 0, 0], [0.1, 0.2, 0.3]],
    ["two numbers swapped", [0.3, 0.7], [0.7, 0.3]],
    ["two numbers with an offset", [0.3, 0.7], [0.4, 0.8]],
    ["NaN", [0.3, 0.7, 0.9], [NaN, NaN, NaN]],
    ["strings", ["a", "b", "c"], ["c", "b", "a"]],
    ["another count", [0.3, 0.7, 0.9], [0.6, 1.4]],
    ["zeros for numbers", [0.3, 0.7, 0.9], [0, 0, 0]],
  ])("about %s", (_, expected, actual) => {
    expect(findLaw([{ sizes: { N: 2 }, expected, actual }])).toBeUndefined();
  });

  it("about a number or two that are wrong, though they lie in one block", () => {
    const one = (expected: unknown) => (expected as number[][]).with(1, (expected as number[][])[1].with(4, 0.5));
    expect(findLaw(samples([[2, 12], [3, 24]], one))).toBeUndefined(); // biome-ignore format: a row
  });

  it("about blocks that differ from sample to sample", () => {
    const wrong = (expected: unknown, i: number) =>
      (expected as number[]).map((x, j) => (Math.floor(j / 3) === i ? Math.tanh(x) : x));
    expect(findLaw(samples([[12], [12]], wrong))).toBeUndefined(); // biome-ignore format: a row
  });

  it("without samples", () => {
    expect(findLaw([])).toBeUndefined();
  });
});

it("bears tensors as large as a result may be", () => {
  const expected = noise([200_000]) as number[];
  expect(findLaw([{ sizes: {}, expected, actual: expected.map((x) => -x) }])).toMatchObject({ factor: -1 });
});
