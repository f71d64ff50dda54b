import { describe, expect, it } from "vitest";
import type { VerdictRow } from "./model.ts";
import { FIRST, MINUTE, marksWith, planWith, Rehearsal, SECOND, uuid } from "./rehearsal.ts";
import { scoreSession } from "./score.ts";
import type { Settings } from "./settings.ts";

function running(settings: Partial<Settings> = {}): Rehearsal {
  return new Rehearsal(planWith({ submitIntervalSeconds: 0, ...settings })).begin();
}

const of = (session: Rehearsal, kata: string = FIRST) =>
  scoreSession(session.state).katas.find((one) => one.kata === kata);

describe("the score of a session", () => {
  it("is nothing before the start, and 0 where nothing was done", () => {
    const session = new Rehearsal(planWith());
    session.invite();
    expect(scoreSession(session.state)).toEqual({ score: null, final: false, katas: [] });
    session.start();
    session.do({ kind: "finish" });
    expect(scoreSession(session.state)).toMatchObject({ score: 0, final: true });
    expect(of(session)).toMatchObject({ score: 0, submission: null, submissions: 0 });
  });

  it("is the mean of the katas, one that was left out included", () => {
    const session = running();
    session.submit("one");
    session.judge(uuid(1), 85);
    expect(scoreSession(session.state).score).toBe(42.5);
    session.submit("two", { kata: SECOND });
    session.judge(uuid(2), 33.33);
    expect(scoreSession(session.state).score).toBe(59.17);
  });

  it("counts the best, and of equal ones the earlier", () => {
    const session = running();
    for (const score of [40, 90, 90, 10]) {
      session.submit(`${session.events.length}`);
      session.judge(session.state.katas[FIRST].submissions.at(-1) ?? "", score);
    }
    expect(of(session)).toMatchObject({ score: 90, submission: uuid(2) });
  });

  it("counts the last, where that is the rule, passing over what we could not grade", () => {
    const session = running({ counts: "last" });
    session.submit("one");
    session.submit("two");
    session.judge(uuid(1), 90);
    session.judge(uuid(2), 40);
    expect(of(session)).toMatchObject({ score: 40, submission: uuid(2) });
    session.submit("three");
    session.failToJudge(uuid(3));
    expect(of(session)).toMatchObject({ score: 40, ungradable: 1, pending: 0 });
  });

  it("never counts what came too late", () => {
    const session = running();
    session.submit("one");
    session.judge(uuid(1), 10);
    session.after(120 * MINUTE);
    session.submit("two");
    expect(of(session)).toMatchObject({ score: 10, submissions: 1, late: 1 });
  });

  it("counts what the end of the time submitted", () => {
    const session = running();
    session.save("work");
    session.after(120 * MINUTE);
    session.do({ kind: "sweep" });
    expect(scoreSession(session.state)).toMatchObject({ score: 0, final: false });
    const [submission] = session.state.katas[FIRST].submissions;
    session.judge(submission, 70);
    expect(of(session)).toMatchObject({ score: 70, submission, pending: 0 });
    expect(scoreSession(session.state)).toMatchObject({ score: 35, final: true });
  });

  it("stands until a new round is graded, then follows it, better or worse", () => {
    const session = running();
    session.submit("one");
    session.judge(uuid(1), 50);
    session.organise("regrade");
    expect(of(session)).toMatchObject({ score: 50, round: 1, pending: 1 });
    session.failToJudge(uuid(1), 2);
    expect(of(session)).toMatchObject({ score: 50, round: 1, pending: 0, ungradable: 0 });
    session.organise("regrade");
    session.judge(uuid(1), 30, 3);
    expect(of(session)).toMatchObject({ score: 30, round: 3, pending: 0 });
  });

  it("follows the newest round by number, beyond nine", () => {
    const session = running();
    session.submit("one");
    for (let round = 1; round <= 11; round++) {
      if (round > 1) session.organise("regrade");
      session.judge(uuid(1), round, round);
    }
    expect(of(session)).toMatchObject({ score: 11, round: 11 });
  });

  it("has parts and groups from the rows of the verdicts", () => {
    const session = running();
    session.submit("one");
    session.judge(uuid(1), 50);
    const marks = marksWith(50, {
      parts: [
        {
          part: "forward",
          points: 5,
          maxPoints: 10,
          verdict: "wrong-value",
          groups: [{ group: "edge", passed: 0, cases: 2 }],
          diagnosis: null,
        },
      ],
    });
    const rows: VerdictRow[] = [{ submission: uuid(1), round: 1, outcome: { gradable: true, marks } }];
    expect(scoreSession(session.state, rows).katas[0].marks).toEqual(marks);
    expect(scoreSession(session.state).katas[0].marks).toBeNull();
  });
});
