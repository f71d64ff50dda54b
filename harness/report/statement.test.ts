import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { renderStatement } from "./statement.ts";

const plain = (markdown: string, width = 40) => renderStatement(markdown, { width, colour: false });
const coloured = (markdown: string, width = 40) => renderStatement(markdown, { width, colour: true });
const KATAS = new URL("../../katas/", import.meta.url);

describe("paragraphs", () => {
  it("joins the lines of the source: Latin with a space, Han without", () => {
    expect(plain("one\ntwo")).toEqual(["one two"]);
    expect(plain("沿同一条路\n走回输入，\n`x` 是\nLatin")).toEqual(["沿同一条路走回输入，`x` 是 Latin"]);
    expect(plain("it’s “one”\ntwo —\nthree")).toEqual(["it’s “one” two — three"]);
    expect(plain("他说\n“一”\n二")).toEqual(["他说“一”二"]);
  });

  it("fills lines with Han text up to the last column", () => {
    expect(plain("反向传播就是链式法则 only", 10)).toEqual(["反向传播就", "是链式法则", "only"]);
  });

  it("keeps closing marks off the start of a line and opening ones off its end", () => {
    expect(plain("一二三四五，六七", 10)).toEqual(["一二三四", "五，六七"]);
    expect(plain("一二三四（五六）", 10)).toEqual(["一二三四", "（五六）"]);
  });

  it("drops the space that markdown needs behind a bold clause in Chinese", () => {
    expect(plain("**要点。** 一份 text, **so.** It is")).toEqual(["要点。一份 text, so. It is"]);
  });

  it("cuts a word that is longer than the line and obeys a hard line break", () => {
    expect(plain("aaaaaaaaaaaaa b", 10)).toEqual(["aaaaaaaaaa", "aaa b"]);
    expect(plain("one\\\ntwo")).toEqual(["one", "two"]);
  });
});

describe("blocks", () => {
  it("underlines the first two levels of headings and marks the others", () => {
    expect(plain("# 题目\n## The question\nText\n### `f(x)`\nMore")).toEqual([
      ...["题目", "════", "", "The question", "────────────", "Text", "", "▸ `f(x)`", "More"],
    ]);
  });

  it("hangs nested lists", () => {
    expect(plain("- one two three four\n  - inner\n- second\n\n9. nine\n10. ten", 14)).toEqual([
      ...["• one two", "  three four", "  • inner", "• second", "", " 9. nine", "10. ten"],
    ]);
  });

  it("keeps the blank lines of a loose list", () => {
    expect(plain("- a\n\n  b\n\n- c")).toEqual(["• a", "", "  b", "", "• c"]);
  });

  it("puts a bar before every line of a quote", () => {
    expect(plain("> one two three\n>\n> four", 11)).toEqual(["│ one two", "│ three", "│", "│ four"]);
  });

  it("indents code and keeps its spaces", () => {
    expect(plain("```js example\nif (x)\n\n\tf( x )\n```", 30)).toEqual(["  if (x)", "", "      f( x )"]);
    expect(plain("```\naaa bbb ccc\n```", 10)).toEqual(["  aaa bbb", "  ccc"]);
  });

  it("rules a line, but not over the whole of a wide terminal", () => {
    expect(plain("---", 20)).toEqual(["─".repeat(20)]);
    expect(plain("---", Number.POSITIVE_INFINITY)).toEqual(["─".repeat(80)]);
  });
});

describe("tables", () => {
  const table = "| 名字 | n |\n|:--|--:|\n| `a` | 10 |\n| 权重 | $x_i$ |";

  it("aligns columns by display width", () => {
    expect(plain(table)).toEqual(["名字   n", "────  ──", "`a`   10", "权重  xᵢ"]);
  });

  it("falls back to a list of fields where the columns do not fit", () => {
    expect(plain("| name | what it is for |\n|--|--|\n| a | first things |", 18)).toEqual([
      "• name: a",
      "  what it is for:",
      "  first things",
    ]);
  });
});

describe("links", () => {
  it("gives the address, unless it is the text", () => {
    expect(plain("[the page](https://a.b/c) and <https://a.b>", 60)).toEqual([
      "the page (https://a.b/c) and https://a.b",
    ]);
    expect(plain("[https://a.b](https://a.b)")).toEqual(["https://a.b"]);
  });
});

describe("colour", () => {
  it("is on or off by the option alone", () => {
    const text = "# T\n**b** *i* `c` $x$ [l](u)\n\n> q\n\n```\ncode\n```";
    expect(plain(text).join("\n")).not.toContain("\x1b");
    const lines = coloured(text);
    expect(lines[0]).toBe("\x1b[1mT\x1b[22m");
    expect(lines[2]).toContain("\x1b[36mc\x1b[39m");
    expect(lines[2]).toContain("\x1b[4ml\x1b[24m (u)");
  });

  it("closes every style at the end of a line and opens it again on the next", () => {
    expect(coloured("**one two**", 4)).toEqual(["\x1b[1mone\x1b[22m", "\x1b[1mtwo\x1b[22m"]);
  });
});

describe("control characters", () => {
  it("takes out escapes, C0, C1 and bidi controls, spelled out or as entities", () => {
    const source =
      "a\x1b[31m\u0007\u202eb&#x202e;&#x200f; `c\x1b]8;;u\u0007d`\n\n```\n\x1b[2J\u2066x\r\n\u0085y\u00ad\n```";
    expect(plain(source)).toEqual(["ab `cd`", "", "  x", "  y"]);
    for (const entity of ["&#27;", "&#155;", "&#x2066;"]) {
      expect(plain(entity).join("")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2066-\u2069]/);
    }
  });
});

describe("no line is wider than the terminal", () => {
  const fits = (markdown: string, width: number) => {
    for (const colour of [false, true]) {
      for (const line of renderStatement(markdown, { width, colour })) {
        expect(line).not.toContain("\n");
        expect(stringWidth(line), JSON.stringify(line)).toBeLessThanOrEqual(width);
      }
    }
  };
  const pieces = fc.oneof(
    fc.constantFrom(
      ..."# |## |> |- |1. |\n|\n\n|```|`|**|*|$|$$|[|](u)|  |\t|---|\\|~~|<https://a.b/c>|&amp;".split("|"),
      "|",
      "\n|--|--|\n",
    ),
    fc.constantFrom(
      "反向传播",
      "，",
      "。",
      "（",
      "）",
      "“",
      "”",
      "梯度",
      "損失",
      "ー",
      "한국",
      "é",
      "e\u0301",
      "👩‍🔬",
      "🇨🇳",
    ),
    fc.constantFrom(
      "word",
      "backpropagation",
      " ",
      "x_i",
      "\\frac{a}{b}",
      "\\hat y",
      "\\qquad",
      "\\begin{cases} a & b \\\\ c \\end{cases}",
    ),
    fc.string({ maxLength: 8 }),
  );

  it("for any mixture of Chinese, English, marks and mathematics", () => {
    const source = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(""));
    fc.assert(fc.property(source, fc.integer({ min: 2, max: 120 }), fits), { numRuns: 1_000 });
  });

  it("for any text of any script", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 8, max: 100 }), fits));
  });

  const statements = readdirSync(KATAS, { recursive: true, encoding: "utf8" }).filter((path) =>
    /README.*\.md$/.test(path),
  );
  it.each(statements)("for katas/%s, without a trace of TeX", (path) => {
    const markdown = readFileSync(new URL(path, KATAS), "utf8");
    for (const width of [24, 40, 80, 120]) fits(markdown, width);
    const prose = markdown.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");
    expect(plain(prose, 100).join("\n")).not.toMatch(/\\[a-zA-Z]{2,}|\$/);
  });
});
