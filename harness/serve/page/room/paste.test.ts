import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { PasteWatch } from "./paste.ts";

const FOREIGN = "export function forward(x) { return answerFromElsewhere(x); }";

it("marks text from outside by size and fingerprint", () => {
  const mark = new PasteWatch().pasted(`${FOREIGN}é`, ["something else"]);
  const hash = createHash("sha256").update(`${FOREIGN}é`).digest("hex");
  expect(mark).toEqual({ bytes: FOREIGN.length + 2, hash });
});

it("does not mark what was copied here, or stands here, however it is indented", () => {
  const watch = new PasteWatch();
  watch.copied(`  ${FOREIGN}\r\n`);
  expect(watch.pasted(FOREIGN, [])).toBeUndefined();
  expect(new PasteWatch().pasted(FOREIGN, [`before\n\t${FOREIGN} after`])).toBeUndefined();
});

it("does not mark symbols and names", () => {
  expect(new PasteWatch().pasted("Math.exp(-z)", [])).toBeUndefined();
});
