import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  axisOrders,
  everyPair,
  finiteNumbers,
  largestOf,
  leavesOf,
  permuteAxes,
  reverseAxis,
  shapeOf,
} from "./tensor.ts";

/** A tensor whose entries are 0, 1, 2 … in order, so that every entry tells where it came from. */
function counted(shape: readonly number[]): unknown {
  let next = 0;
  const build = (axis: number): unknown =>
    axis === shape.length ? next++ : Array.from({ length: shape[axis] }, () => build(axis + 1));
  return build(0);
}

const shape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
const shapeAndOrder = shape.chain((axes) =>
  fc.tuple(
    fc.constant(axes),
    fc.shuffledSubarray(
      axes.map((_, i) => i),
      { minLength: axes.length },
    ),
  ),
);

describe("shapeOf", () => {
  it("reads the shape of every rectangular tensor", () => {
    fc.assert(fc.property(shape, (axes) => String(shapeOf(counted(axes))) === String(axes)));
  });

  it.each<[unknown, number[] | undefined]>([
    [[], [0]],
    [
      [[], []],
      [2, 0],
    ],
    [
      [["a"], [null]],
      [2, 1],
    ],
    [5, undefined],
    [{ a: [1] }, undefined],
    [new Float64Array(2), undefined],
    [[[1, 2], [3]], undefined],
    [[[1], 2], undefined],
    [[1, [2]], undefined],
    [[{ a: 1 }], undefined],
    [[new Float64Array(2)], undefined],
    [[[[1]], [[1, 2]]], undefined],
  ])("of %j is %j", (value, expected) => {
    expect(shapeOf(value)).toEqual(expected);
  });
});

describe("leavesOf", () => {
  it("writes each path as code that leads to the leaf", () => {
    const result = { h: [[1, 2], [3]], dw: { x: new Float32Array([4]) }, ok: true, none: null, parts: [{ a: 5 }] };
    for (const { path, value } of leavesOf(result)) expect(new Function("r", `return r.${path}`)(result)).toBe(value);
    expect(leavesOf(result).map(({ path, tensor }) => [path, tensor])).toEqual([
      ["h[0][0]", "h"],
      ["h[0][1]", "h"],
      ["h[1][0]", "h"],
      ["dw.x[0]", "dw.x"],
      ["ok", "ok"],
      ["none", "none"],
      ["parts[0].a", "parts[0].a"],
    ]);
  });

  it("gives a scalar and a bare tensor no name", () => {
    expect(leavesOf(7)).toEqual([{ path: "", value: 7, tensor: "" }]);
    expect(leavesOf([[7]])).toEqual([{ path: "[0][0]", value: 7, tensor: "" }]);
    expect(leavesOf([])).toEqual([]);
  });
});

describe("finiteNumbers", () => {
  it("are all numbers of a value, or nothing when one of its scalars is none", () => {
    expect(finiteNumbers({ a: [1, -0], b: new Int8Array([2]) })).toEqual([1, -0, 2]);
    for (const other of [NaN, Infinity, "1", true, null, undefined]) expect(finiteNumbers([1, other])).toBeUndefined();
  });
});

describe("everyPair", () => {
  const pairs = (expected: unknown, actual: unknown) => everyPair(expected, actual, Object.is);

  it("asks about every scalar of the same place, and no others", () => {
    expect(
      pairs({ a: [1, [NaN, "x"]], b: new Float32Array(2) }, { b: new Float32Array(2), a: [1, [NaN, "x"]], c: 3 }),
    ).toBe(true);
    for (const [
      expected,
      actual,
    ] of [[[1, 2], [1, 3]], [{ a: 1 }, { a: 2 }], [0, -0], [new Int8Array(1), new Int8Array([1])]]) // biome-ignore format: pairs
      expect(pairs(expected, actual)).toBe(false);
  });

  it("finds another structure without a question", () => {
    const all = (expected: unknown, actual: unknown) => everyPair(expected, actual, () => true);
    const others = [[[1], [1, 2]], [[1, 2], [1]], [[1], 1], [1, [1]], [{}, []], [[], {}], [{}, null], [null, {}], [{ a: 1 }, {}], [[1], new Int8Array(1)], [new Int8Array(1), new Uint8Array(1)]]; // biome-ignore format: pairs
    for (const [expected, actual] of others) expect(all(expected, actual)).toBe(false);
    expect(all({ a: [[]] }, { a: [[]], b: 1 })).toBe(true);
  });
});

describe("largestOf", () => {
  it("is the largest magnitude of however many numbers, 0 for none", () => {
    expect(largestOf([1, -3, 2])).toBe(3);
    expect(largestOf([])).toBe(0);
    expect(largestOf(Array(500_000).fill(-0.5))).toBe(0.5);
  });
});

describe("permuteAxes", () => {
  it("moves old axis order[k] to axis k", () => {
    fc.assert(
      fc.property(shapeAndOrder, ([axes, order]) => {
        const moved = permuteAxes(counted(axes), order);
        expect(shapeOf(moved)).toEqual(order.map((axis) => axes[axis]));
        const at = (value: unknown, position: readonly number[]) =>
          position.reduce<unknown>((inner, i) => (inner as unknown[])[i], value);
        const corner = axes.map((n, axis) => Math.min(n - 1, axis));
        expect(
          at(
            moved,
            order.map((axis) => corner[axis]),
          ),
        ).toBe(at(counted(axes), corner));
      }),
    );
  });

  it("is undone by the inverse order, and transposes a matrix", () => {
    fc.assert(
      fc.property(shapeAndOrder, ([axes, order]) => {
        const inverse = order.map((_, axis) => order.indexOf(axis));
        expect(permuteAxes(permuteAxes(counted(axes), order), inverse)).toEqual(counted(axes));
      }),
    );
    expect(permuteAxes([[1, 2, 3], [4, 5, 6]], [1, 0])).toEqual([[1, 4], [2, 5], [3, 6]]); // biome-ignore format: matrices
  });
});

describe("reverseAxis", () => {
  it("turns one axis around, and twice is once too often", () => {
    expect(reverseAxis([[1, 2], [3, 4]], 0)).toEqual([[3, 4], [1, 2]]); // biome-ignore format: matrices
    expect(reverseAxis([[1, 2], [3, 4]], 1)).toEqual([[2, 1], [4, 3]]); // biome-ignore format: matrices
    fc.assert(
      fc.property(shape, fc.nat(3), (axes, which) => {
        const axis = which % axes.length;
        expect(reverseAxis(reverseAxis(counted(axes), axis), axis)).toEqual(counted(axes));
      }),
    );
  });
});

describe("axisOrders", () => {
  it("are all permutations but the one that changes nothing", () => {
    expect(axisOrders(1)).toEqual([]);
    expect(axisOrders(2)).toEqual([[1, 0]]);
    for (const [n, count] of [
      [3, 5],
      [4, 23],
    ]) {
      const orders = axisOrders(n);
      expect(new Set(orders.map(String)).size).toBe(count);
      for (const order of orders) expect(order.toSorted()).toEqual(Array.from({ length: n }, (_, i) => i));
    }
  });
});
