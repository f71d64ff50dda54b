import { expect, it } from "vitest";
import { firstLanguage } from "./language.ts";

it.each([
  [null, ["de", "zh-TW", "en"], "zh"],
  [null, ["en-GB", "zh"], "en"],
  [null, ["de"], "en"],
  ["zh", ["en"], "zh"],
  ["xx", ["zh-CN"], "zh"],
] as const)("chosen %s, preferred %j: %s", (chosen, preferred, language) => {
  expect(firstLanguage(chosen, preferred)).toBe(language);
});
