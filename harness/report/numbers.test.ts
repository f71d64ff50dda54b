import { describe, expect, it } from "vitest";
import { apart, number, rowsOf, shapeText, small, valueLines } from "./numbers.ts";

describe("a number", () => {
  it.each([
    [0.1 + 0.2, "0.3"],
    [2.123456789, "2.12346"],
    [-0.00012345678, "-0.000123457"],
    [0.000012345678, "1.2346e-5"],
    [12345678.9, "1.2346e+7"],
    [1e21, "1e+21"],
    [42, "42"],
    [-0, "-0"],
    [0, "0"],
    [Number.NaN, "NaN"],
    [-Infinity, "-Infinity"],
    ["text", '"text"'],
    [null, "null"],
    [true, "true"],
    [undefined, "undefined"],
  ])("%s reads %s", (value, text) => expect(number(value)).toBe(text));

  it("as an error has two digits, and a shape reads as code", () => {
    expect([small(0), small(0.000123), small(45)]).toEqual(["0", "1.2e-4", "4.5e+1"]);
    expect([shapeText([]), shapeText([2, 3])]).toEqual(["[]", "[2, 3]"]);
  });
});

describe("two numbers", () => {
  it("get as many digits as tell them apart", () => {
    expect(apart(1.5, 2.5)).toEqual(["1.5", "2.5"]);
    expect(apart(1.00000001, 1.00000002)).toEqual(["1.00000001", "1.00000002"]);
    expect(apart(1.00000001e-7, 1e-7)).toEqual(["1.0000000100e-7", "1.0000000000e-7"]);
  });
});

describe("rows", () => {
  it("are the vectors of a value, labelled as code reads", () => {
    const value = { w: [[1, 2], [3]], deep: { list: [{ a: 1 }, { a: [] }] }, b: 0.5, t: new Float64Array([1.5, 2]) };
    expect(rowsOf(value).map(({ label, cells, scalar }) => `${label} ${cells.join(" ")} ${scalar}`)).toEqual([
      "w[0] 1 2 false",
      "w[1] 3 false",
      "deep.list[0].a 1 true",
      "deep.list[1].a  false",
      "b 0.5 true",
      "t 1.5 2 false",
    ]);
    expect(rowsOf(7)).toEqual([{ label: "", cells: ["7"], scalar: true }]);
  });

  it("are cut when they are many or long", () => {
    expect(valueLines({ a: 1, v: [1, 2] })).toEqual(["a 1", "v [1, 2]"]);
    expect(valueLines(Array.from({ length: 13 }, (_, i) => i))).toEqual(["[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …]"]);
    const many = valueLines(Array.from({ length: 20 }, () => [1]));
    expect([many.length, many[7], many[8]]).toEqual([9, "[7] [1]", "…"]);
  });
});
