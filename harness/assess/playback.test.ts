import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit, editBetween, GAP_MS, playBack } from "./playback.ts";
import { FIRST, MINUTE, planWith, Rehearsal, SECOND } from "./rehearsal.ts";
import { drawTimeline } from "./timeline.ts";

const SKELETON = "export function forward() {}\n";

function sitting(): Rehearsal {
  return new Rehearsal(planWith({ submitIntervalSeconds: 0 })).begin();
}

const play = (session: Rehearsal) => playBack(session.events, FIRST, SKELETON, (hash) => session.texts.get(hash));

describe("an edit", () => {
  it("is the shortest single change", () => {
    expect(editBetween("abc", "abc")).toEqual({ at: 3, removed: 0, inserted: "" });
    expect(editBetween("abc", "aXc")).toEqual({ at: 1, removed: 1, inserted: "X" });
    expect(editBetween("aa", "aaa")).toEqual({ at: 2, removed: 0, inserted: "a" });
    expect(editBetween("abab", "ab")).toEqual({ at: 2, removed: 2, inserted: "" });
    expect(editBetween("", "new")).toEqual({ at: 0, removed: 0, inserted: "new" });
  });

  it("leads from any text to any other", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", "😀", "\ud800") });
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(applyEdit(before, editBetween(before, after))).toBe(after);
      }),
    );
  });
});

describe("playback", () => {
  it("replays to every text that was saved, with runs, pastes and focus between", () => {
    const session = sitting();
    session.after(1_000).save("export function forward() { return 1; }\n");
    session.after(1_000).save("not of this kata", { kata: SECOND });
    const { hash } = session.source("pasted");
    session.after(1_000).do({ kind: "note", note: "focus-lost" });
    session.after(1_000).do({ kind: "note", note: "focus-returned" });
    session.after(1_000).do({ kind: "note", note: "pasted", kata: FIRST, bytes: 6, hash });
    session.after(1_000).save("pasted", { device: "b" });
    session.after(1_000).run("pasted");
    session.after(1_000).submit("done", { device: "b" });
    session.after(1_000).do({ kind: "finish" });
    const { frames, skeleton } = play(session);
    expect(frames.map(({ kind, ms }) => `${kind} ${ms / 1_000}`)).toEqual([
      "edit 1",
      "focus-lost 3",
      "focus-returned 4",
      "pasted 5",
      "edit 6",
      "ran 7",
      "edit 8",
      "submitted 8",
      "ended 9",
    ]);
    let text = skeleton;
    const texts = frames.flatMap((frame) => {
      if (frame.kind !== "edit" || frame.edit === null) return [];
      text = applyEdit(text, frame.edit);
      return [{ text, saved: session.texts.get(frame.source.hash), moved: frame.moved }];
    });
    expect(texts.map(({ text }) => text)).toEqual(texts.map(({ saved }) => saved));
    expect(texts.map(({ moved }) => moved)).toEqual([false, true, false]);
  });

  it("marks silence, and what came late", () => {
    const session = sitting();
    session.after(GAP_MS).save("one");
    session.after(GAP_MS - 1).save("two");
    session.after(120 * MINUTE).save("late");
    const { frames } = play(session);
    expect(frames.map(({ kind }) => kind)).toEqual(["gap", "edit", "edit", "gap", "ended", "submitted", "edit"]);
    expect(frames[0]).toMatchObject({ ms: 0, lengthMs: GAP_MS });
    expect(frames.at(-1)).toMatchObject({ kind: "edit", late: true });
  });

  it("says where a text is not kept any more, and goes on", () => {
    const session = sitting();
    session.save("one");
    session.save("two");
    const first = session.source("one").hash;
    const { frames } = playBack(session.events, FIRST, SKELETON, (hash) =>
      hash === first ? undefined : session.texts.get(hash),
    );
    expect(frames).toMatchObject([{ edit: null }, { edit: { at: 0, removed: 0, inserted: "two" } }]);
  });

  it("of a session that never started is empty", () => {
    const session = new Rehearsal(planWith());
    session.invite();
    expect(play(session).frames).toEqual([]);
    expect(playBack([], FIRST, SKELETON, () => undefined).frames).toEqual([]);
  });
});

describe("the timeline", () => {
  it("puts what comes by the hundred together, and names who changed what", () => {
    const session = sitting();
    for (let i = 0; i < 5; i++) session.after(1_000).save(`text ${i}`);
    session.after(1_000).save("other", { kata: SECOND });
    session.changeTime(60);
    session.do({ kind: "finish" });
    const entries = drawTimeline(session.events);
    expect(entries.map(({ kind, times }) => (times > 1 ? `${times} ${kind}` : kind))).toEqual([
      "invited",
      "opened",
      "started",
      "5 saved",
      "saved",
      "time-changed",
      "finished",
      "submitted",
      "submitted",
    ]);
    expect(entries[0]).toMatchObject({ by: "olga" });
    expect(entries[3]).toMatchObject({ ms: 1_000, kata: FIRST, until: entries[3].at + 4_000 });
    expect(entries[5]).toMatchObject({ by: "olga", reason: "fire alarm", seconds: 60 });
  });

  it("has no time before the start", () => {
    const session = new Rehearsal(planWith());
    session.invite();
    session.after(MINUTE).start();
    expect(drawTimeline(session.events).map(({ ms }) => ms)).toEqual([null, 0]);
  });
});
