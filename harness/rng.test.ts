import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDraw, createRng, materialize, shuffled } from "./rng.ts";
import { leavesOf, shapeOf } from "./tensor.ts";
import { decode, encode } from "./wire.ts";

const draw = (seed = 1, secret?: string) => createDraw("01-test", "forward", "a case", seed, secret);
const numbers = (value: unknown) => leavesOf(value).map((leaf) => leaf.value as number);
const take = (next: () => number, count = 20) => Array.from({ length: count }, next);

describe("createRng", () => {
  it("repeats its stream for a seed and gives another for another", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(take(createRng(a))).toEqual(take(createRng(a)));
        if (a !== b) expect(take(createRng(a))).not.toEqual(take(createRng(b)));
      }),
    );
  });

  it("stays within [0, 1) and uses more than 32 bits", () => {
    const drawn = take(createRng("x"), 10_000);
    expect(drawn.every((u) => u >= 0 && u < 1)).toBe(true);
    expect(drawn.some((u) => !Number.isInteger(u * 2 ** 32))).toBe(true);
  });

  it("gives on every machine the numbers that the committed expectations come from", () => {
    expect(take(createRng("katagrad"), 3)).toEqual([0.46343081413613896, 0.8445940308655983, 0.49164128881273406]);
  });
});

describe("a case's stream", () => {
  it("depends on each of its five words, and on where one ends and the next begins", () => {
    const streams = [
      createDraw("a", "b", "c", 1),
      createDraw("x", "b", "c", 1),
      createDraw("a", "x", "c", 1),
      createDraw("a", "b", "x", 1),
      createDraw("a", "b", "c", 2),
      createDraw("a", "b", "c", 1, "secret"),
      createDraw("ab", "", "c", 1),
    ].map((one) => String(one.normal([4])));
    expect(new Set(streams).size).toBe(streams.length);
    expect(String(createDraw("a", "b", "c", 1).normal([4]))).toBe(streams[0]);
  });

  it("fills the shape that is asked, a number for no axes", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), (axes) => {
        for (const value of [draw().normal(axes), draw().uniform(axes), draw().integers(axes, 0, 9)])
          expect(shapeOf(value)).toEqual(axes);
      }),
    );
    expect(draw().normal([])).toBeTypeOf("number");
    expect(draw().normal([0])).toEqual([]);
  });

  it("draws normal numbers with the mean and the deviation that are asked", () => {
    const drawn = numbers(draw().normal([20_000], { mean: 3, std: 2 }));
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length;
    const fourth = drawn.reduce((sum, x) => sum + ((x - mean) / 2) ** 4, 0) / drawn.length;
    expect(mean).toBeCloseTo(3, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(2, 1);
    expect(fourth).toBeGreaterThan(2.8);
    expect(fourth).toBeLessThan(3.2);
  });

  it("keeps uniform numbers and integers within their bounds, and reaches every integer", () => {
    expect(numbers(draw().uniform([1_000], -2, 5)).every((x) => x >= -2 && x < 5)).toBe(true);
    expect(new Set(numbers(draw().integers([1_000], -2, 3)))).toEqual(new Set([-2, -1, 0, 1, 2]));
  });

  it("permutes", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.string(), (n, seed) => {
        const all = Array.from({ length: n }, (_, i) => i);
        expect(
          draw()
            .permutation(n)
            .toSorted((a, b) => a - b),
        ).toEqual(all);
        expect(shuffled(n, createRng(seed)).toSorted((a, b) => a - b)).toEqual(all);
      }),
    );
  });

  it("shuffles without a preference: each of the 6 orders of 3 in about a sixth of the draws", () => {
    const next = createRng("orders");
    const counts = new Map<string, number>();
    for (let i = 0; i < 6_000; i++) {
      const order = String(shuffled(3, next));
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});

describe("markers", () => {
  it("become the same generator on both sides of a pipe, fresh each time", () => {
    const args = [draw().rng(), { nested: [draw().rng()] }];
    const crossed = decode(encode(args)) as typeof args;
    const [here, there] = [materialize(args)[0] as () => number, materialize(crossed)[0] as () => number];
    expect(take(here)).toEqual(take(there));
    expect(take(materialize(args)[0] as () => number)).toEqual(take(materialize(args)[0] as () => number));
  });

  it("are different generators within one case, and under another secret", () => {
    const one = draw();
    const [first, second] = [one.rng(), one.rng()].map((marker) => take(materialize(marker)));
    expect(first).not.toEqual(second);
    expect(take(materialize(draw(1, "secret").rng()))).not.toEqual(first);
  });

  it("name functions", () => {
    const [value, gradient] = materialize([draw().fn("rosenbrock"), draw().fn("rosenbrock.gradient")] as const);
    expect(value([1, 1])).toBe(0);
    expect(gradient([0, 0])).toEqual([-2, 0]);
  });

  it("leave everything else as a copy", () => {
    const args = [[1, [2]], { a: "x", b: null }, new Float64Array([3]), undefined, true];
    const copy = materialize(args);
    expect(copy).toEqual(args);
    expect(copy[0]).not.toBe(args[0]);
    expect(copy[1]).not.toBe(args[1]);
  });
});
