import { expect, it } from "vitest";
import { playBack } from "./playback.ts";
import { FIRST, MINUTE, planWith, Rehearsal, SECOND } from "./rehearsal.ts";
import { summarizeWriting } from "./writing.ts";

function writingOf(session: Rehearsal, kata: string) {
  return summarizeWriting(playBack(session.events, kata, "start", (hash) => session.texts.get(hash)));
}

it("counts what was written, when, from where, and the most that came at once", () => {
  const session = new Rehearsal(planWith()).begin();
  session.after(MINUTE).save("start a");
  session.after(5 * MINUTE).save("start a and much more");
  session.run("start a and much more");
  session.after(MINUTE).save("a and much more");
  expect(writingOf(session, FIRST)).toMatchObject({
    kata: FIRST,
    edits: 3,
    lateEdits: 0,
    firstMs: MINUTE,
    lastMs: 7 * MINUTE,
    inserted: " a and much more".length,
    removed: "start ".length,
    largest: { ms: 6 * MINUTE, inserted: " and much more".length },
    devices: 1,
    runs: 1,
    pastes: 0,
    gaps: 1,
    longestGapMs: 5 * MINUTE,
  });
});

it("says that nothing was written", () => {
  const session = new Rehearsal(planWith()).begin();
  session.after(MINUTE).save("of the other kata");
  expect(writingOf(session, SECOND)).toMatchObject({
    edits: 0,
    firstMs: null,
    lastMs: null,
    largest: null,
    devices: 0,
  });
});
