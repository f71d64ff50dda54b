/** Worked examples: which numbers hold, and what is told of those that do not. */
import { describe, expect, it } from "vitest";
import { checkExample, exampleIn } from "./example.ts";

const reference = {
  scale: (x: number[], k: number) => x.map((xi) => k * xi),
  third: (x: number) => x / 3,
  pair: (x: number) => ({ h: [[x]], ok: true, name: "h", none: null }),
  odd: () => [Number.NaN, -Infinity, -0],
};
const problems = (code: string) => checkExample(code, reference);

describe("the example of a statement", () => {
  it("is the one block that says so", () => {
    expect(exampleIn("# 1\n\n```js example\nscale([1], 2)\n// [2]\n```\n\n```js\nother()\n```\n")).toBe(
      "scale([1], 2)\n// [2]\n",
    );
  });

  it.each([
    "# 1\n",
    "```js\nscale([1], 2)\n```\n",
    "```js example\na\n```\n\n```js example\nb\n```\n",
    "  ```js example\na\n  ```\n",
  ])("is not found in %j", (statement) => {
    expect(exampleIn(statement)).toBeUndefined();
  });
});

describe("what holds", () => {
  it.each([
    ["a result", "scale([1, 2], 3)\n// [3, 6]\n"],
    ["a result rounded to what is printed", "third(1)\n// 0.333\nthird(2)\n// 0.67\nthird(-2)\n// -0.6667\n"],
    ["powers of ten", "third(3e-9)\n// 1.0e-9\nthird(4e9)\n// 1.33e9\n"],
    ["half a unit, exactly", "scale([0.125], 1)\n// [0.13]\nscale([0.375], 1)\n// [0.37]\n"],
    ["whole numbers as they are", "third(1e6)\n// 333333\n"],
    ["objects, texts and flags", 'pair(2)\n// { h: [[2]], ok: true, name: "h", none: null }\n'],
    ["what is not finite", "odd()\n// [NaN, -Infinity, -0]\n"],
    ["names, and blank lines", "const x = [1, 2]\n\nlet y = scale(x, 2)\nscale(y, 2)\n// [4, 8]\n"],
    ["calls and results on several lines", "scale(\n  [1, 2],\n  3,\n)\n// [3,\n//  6]\n".replace("\n)", "\n  )")],
  ])("%s", (_, code) => {
    expect(problems(code)).toEqual([]);
  });
});

describe("what is told", () => {
  it.each([
    [
      "a wrong number",
      "scale([1, 2], 3)\n// [3, 5]\n",
      '"scale([1, 2], 3)": at [1] 5 is printed, the reference gives 6',
    ],
    ["a last digit that is wrong", "third(1)\n// 0.334\n", '"third(1)": at the result 0.334 is printed'],
    ["a wrong sign", "third(1)\n// -0.333\n", "-0.333 is printed"],
    [
      "a zero of the wrong sign",
      "odd()\n// [NaN, Infinity, -0]\n",
      "at [1] Infinity is printed, the reference gives -Infinity",
    ],
    ["a number too few", "scale([1, 2], 3)\n// [3]\n", "1 values are printed, the reference gives 2"],
    ["another nesting", "scale([1, 2], 3)\n// [[3], [6]]\n", "the reference gives undefined"],
    ["another key", 'pair(2)\n// { h: [[2]], ok: true, title: "h", none: null }\n', "at title h is printed"],
    [
      "another text",
      'pair(2)\n// { h: [[2]], ok: true, name: "k", none: null }\n',
      "k is printed, the reference gives h",
    ],
    ["a result that is no literal", "third(1)\n// about a third\n", "is not a JavaScript literal: about a third"],
    ["a call without a result", "third(1)\nthird(3)\n// 1\n", '"third(1)" shows no result'],
    ["a result without a call", "// [3, 6]\nthird(3)\n// 1\n", 'the line "// [3, 6]" follows no call'],
    ["nothing that is shown", "const x = 1\n", "the worked example shows no result"],
    ["nothing at all", "\n", "the worked example shows no result"],
  ])("%s", (_, code, told) => {
    const said = problems(code);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(told);
  });

  it("a call that throws, since the reference has no such part", () => {
    expect(problems("scales([1], 2)\n// [2]\n")).toEqual(['"scales([1], 2)": it throws: scales is not defined']);
  });

  it("each line that is wrong, in its order", () => {
    expect(problems("third(3)\n// 2\nthird(6)\n// 2\nthird(9)\n// 4\n")).toHaveLength(2);
  });
});
