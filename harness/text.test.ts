import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable } from "./text.ts";

const ESC = "\u001b";

describe("printable", () => {
  it.each([
    ["plain text in any script", "loss = 0.5\t损失\n✗ é 👍🏽", "loss = 0.5\t损失\n✗ é 👍🏽"],
    ["colours", `${ESC}[1;31mred${ESC}[0m`, "red"],
    ["clearing the screen and moving the cursor", `a${ESC}[2J${ESC}[10;20Hb`, "ab"],
    ["C1 introducers", "a\u009b31mb", "ab"],
    ["a title, ended by a bell", `a${ESC}]0;owned\u0007b`, "ab"],
    ["a link, ended by a string terminator", `${ESC}]8;;http://x${ESC}\\text${ESC}]8;;${ESC}\\`, "text"],
    ["a device control string", `a${ESC}P+q544e${ESC}\\b`, "ab"],
    ["a C1 operating system command", "a\u009d0;t\u009cb", "ab"],
    ["a sequence without an end", `a${ESC}]0;owned`, "a"],
    ["a full reset and a change of character set", `${ESC}ca${ESC}(0b`, "ab"],
    ["a bare escape", `a${ESC}`, "a"],
    ["carriage returns that would overwrite", "passed\rfailed", "passedfailed"],
    ["line ends of Windows", "a\r\nb", "a\nb"],
    ["backspaces and nulls", "a\u0008\u0000b", "ab"],
    ["marks that reorder", "a\u202eb\u2066c\u200fd\u061ce", "abcde"],
    ["separators that some terminals break at", "a\u2028b\u2029c", "abc"],
  ])("%s", (_, text, clean) => {
    expect(printable(text)).toBe(clean);
  });

  it("leaves nothing that a terminal would act on, whatever is put together", () => {
    const piece = fc.oneof(
      fc.constantFrom(ESC, `${ESC}[`, `${ESC}]`, `${ESC}P`, `${ESC}\\`, "\u009b", "\u009d", "\u0007", "\u009c", "\r\n"),
      fc.constantFrom("[", "]", "31", ";", "m", "J", "?", "\\", "\u202e", "\u2067", "\u200e", "\u061c", "\ufeff"),
      fc.nat(0x9f).map((code) => String.fromCharCode(code)),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const clean = printable(pieces.join(""));
        expect(clean).not.toMatch(/(?![\t\n])\p{Cc}/u);
        expect(clean).not.toMatch(/\p{Bidi_Control}/u);
        expect(clean).not.toMatch(/[\u2028\u2029]/);
        expect(printable(clean)).toBe(clean);
      }),
      { numRuns: 2_000 },
    );
  });

  it("keeps every printable character", () => {
    fc.assert(fc.property(fc.string(), (text) => printable(text, Infinity) === text));
  });

  it("cuts what is too long, and says so", () => {
    expect(printable("abcdef", 3)).toBe("abc…");
    expect(printable("abc", 3)).toBe("abc");
    expect(printable("x".repeat(5_000))).toHaveLength(2_049);
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.nat(20),
        (text, limit) => printable(text, limit).length <= limit + 1,
      ),
    );
  });

  it("does not cut a character in two", () => {
    expect(printable("ab👍cd", 3)).toBe("ab…");
  });

  it("takes linear time, also for what looks like a sequence again and again", () => {
    for (const text of [`${ESC}[`.repeat(50_000), `${ESC}]`.repeat(50_000), `${ESC}[${"0".repeat(100_000)}`])
      expect(printable(text).length).toBeLessThan(2_050);
  });
});
