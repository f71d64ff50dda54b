import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Tolerance } from "../grading.ts";
import { leavesOf } from "../tensor.ts";
import { compare, typeOf, verdictOf } from "./compare.ts";

const TOLERANCE: Tolerance = { rtol: 1e-9, atol: 1e-12 };
const held = (expected: unknown, actual: unknown, tolerance = TOLERANCE) => compare(expected, actual, tolerance);

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const leaf = fc.oneof(
  { weight: 8, arbitrary: finite },
  fc.constantFrom(true, false, "label", null, Infinity, -Infinity, NaN),
);
/** Results as references give them: numbers, tensors, and objects of both. */
const result = fc.letrec<{ result: unknown }>((tie) => ({
  result: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(finite, { maxLength: 5 }),
    fc.array(finite, { maxLength: 5 }).map((items) => Float64Array.from(items)),
    fc.array(tie("result"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("dw", "db", "h", "a.b", "h[0]", "0"), tie("result"), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).result;
const withNumber = result.filter((value) => leavesOf(value).some((one) => Number.isFinite(one.value)));

/** A copy in which the k-th finite number is replaced. */
function withNumberChanged(value: unknown, k: number, change: (x: number) => unknown): unknown {
  const count = leavesOf(value).filter((one) => Number.isFinite(one.value)).length;
  let seen = 0;
  const walk = (inner: unknown): unknown => {
    if (typeof inner === "number" && Number.isFinite(inner)) return seen++ === k % count ? change(inner) : inner;
    if (Array.isArray(inner)) return inner.map(walk);
    if (inner instanceof Float64Array) return Float64Array.from(inner, (x) => Number(walk(x)));
    if (typeof inner === "object" && inner !== null)
      return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, walk(item)]));
    return inner;
  };
  return walk(value);
}

describe("compare: what always holds", () => {
  it("a result equals itself, infinities and NaN included", () => {
    fc.assert(
      fc.property(result, (value) => {
        expect(held(value, structuredClone(value))).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it("NaN and the infinities never pass where a finite number is expected, however wide the tolerance", () => {
    fc.assert(
      fc.property(withNumber, fc.nat(), fc.constantFrom(NaN, Infinity, -Infinity), (value, k, bad) => {
        const mismatch = held(
          value,
          withNumberChanged(value, k, () => bad),
          { rtol: 1e300, atol: 1e300 },
        );
        expect(mismatch?.kind).toBe("finite");
      }),
    );
  });

  it("a finite number never passes where NaN or an infinity is expected", () => {
    for (const bad of [NaN, Infinity, -Infinity])
      for (const actual of [0, 1e308, -1e308, bad === Infinity ? -Infinity : Infinity])
        expect(held(bad, actual, { rtol: 1e300, atol: 1e300 })?.kind).toBe("value");
  });

  it("a number within tolerance passes, one beyond it does not, wherever it stands", () => {
    const step = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(withNumber, fc.nat(), step, (value, k, t) => {
        const allowed = (x: number) => TOLERANCE.atol + TOLERANCE.rtol * Math.abs(x);
        // 0.999: the sum itself rounds, by less than a thousandth of the allowance.
        expect(
          held(
            value,
            withNumberChanged(value, k, (x) => x + 0.999 * t * allowed(x)),
          ),
        ).toBeUndefined();
        const side = t < 0 ? -1 : 1;
        const beyond = withNumberChanged(value, k, (x) => x + side * (1.001 + 1e6 * Math.abs(t)) * allowed(x));
        expect(held(value, beyond)).toMatchObject({ kind: "value", wrong: 1, total: leavesOf(value).length });
      }),
      { numRuns: 300 },
    );
  });

  it("an element too many or too few never passes", () => {
    fc.assert(
      fc.property(fc.array(result, { maxLength: 5 }), result, fc.nat(), (items, extra, at) => {
        const longer = items.toSpliced(at % (items.length + 1), 0, extra);
        expect(held(items, longer)).toBeDefined();
        expect(held(longer, items)).toBeDefined();
        expect(held({ dw: items }, { dw: longer })).toBeDefined();
      }),
    );
  });

  it("distinct numbers in another order never pass", () => {
    const numbers = fc.uniqueArray(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(numbers, fc.nat(), fc.nat(), (list, a, b) => {
        const [i, j] = [a % list.length, b % list.length];
        fc.pre(i !== j);
        const swapped = list.with(i, list[j]).with(j, list[i]);
        expect(held(list, swapped)).toMatchObject({ kind: "value", wrong: 2 });
        expect(held([list], [swapped])).toMatchObject({ kind: "value", wrong: 2 });
      }),
    );
  });

  it("unknown keys make no difference, and cannot stand in for what is wrong", () => {
    const record = fc.dictionary(fc.constantFrom("dw", "db", "h"), withNumber, { minKeys: 1, noNullPrototype: true });
    const others = fc.dictionary(fc.constantFrom("cache", "dw.h", "h[0]", "dw[0]", "db.db"), result, {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(record, others, fc.nat(), (value, more, k) => {
        expect(held(value, { ...more, ...value })).toBeUndefined();
        expect(held(value, { ...(withNumberChanged(value, k, (x) => x + 1) as object), ...more })).toBeDefined();
      }),
    );
    const forged = { h: [9, 9], "h[0]": 1, "h[1]": 2 };
    expect(held({ h: [1, 2] }, forged)).toMatchObject({ kind: "value", wrong: 2, worst: { path: "h[0]", actual: 9 } });
  });
});

describe("compare: what a mismatch tells", () => {
  it.each<[string, unknown, unknown, object]>([
    ["nothing came", 1, undefined, { path: "", expected: "number", actual: "undefined" }],
    ["a string that looks right", 1, "1", { path: "", expected: "number", actual: "string" }],
    ["a number for a vector", [1], 1, { path: "", expected: "array", actual: "number" }],
    ["a vector for a number", 1, [1], { path: "", expected: "number", actual: "array" }],
    ["null for an object", { a: 1 }, null, { path: "", expected: "object", actual: "null" }],
    ["an empty array for an empty object", {}, [], { path: "", expected: "object", actual: "array" }],
    ["an array for an object", { a: 1 }, [1], { path: "", expected: "object", actual: "array" }],
    ["a typed array for an array", [1], new Float64Array([1]), { path: "", expected: "array", actual: "Float64Array" }],
    [
      "single precision",
      new Float64Array(1),
      new Float32Array(1),
      { expected: "Float64Array", actual: "Float32Array" },
    ],
    ["a key is missing", { dw: [1], db: 2 }, { dw: [1] }, { path: "db", expected: "number", actual: "undefined" }],
    ["a key is inherited", { toString: 1 }, {}, { path: "toString", actual: "undefined" }],
    ["an entry of a matrix is a string", [[1, 2]], [[1, "2"]], { path: "[0][1]", actual: "string" }],
    ["an entry deep inside", { a: [{ b: 1 }] }, { a: [{ b: true }] }, { path: "a[0].b", actual: "boolean" }],
    ["a row that is a number", [[1], [2]], [[1], 2], { path: "[1]", expected: "array", actual: "number" }],
  ])("type: %s", (_, expected, actual, told) => {
    expect(held(expected, actual)).toMatchObject({ kind: "type", ...told });
  });

  it.each<[string, unknown, unknown, object]>([
    ["too short", [1, 2, 3], [1, 2], { path: "", expected: [3], actual: [2] }],
    ["empty", [1], [], { path: "", expected: [1], actual: [0] }],
    ["not empty", [], [1], { path: "", expected: [0], actual: [1] }],
    ["transposed", [[1, 2, 3]], [[1], [2], [3]], { path: "", expected: [1, 3], actual: [3, 1] }],
    ["another rank", [[1, 2]], [1, 2], { path: "", expected: [1, 2], actual: [2] }],
    ["a row is missing", { dw: [[1], [2]] }, { dw: [[1]] }, { path: "dw", expected: [2, 1], actual: [1, 1] }],
    ["ragged", [[1, 2], [3, 4]], [[1, 2], [3]], { path: "[1]", expected: [2], actual: [1] }], // biome-ignore format: a row
    ["a list of objects", [{ a: 1 }, { a: 2 }], [{ a: 1 }], { path: "", expected: [2], actual: [1] }],
    ["a tensor in a list", [{ a: [1] }], [{ a: [1, 2] }], { path: "[0].a", expected: [1], actual: [2] }],
    ["a typed array", new Float64Array(3), new Float64Array(2), { path: "", expected: [3], actual: [2] }],
  ])("shape: %s", (_, expected, actual, told) => {
    expect(held(expected, actual)).toEqual({ kind: "shape", ...told });
  });

  it("asks for the type before the shape, and for the shape before the values", () => {
    expect(held({ a: [1, 2], b: 3 }, { a: [7], b: "3" })?.kind).toBe("type");
    expect(held({ a: [1, 2], b: [3] }, { a: [7, 7], b: [] })?.kind).toBe("shape");
  });

  it("value: counts, the first and the worst by the allowance, and the tensor that holds the worst", () => {
    const expected = { loss: 1, h: [[1, 2, 3], [4, 5, 1_000_000]] }; // biome-ignore format: a row
    const actual = { loss: 1, h: [[1, 2.5, 3], [4, 9, 1_000_010]] }; // biome-ignore format: a row
    expect(held(expected, actual)).toEqual({
      kind: "value",
      tensor: "h",
      shape: [2, 3],
      first: { path: "h[0][1]", expected: 2, actual: 2.5, allowed: 1e-12 + 2e-9 },
      worst: { path: "h[1][1]", expected: 5, actual: 9, allowed: 1e-12 + 5e-9 },
      wrong: 3,
      total: 7,
    });
  });

  it("value: scalars have no shape, and what is no number is held to equality", () => {
    expect(held(1, 2)).toMatchObject({ kind: "value", tensor: "", shape: [], worst: { path: "" }, wrong: 1, total: 1 });
    const label = held(["cat", true], ["dog", true]);
    expect(label).toMatchObject({ kind: "value", worst: { path: "[0]", expected: "cat", actual: "dog" }, wrong: 1 });
    expect(label).not.toHaveProperty("worst.allowed");
  });

  it("finite: told when the worst is no finite number", () => {
    expect(held([1, 2], [5, NaN])).toMatchObject({ kind: "finite", worst: { path: "[1]", actual: NaN }, wrong: 2 });
  });

  it("a tolerance that is no number passes nothing but the number itself", () => {
    for (const broken of [
      { rtol: NaN, atol: 1 },
      { rtol: 1, atol: NaN },
    ])
      expect(held(1, 1.5, broken)?.kind).toBe("value");
  });

  it("zero is met by -0, and by nothing else when no tolerance is given", () => {
    const exact = { rtol: 0, atol: 0 };
    expect(held(0, -0, exact)).toBeUndefined();
    expect(held(0, 5e-324, exact)?.kind).toBe("value");
    expect(held(1e308, -1e308)?.kind).toBe("value");
  });
});

describe("the words for it", () => {
  it("each kind of mismatch has its verdict", () => {
    const verdict = (expected: unknown, actual: unknown) => verdictOf(held(expected, actual)!);
    expect(verdict(1, "1")).toBe("wrong-type");
    expect(verdict([1], [])).toBe("wrong-shape");
    expect(verdict(1, NaN)).toBe("not-finite");
    expect(verdict(1, 2)).toBe("wrong-value");
  });

  it("typeOf tells apart what typeof does not", () => {
    const words = [null, [], new Uint8Array(), {}, 1, "1", true, undefined].map(typeOf);
    expect(words).toEqual(["null", "array", "Uint8Array", "object", "number", "string", "boolean", "undefined"]);
  });
});
