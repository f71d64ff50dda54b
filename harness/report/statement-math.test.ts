import { describe, expect, it } from "vitest";
import { renderStatement } from "./statement.ts";

const plain = (markdown: string, width = 40) => renderStatement(markdown, { width, colour: false });

describe("mathematics", () => {
  it("sets formulas in a sentence, also without spaces around them", () => {
    expect(plain("设$x \\in \\mathbb{R}^n$，and $a_i * b_i$ *em*")).toEqual(["设x ∈ ℝⁿ，and aᵢ * bᵢ em"]);
  });

  it("does not break a short formula", () => {
    expect(plain("the sum $a + b + c$ is", 15)).toEqual(["the sum", "a + b + c is"]);
  });

  it("indents display mathematics, and parts a row of equations before it wraps one", () => {
    const tex = "so:\n\n$$a = \\frac{1}{2} + x, \\qquad b = 2 + 3 + 4 + 5$$\n\nend";
    expect(plain(tex)).toEqual(["so:", "", "  a = ½ + x,    b = 2 + 3 + 4 + 5", "", "end"]);
    expect(plain(tex, 18)).toEqual(["so:", "", "  a = ½ + x,", "  b = 2 + 3 + 4", "    + 5", "", "end"]);
  });

  it("breaks a row between equations, not inside one that fits", () => {
    expect(plain("$$a = b + c, \\quad d = e + f$$", 20)).toEqual(["  a = b + c,", "    d = e + f"]);
  });

  it("knows display mathematics over several lines, in a list, in a paragraph and with text behind it", () => {
    expect(plain("a\n$$\nx\n= y\n$$\nb")).toEqual(["a", "", "  x = y", "", "b"]);
    expect(plain("- a\n\n  $$x$$")).toEqual(["• a", "", "    x"]);
    expect(plain("a $$x + y$$ b")).toEqual(["a", "  x + y", "b"]);
  });

  it.each([
    "costs $5 and $6",
    "US$5, A$6$",
    "价格 $5，另一个 $6",
    "$5 for ($x",
    "`$a$` and `b$`",
    "from $5 `to` 6$",
    "a $ b $ c",
    "$$",
    "$$ open",
  ])("leaves prices, code and lone dollars alone: %s", (text) => expect(plain(text, 60)).toEqual([text]));

  it("takes an escaped dollar for a dollar", () => {
    expect(plain("\\$x\\$ and $y$")).toEqual(["$x$ and y"]);
  });
});
