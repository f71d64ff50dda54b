import fc from "fast-check";
import { expect, it } from "vitest";
import { changesBetween } from "./changes.ts";

function apply(text: string, changes: ReturnType<typeof changesBetween>): string {
  return changes.toReversed().reduce((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text);
}

it("leads from any text to any other", () => {
  const line = fc.constantFrom("", "a", "b", "const x = 1;", "const y = 2;", "}");
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(apply(before, changesBetween(before, after))).toBe(after);
    }),
  );
});

it("touches only what differs", () => {
  const before = "one\ntwo\nthree\nfour\n";
  expect(changesBetween(before, "one\ntwo and a half\nthree\nfour\nfive\n")).toEqual([
    { from: 7, to: 7, insert: " and a half" },
    { from: 19, to: 19, insert: "five\n" },
  ]);
  expect(changesBetween(before, before)).toEqual([]);
});
