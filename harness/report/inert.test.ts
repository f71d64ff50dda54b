import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inertJson, inertText } from "./inert.ts";

const OBEYED = /^\s*::|##\w*\[/m;
const pieces = fc
  .array(
    fc.constantFrom("#", "##", "[", "]", ":", "::", "\n", "    ", "vso", "group", "set-output name=score::100", "é"),
  )
  .map((all) => all.join(""));

describe("inertText", () => {
  it.each([
    ["::error::no", ": :error::no"],
    ["a\n    ::set-output name=score::100", "a\n    : :set-output name=score::100"],
    ["x ##[set-output name=score]100", "x # #[set-output name=score]100"],
    ["##vso[task.complete result=Succeeded;]", "# #vso[task.complete result=Succeeded;]"],
  ])("%j", (text, inert) => expect(inertText(text)).toBe(inert));

  it("leaves nothing that is obeyed, and other text alone", () => {
    fc.assert(fc.property(pieces, (text) => !OBEYED.test(inertText(text))));
    for (const text of ["a ? b :: c", "std::vector", "## A heading", "#[derive]"]) expect(inertText(text)).toBe(text);
  });
});

it("inertJson says the same and holds nothing that is obeyed", () => {
  fc.assert(
    fc.property(pieces, (text) => {
      for (const space of [0, 2]) {
        const json = inertJson(JSON.stringify({ text, [text]: [text] }, null, space));
        expect(JSON.parse(json)).toEqual({ text, [text]: [text] });
        expect(json).not.toMatch(OBEYED);
      }
    }),
  );
});
