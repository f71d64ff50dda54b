import { expect, it } from "vitest";
import { compareTexts, mergeTexts } from "./merge.ts";

const lines = (...changes: [number, string][]) => {
  const all = Array.from({ length: 20 }, (_, i) => `line ${i}`);
  for (const [at, text] of changes) all[at] = text;
  return `${all.join("\n")}\n`;
};

it("puts together what lies apart", () => {
  expect(mergeTexts(lines(), lines([2, "mine"]), lines([15, "theirs"]))).toBe(lines([2, "mine"], [15, "theirs"]));
});

it("takes what both did alike once, and one side alone as it is", () => {
  expect(mergeTexts(lines(), lines([2, "same"], [9, "mine"]), lines([2, "same"]))).toBe(
    lines([2, "same"], [9, "mine"]),
  );
  expect(mergeTexts(lines(), lines(), lines([2, "theirs"]))).toBe(lines([2, "theirs"]));
});

it("never guesses where a change belongs, however alike the lines are", () => {
  const alike = (first: string, last: string) => `${first}\n${"x\n".repeat(8)}${last}\n`;
  expect(mergeTexts(alike("a", "z"), alike("mine", "z"), alike("a", "theirs"))).toBe(alike("mine", "theirs"));
  expect(mergeTexts("a\n", "mine\na\n", "theirs\na\n")).toBeUndefined();
});

it("leaves to a person what both changed", () => {
  expect(mergeTexts(lines(), lines([2, "mine"]), lines([2, "theirs"]))).toBeUndefined();
});

it("shows what the one and the other have, and where lines are left out", () => {
  const shown = compareTexts(lines([15, "theirs"]), lines([2, "mine"]));
  expect(shown.filter(({ side }) => side === "mine").map(({ text }) => text)).toEqual(["mine", "line 15"]);
  expect(shown.filter(({ side }) => side === "theirs").map(({ text }) => text)).toEqual(["line 2", "theirs"]);
  expect(shown.filter(({ side }) => side === "gap")).toHaveLength(1);
  expect(compareTexts("a", "a\n").map(({ text }) => text)).toEqual(["a", "a"]);
});
