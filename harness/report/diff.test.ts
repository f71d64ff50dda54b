import { describe, expect, it } from "vitest";
import { en } from "../words/en.ts";
import { zh } from "../words/zh.ts";
import { renderDiff } from "./diff.ts";
import { paintIn } from "./paint.ts";

const plain = paintIn(false);
/** Marks instead of colours. */
const marked = { ...plain, green: (text: string) => `<${text}>`, red: (text: string) => `{${text}}` };
const range = (n: number, change: Record<number, number> = {}) => Array.from({ length: n }, (_, i) => change[i] ?? i);

describe("a diff", () => {
  it("shows the rows that differ, with their places", () => {
    const [expected, actual] = [
      {
        w: [
          [1, 2],
          [3, 4],
        ],
        b: 5,
      },
      {
        w: [
          [1, 2],
          [3, 4.5],
        ],
        b: 6,
      },
    ];
    expect(renderDiff(expected, actual, en, plain)).toEqual([
      "- expected w[1] [3, 4]",
      "+ got      w[1] [3, 4.5]",
      "- expected b 5",
      "+ got      b 6",
    ]);
    expect(renderDiff([1], [2], zh, plain)).toEqual(["- 应为 [1]", "+ 得到 [2]"]);
  });

  it("marks the cells that differ and no other", () => {
    expect(renderDiff([1, 2, 3], [1, 9, 3], en, marked)).toEqual([
      "<- expected >[1, <2>, 3]",
      "{+ got      }[1, {9}, 3]",
    ]);
  });

  it("cuts a long row to ten cells around the first difference", () => {
    const [first, middle, last] = [0, 50, 99].map((i) => renderDiff(range(100), range(100, { [i]: -1 }), en, plain));
    expect(first[1]).toBe("+ got      [-1, 1, 2, 3, 4, 5, 6, 7, 8, 9 …]");
    expect(middle[0]).toBe("- expected [… 48, 49, 50, 51, 52, 53, 54, 55, 56, 57 …]");
    expect(last[1]).toBe("+ got      [… 90, 91, 92, 93, 94, 95, 96, 97, 98, -1]");
  });

  it("shows three rows and says that there are more", () => {
    const lines = renderDiff([[1], [2], [3], [4]], [[0], [0], [0], [0]], en, plain);
    expect([lines.length, lines.at(-1)]).toEqual([7, "  …"]);
  });

  it("copes with rows of another length, missing rows and what is not a number", () => {
    expect(renderDiff([1, 2], [1, 2, 3], en, plain)).toEqual(["- expected [1, 2]", "+ got      [1, 2, 3]"]);
    expect(renderDiff([[1, 2]], [], en, plain)).toEqual(["- expected [0] [1, 2]", "+ got      [0] []"]);
    expect(renderDiff([1], [Number.NaN], en, plain)[1]).toBe("+ got      [NaN]");
    expect(renderDiff([1, 2], [1, 2], en, plain)).toEqual([]);
  });

  it("tells numbers apart that differ in their last digits only", () => {
    const lines = renderDiff([3.0198410185923787, 1], [3.01984101, 1], en, plain);
    expect(lines).toEqual(["- expected [3.01984101859, 1]", "+ got      [3.01984101, 1]"]);
  });
});
