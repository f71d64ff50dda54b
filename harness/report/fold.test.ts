import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { fits, fold } from "./fold.ts";
import { paintIn } from "./paint.ts";

describe("fold", () => {
  it("leaves a line that fits as it is", () => {
    expect(fold("  eight  ", 9)).toEqual(["  eight  "]);
    expect(fold("", 20)).toEqual([""]);
  });

  it("goes on below the words of the line, without the space that it broke at", () => {
    expect(fold("  Which exponential may overflow?", 21)).toEqual(["  Which exponential", "  may overflow?"]);
    expect(fold("│ printed by your code", 14)).toEqual(["│ printed by", "│ your code"]);
    expect(fold("Which exponential may overflow?", 17)).toEqual(["Which exponential", "may overflow?"]);
  });

  it("goes on behind what it is given", () => {
    expect(fold("○ sigmoid  0/1  not implemented", 24, "    ")).toEqual(["○ sigmoid  0/1  not", "    implemented"]);
  });

  it("breaks a word that is too long, and gives up the lead where nothing would fit behind it", () => {
    expect(fold(`  ${"x".repeat(30)}`, 20)).toEqual([`  ${"x".repeat(18)}`, `  ${"x".repeat(12)}`]);
    for (const piece of fold(`${" ".repeat(30)}words`, 20)) expect(stringWidth(piece)).toBeLessThanOrEqual(20);
  });

  it("keeps colours, and counts wide characters as two", () => {
    const { red } = paintIn(true);
    expect(fold(`  ${red("out of ideas and time")}`, 16)).toEqual([`  ${red("out of ideas")}`, `  ${red("and time")}`]);
    for (const piece of fold("  激活函数及其导数，对向量逐元素计算", 15))
      expect(stringWidth(piece)).toBeLessThanOrEqual(15);
  });
});

describe("fits", () => {
  it("says of no character that it is narrower than a terminal draws it", () => {
    const wide = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code)).filter(
      (one) => fits(one, 1) !== stringWidth(one) <= 1,
    );
    expect(wide).toEqual([]);
    expect(fits("👍", 1)).toBe(false);
    expect(fits("✔️", 1)).toBe(stringWidth("✔️") <= 1);
  });

  it("counts no colours", () => {
    expect(fits("\u001b[1m\u001b[32m✓ four\u001b[39m\u001b[22m", 6)).toBe(true);
    expect(fits("\u001b[1m\u001b[32m✓ four\u001b[39m\u001b[22m", 5)).toBe(false);
  });
});
