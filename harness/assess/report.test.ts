import { describe, expect, it } from "vitest";
import type { VerdictRow } from "./model.ts";
import { FIRST, MINUTE, marksWith, planWith, Rehearsal, SECOND, uuid } from "./rehearsal.ts";
import { reportSession } from "./report.ts";
import type { Similarity } from "./similarity.ts";

const diagnosis = { id: "mistake:gates", text: { en: "The gates are swapped.", zh: "门的顺序颠倒。" } };
const marks = marksWith(40, {
  parts: [
    {
      part: "forward",
      points: 4,
      maxPoints: 10,
      verdict: "wrong-value",
      groups: [{ group: "basic", passed: 1, cases: 2 }],
      diagnosis,
    },
  ],
});

function sitting() {
  const session = new Rehearsal(planWith({ submitIntervalSeconds: 0 })).begin();
  session.after(MINUTE).save("one");
  session.do({ kind: "note", note: "focus-lost" });
  session.do({ kind: "note", note: "pasted", kata: FIRST, ...pasted(session) });
  session.run("one");
  session.after(MINUTE).submit("one");
  session.do({ kind: "recordVerdict", submission: uuid(1), round: 1, outcome: { gradable: true, marks } });
  session.submit("two", { kata: SECOND });
  session.failToJudge(uuid(2));
  session.after(120 * MINUTE).save("late");
  return session;
}

function pasted(session: Rehearsal) {
  const { hash, bytes } = session.source("from elsewhere");
  return { hash, bytes };
}

const rowsOf = ({ events }: Rehearsal): VerdictRow[] =>
  events.flatMap((one) => (one.kind === "verdict" ? [one.data] : []));

describe("the report of a session", () => {
  const session = sitting();
  const pair = { similarity: 0.9, own: [50, 50], longest: 40, standsOut: true, fragments: [] } as const;
  const similarity: Similarity = {
    note: { en: "proves nothing", zh: "不能证明" },
    pairs: [
      { sessions: ["session-1", "session-2"], ...pair },
      { sessions: ["session-2", "session-3"], ...pair },
    ],
    compared: 3,
    median: 0.1,
    tooLittle: [],
    unreadable: [],
  };
  const report = reportSession(session.state, session.events, rowsOf(session), new Map([[FIRST, similarity]]));
  const [first, second] = report.katas;

  it("has scores by part and group, and the diagnoses of what counts", () => {
    expect(report).toMatchObject({ score: 20, final: true, endedBy: "expired", phase: "ended" });
    expect(first).toMatchObject({ score: 40, submission: uuid(1), marks });
    expect(first.diagnoses).toEqual([{ part: "forward", diagnosis }]);
  });

  it("has every submission with its rounds, the failures of our side told apart", () => {
    expect(first.history).toMatchObject([
      { submission: uuid(1), counts: true, late: false, ms: 2 * MINUTE, by: "candidate" },
    ]);
    expect(first.history[0].rounds).toMatchObject([{ round: 1, marks, ungradable: null }]);
    expect(second.history[0].rounds).toMatchObject([{ round: 1, marks: null, ungradable: "disk full" }]);
    expect(second).toMatchObject({ score: 0, submission: null, ungradable: 1 });
  });

  it("shows a round that is under way", () => {
    const again = sitting();
    again.organise("regrade");
    const { katas, final } = reportSession(again.state, again.events, rowsOf(again));
    expect(katas[0].history[0].rounds).toMatchObject([{ round: 1 }, { round: 2, at: null, marks: null }]);
    expect(final).toBe(false);
    expect(katas[0].similarity).toBeNull();
  });

  it("counts what was done, and what is only a sign", () => {
    expect(first).toMatchObject({ saves: 2, lateSaves: 1, runs: 1, pastes: 1, pastedBytes: 14 });
    expect(report.signals).toEqual({ focusLost: 1, clientChanges: 0, pastes: 1 });
    expect(report.timeline.map(({ kind }) => kind)).toContain("expired");
  });

  it("has its own pairs of the similarity, with the note", () => {
    expect(first.similarity).toEqual({ note: similarity.note, pairs: [similarity.pairs[0]] });
    expect(second.similarity).toBeNull();
  });

  it("verifies the log", () => {
    expect(report.log).toEqual({ intact: true, events: session.events.length, head: session.state.lastHash });
    const cut = reportSession(session.state, session.events.slice(0, -1), rowsOf(session));
    expect(cut.log).toEqual({ intact: false, seq: session.events.length, why: "missing" });
  });

  it("is plain data, and is there before the start too", () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    const early = new Rehearsal(planWith());
    early.invite();
    expect(reportSession(early.state, early.events, [])).toMatchObject({ score: null, katas: [], startedAt: null });
  });
});
