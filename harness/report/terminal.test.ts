import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { compare, verdictOf } from "../grade/compare.ts";
import { TOLERANCES } from "../grading.ts";
import type { Language } from "../kata.ts";
import { type CaseResult, type KataResult, type PartResult, VERDICTS } from "../verdict.ts";
import { wordsIn } from "../words/words.ts";
import { paintIn } from "./paint.ts";
import { renderSummary, renderTypeProblems } from "./summary.ts";
import { detailLine, type ReportStyle, renderConsole, renderParts } from "./terminal.ts";

function styleOf(language: Language, change: Partial<ReportStyle> = {}): ReportStyle {
  const words = wordsIn(language);
  return { words, language, paint: paintIn(false), width: 80, reveal: false, revealTip: words.revealTip, ...change };
}

const BLANK: CaseResult = {
  name: "five inputs",
  group: "basic",
  shown: false,
  sizes: { n: 5, shape: [2, 3] },
  verdict: "passed",
  ran: true,
  durationMs: 0.1,
};

/** A case as the judge makes it of two values. */
function compared(expected: unknown, actual: unknown, shown = false): CaseResult {
  const mismatch = compare(expected, actual, TOLERANCES.float64.forward)!;
  return { ...BLANK, shown, verdict: verdictOf(mismatch), mismatch, expected, actual };
}

/** With what a picture needs beside. */
function held(expected: unknown, actual: unknown): CaseResult {
  return { ...compared(expected, actual), held: { expected, tolerance: TOLERANCES.float64.forward }, args: [] };
}

function linesOf(part: PartResult, style = styleOf("en")): string[] {
  return renderParts(resultOf([part]), style);
}

function partOf(one: CaseResult, change: Partial<PartResult> = {}): PartResult {
  return { part: "forward", points: 0, maxPoints: 2, verdict: one.verdict, cases: [one], ...change };
}

function resultOf(parts: readonly PartResult[], change: Partial<KataResult> = {}): KataResult {
  const rest = { points: 0, maxPoints: 2, score: 0, console: "", durationMs: 12.3, isolation: "os" } as const;
  return { kata: "01-x", verdict: parts[0].verdict, parts, ...rest, ...change };
}

const render = (one: CaseResult, style: ReportStyle, part: Partial<PartResult> = {}) =>
  renderParts(resultOf([partOf(one, part)]), style).join("\n");

/** One case of each kind of mismatch, with what must be read in each language. */
const MISMATCHES: [kind: string, one: CaseResult, en: string, zh: string][] = [
  ["type", compared({ a: [1] }, { a: "x" }), "a must be array, but is string.", "a 应为 array，实际是 string。"],
  ["missing key", compared({ a: 1, z: 2 }, { a: 1 }), "z is missing.", "缺少 z。"],
  [
    "shape",
    compared([[1, 2, 3]], [[1, 2]]),
    "The result must have the shape [1, 3], but has [1, 2].",
    "返回值 的形状应为 [1, 3]，实际是 [1, 2]。",
  ],
  ["finite", compared({ h: [1, 2] }, { h: [1, Number.NaN] }), "h[1] is NaN where", "h[1] 是 NaN，这里应当是有限数。"],
  [
    "value",
    compared({ h: [[0.1234567, 2]] }, { h: [[0.7654321, 2]] }),
    "h has the right shape [1, 2], but 1 of 2 numbers differs.",
    "h 的形状 [1, 2] 正确，但 2 个数里有 1 个不对。",
  ],
  ["value, scalar", compared(0.1234567, 0.7654321), "The result is off by 6.4e-1,", "返回值 的误差为 6.4e-1，"],
  [
    "value, infinite for NaN",
    compared(Number.NaN, Infinity),
    "The result is Infinity where another of NaN, Infinity and -Infinity",
    "返回值 是 Infinity，这里应当是 NaN、Infinity、-Infinity 中的另一个。",
  ],
  [
    "value, finite for infinite",
    compared([1, -Infinity], [1, -700]),
    "[1] is a finite number where NaN or an infinity is expected.",
    "[1] 是有限数，这里应当是 NaN 或无穷大。",
  ],
  ["value, boolean", compared(true, false), "The result is not right.", "返回值 的值不对。"],
];

describe.each(["en", "zh"] as const)("a failure in %s", (language) => {
  const style = styleOf(language);

  it.each(MISMATCHES)("says what differs: %s", (_, one, en, zh) => {
    const text = render(one, style);
    expect(text).toContain(language === "en" ? en : zh);
    expect(text).toContain(style.words.hiddenCase("five inputs", " (n=5 shape=[2,3])"));
    expect(text).toContain(style.words.verdict[one.verdict]);
  });

  it("keeps the numbers of a hidden case until they are asked for; those of an example it shows", () => {
    const one = compared({ h: [0.1234567, 2] }, { h: [0.7654321, 2] });
    const hidden = render(one, style);
    expect(hidden).not.toMatch(/0\.123|0\.765/);
    expect(hidden).toContain("6.4e-1");
    expect(hidden).toContain(style.revealTip);
    for (const open of [render(one, { ...style, reveal: true }), render({ ...one, shown: true }, style)]) {
      expect(open).toContain(style.words.worstNumbers("h[0]", "0.765432", "0.123457", "1.2e-10"));
      expect(open).toMatch(/- .*0\.123457, 2\]\n.*\+ .*0\.765432, 2\]/);
      expect(open).not.toContain(style.revealTip);
    }
    expect(detailLine(one, style.words)).not.toMatch(/0\.123|0\.765/);
  });

  it("tells the numbers of a near miss apart", () => {
    const open = render(compared(3.0198410185923787, 3.01984101, true), style);
    expect(open).toContain(style.words.onlyNumbers(style.words.result, "3.01984101", "3.01984101859", "3.0e-9"));
  });

  it("gives the diagnosis, the reason, the place and what was not run", () => {
    const text = { en: "The bias is missing.", zh: "漏掉了偏置。" };
    const diagnosis = { id: "mistake:bias", text };
    expect(render(compared(1, 2), style, { diagnosis })).toContain(`→ ${text[language]}`);
    const at = { file: "attempt.ts", line: 12, column: 3, excerpt: "  none[0];" };
    const threw: CaseResult = { ...BLANK, verdict: "threw", problem: { message: "TypeError: no", at } };
    const skipped = { ...BLANK, name: "other", ran: false, verdict: "time-limit" } as const;
    const lines = render(threw, style, { cases: [threw, skipped] });
    expect(lines).toContain(
      `TypeError: no\n    ${style.words.thrownAt("attempt.ts", 12, 3)}\n    12 │   none[0];\n           ^`,
    );
    expect(lines).toContain(style.words.notRunCases(1));
  });

  it("names every verdict, says why nothing ran, and words every reason", () => {
    for (const verdict of VERDICTS) expect(render({ ...BLANK, verdict }, style, { verdict })).toMatch(/forward +0\/2/);
    const problem = { message: "", why: { what: "import", specifier: "node:fs" } } as const;
    const [first, second] = renderParts(resultOf([partOf(BLANK)], { verdict: "forbidden-import", problem }), style);
    expect(first).toBe(`✗ ${style.words.verdict["forbidden-import"]}`);
    expect(second).toContain('"node:fs"');
    const limits = (["compile", "load", "case", "submission"] as const).map(
      (of) => ({ what: "limit", of, ms: 1_000 }) as const,
    );
    const files = (["missing", "unreadable", "not-a-file", "binary"] as const).map((what) => ({ what, file: "a.ts" }));
    const others = [{ what: "export" }, { what: "export", kind: "number" }, { what: "mutated", argument: 1 }] as const;
    const whys = [...limits, ...files, ...others, { what: "too-large", file: "a.ts", bytes: 70_000 } as const];
    const said = whys.map((why) => detailLine({ problem: { message: "", why } }, style.words));
    expect(new Set(said).size).toBe(whys.length);
    expect(said.join()).not.toMatch(/undefined|NaN|\[object/);
  });
});

describe("the width", () => {
  const long = "很长的一句话，full of 宽 characters ".repeat(6);
  const diagnosis = { id: "law:x", text: { en: long, zh: long } };
  const at = { file: "attempt.ts", line: 120, column: 90, excerpt: `  const s = "${long}";` };
  const parts = [
    partOf(compared({ h: [Array(30).fill(0.12345)] }, { h: [Array(30).fill(0.54321)] }, true), { diagnosis }),
    partOf({ ...BLANK, verdict: "threw", problem: { message: long, at } }, { part: "aPartWithAVeryLongName" }),
    partOf(compared(1, 2), { part: "third", diagnosis }),
    partOf({ ...BLANK, verdict: "not-implemented" }, { part: "fourth" }),
  ];

  it.each([40, 61, 100])("%i is never exceeded, in colour and without", (width) => {
    for (const language of ["en", "zh"] as const) {
      for (const colour of [true, false]) {
        const style = styleOf(language, { width, paint: paintIn(colour) });
        const problem = { file: "attempt.ts", line: 1, column: 2, code: 2322, message: long };
        const lines = [
          ...renderParts(resultOf(parts), style),
          ...renderParts(resultOf(parts, { verdict: "threw", problem: { message: long, at } }), style),
          ...renderConsole(`${long}\nshort\n`.repeat(9), style),
          ...renderTypeProblems(Array(6).fill(problem), style),
        ];
        for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(width);
        expect(lines.join().includes("\u001b")).toBe(colour);
      }
    }
  });
});

describe("the rest of the report", () => {
  it("shows where a matrix is wrong here and right there, without a number of a hidden case", () => {
    const expected = { dW: Array.from({ length: 3 }, () => [1, 2, 3, 4]) };
    const actual = structuredClone(expected);
    for (const row of actual.dW) row[2] = 7;
    actual.dW[1][0] += 1e-8;
    const one = held(expected, actual);
    const outline = { parameters: [], axes: new Map([["dW", ["D", "K"]]]) };
    const lines = linesOf(partOf(one, { outline }));
    const at = lines.findIndex((line) => line.startsWith("    dW [D=3, K=4], error / allowed:"));
    expect(lines.slice(at + 1, at + 4)).toEqual(["    0 │ ····██··", "    1 │ ░░··██··", "    2 │ ····██··"]);
    expect(lines.join()).not.toContain("7");
    // Wrong everywhere, or too small: the count says it all.
    expect(
      linesOf(
        partOf(
          held(
            expected.dW,
            expected.dW.map((row) => row.map((n) => -n)),
          ),
        ),
      ).join(),
    ).not.toContain("│");
    expect(linesOf(partOf(held([[1, 2]], [[1, 3]]))).join()).not.toContain("│");
  });

  it("keeps a map of a large matrix to a few narrow lines, in every language", () => {
    const expected = Array.from({ length: 300 }, () => Array.from({ length: 500 }, () => 1));
    const actual = structuredClone(expected);
    actual[299][499] = Number.NaN;
    const few = held([[1, 1]], [[1, 2]]);
    const part = partOf(few, { cases: [few, { ...held(expected, actual), name: "a large one" }] });
    for (const language of ["en", "zh"] as const) {
      const lines = linesOf(part, styleOf(language, { width: 40 }));
      const map = lines.filter((line) => line.includes("│"));
      expect(map).toHaveLength(8);
      expect(map.at(-1)).toMatch(/·!$/);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(40);
      expect(lines.join()).toContain("a large one");
    }
  });

  it("sums up points, score and time", () => {
    const result = resultOf([partOf(BLANK)], { points: 1.25, score: 62.5, durationMs: 9.87 });
    expect(renderSummary(result, styleOf("en"))).toBe("1.25 of 2 points · score 62.5 · 9.9 ms");
    expect(renderSummary(result, styleOf("zh"))).toBe("2 分中得 1.25 分 · 得分 62.5 · 9.9 毫秒");
  });

  it("shows the last lines that the attempt printed, and the first type errors", () => {
    expect(renderConsole("", styleOf("en"))).toEqual([]);
    const text = Array.from({ length: 20 }, (_, i) => `line ${i}\n`).join("");
    expect(renderConsole(text, styleOf("en"), 2)).toEqual([
      "",
      "printed by your code",
      "│ …",
      "│ line 18",
      "│ line 19",
    ]);
    const problems = [1, 2, 3].map((line) => ({ file: "attempt.ts", line, column: 1, code: 2322, message: "No." }));
    const lines = renderTypeProblems(problems, styleOf("en"), 2);
    expect(lines).toEqual([
      "",
      "3 type errors",
      "attempt.ts:1:1 No. TS2322",
      "attempt.ts:2:1 No. TS2322",
      "… and 1 more",
    ]);
  });

  it("gives details of the first two failing parts, and of later ones the diagnosis", () => {
    const diagnosis = { id: "law:x", text: { en: "Off by a factor.", zh: "差一个倍数。" } };
    const three = ["one", "two", "three"].map((part) => partOf(compared(1, 2), { part, diagnosis }));
    const text = renderParts(resultOf(three), styleOf("en")).join("\n");
    expect(text.split("hidden case “")).toHaveLength(3);
    expect(text).toMatch(/three .*\n {4}Off by a factor\.$/);
  });
});
