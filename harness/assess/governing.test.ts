import { describe, expect, it } from "vitest";
import { FIRST, MINUTE, NINE, planWith, Rehearsal, SECOND, uuid } from "./rehearsal.ts";
import type { Settings } from "./settings.ts";

const HOUR = 60 * MINUTE;
const DEADLINE = NINE + HOUR;

function running(settings: Partial<Settings> = {}): Rehearsal {
  return new Rehearsal(planWith({ submitIntervalSeconds: 0, ...settings })).begin();
}

describe("time that is added", () => {
  it("moves limit and window, and says who did it and why", () => {
    const session = running({ closesAt: NINE + 30 * MINUTE });
    expect(session.changeTime(600)).toEqual(["time-changed"]);
    expect(session.state).toMatchObject({ deadline: NINE + 40 * MINUTE, extraSeconds: 600 });
    expect(session.events.at(-1)?.data).toMatchObject({ seconds: 600, by: "olga", reason: "fire alarm" });
    session.changeTime(60);
    expect(session.state).toMatchObject({ deadline: NINE + 41 * MINUTE, extraSeconds: 660 });
  });

  it("reopens a session that is over", () => {
    const session = running();
    session.save("before");
    session.now = DEADLINE + 5 * MINUTE;
    session.save("too late");
    expect(session.changeTime(600)).toEqual(["time-changed", "reopened"]);
    expect(session.state).toMatchObject({ phase: "running", endedAt: null, deadline: DEADLINE + 10 * MINUTE });
    expect(session.work()).toBe("before");
    session.save("after");
    session.now = DEADLINE + HOUR;
    session.do({ kind: "sweep" });
    expect(session.submitted()).toEqual(["before by expired", "after by expired"]);
    expect(session.state).toMatchObject({ endedBy: "expired", endedAt: DEADLINE + 10 * MINUTE });
  });

  it("after the grace ends the session first, though nobody swept", () => {
    const session = running();
    session.save("work");
    session.now = DEADLINE + 5 * MINUTE;
    expect(session.changeTime(600)).toEqual(["expired", "submitted", "time-changed", "reopened"]);
  });

  it("within the grace goes on without an end", () => {
    const session = running();
    session.now = DEADLINE + 5_000;
    expect(session.changeTime(3)).toEqual({ code: "deadline-past", needed: 6 });
    expect(session.changeTime(6)).toEqual(["time-changed"]);
    expect(session.state.phase).toBe("running");
  });

  it("must be enough", () => {
    const session = running();
    session.now = DEADLINE + 5 * MINUTE;
    session.do({ kind: "sweep" });
    expect(session.changeTime(300)).toEqual({ code: "deadline-past", needed: 301 });
    expect(session.changeTime(301)).toEqual(["time-changed", "reopened"]);
  });

  it("reopens what the candidate finished or an organiser closed", () => {
    for (const end of ["finish", "close"] as const) {
      const session = running();
      if (end === "finish") session.do({ kind: "finish" });
      else session.organise("close");
      expect(session.changeTime(60)).toEqual(["time-changed", "reopened"]);
      expect(session.state).toMatchObject({ phase: "running", endedBy: null, deadline: DEADLINE + MINUTE });
    }
  });

  it("before the start waits for it", () => {
    const session = new Rehearsal(planWith());
    session.invite();
    expect(session.changeTime(600)).toEqual(["time-changed"]);
    expect(session.state).toMatchObject({ phase: "invited", extraSeconds: 600, deadline: null });
    session.organise("close");
    expect(session.changeTime(600)).toEqual(["time-changed"]);
    expect(session.state).toMatchObject({ phase: "ended", extraSeconds: 1_200 });
  });

  it("is not for a withdrawn invitation", () => {
    const session = running();
    session.organise("revoke");
    expect(session.changeTime(600)).toEqual({ code: "revoked" });
  });
});

describe("time that is taken", () => {
  it("shortens, but never into the past", () => {
    const session = running().after(50 * MINUTE);
    session.save("work");
    expect(session.changeTime(-601)).toEqual({ code: "takes-too-much", atMost: 600 });
    expect(session.changeTime(-600)).toEqual(["time-changed"]);
    expect(session.state).toMatchObject({ deadline: session.now, phase: "running" });
    expect(session.changeTime(-1)).toEqual({ code: "takes-too-much", atMost: 0 });
    session.after(11_000);
    expect(session.do({ kind: "sweep" })).toEqual(["expired", "submitted"]);
  });

  it("reopens nothing", () => {
    const session = running();
    session.do({ kind: "finish" });
    expect(session.changeTime(-60)).toEqual({ code: "ended", endedBy: "finished", endedAt: NINE });
  });

  it("within the grace takes nothing", () => {
    const session = running();
    session.now = DEADLINE + 1_000;
    expect(session.changeTime(-1)).toEqual({ code: "takes-too-much", atMost: 0 });
  });
});

describe("closing, reopening, withdrawing", () => {
  it("close ends a sitting with its newest work, once", () => {
    const session = running();
    session.save("work");
    expect(session.organise("close")).toEqual(["closed", "submitted"]);
    expect(session.submitted()).toEqual(["work by closed"]);
    expect(session.organise("close")).toEqual([]);
    session.save("afterwards");
    expect(session.events.at(-1)?.data).toMatchObject({ late: true });
  });

  it("close after the time is over finds it expired", () => {
    const session = running();
    session.save("work");
    session.now = DEADLINE + HOUR;
    expect(session.organise("close")).toEqual(["expired", "submitted"]);
    expect(session.state.endedBy).toBe("expired");
  });

  it("reopen gives back the time that is left, no more", () => {
    const session = running();
    expect(session.organise("reopen")).toEqual({ code: "not-ended" });
    session.do({ kind: "finish" });
    session.after(30 * MINUTE);
    expect(session.organise("reopen")).toEqual(["reopened"]);
    expect(session.state).toMatchObject({ phase: "running", deadline: DEADLINE });
    session.do({ kind: "finish" });
    session.now = DEADLINE + 5_000;
    expect(session.organise("reopen")).toEqual({ code: "deadline-past", needed: 6 });
  });

  it("withdrawing ends a sitting with its newest work, and shuts the door", () => {
    const session = running();
    session.save("work");
    expect(session.organise("revoke")).toEqual(["revoked", "submitted"]);
    expect(session.submitted()).toEqual(["work by revoked"]);
    for (const answer of [session.save("more"), session.submit("more"), session.open(), session.do({ kind: "finish" })])
      expect(answer).toEqual({ code: "revoked" });
    session.do({ kind: "reissue", expiresAt: null, by: "olga" });
    expect(session.state).toMatchObject({ phase: "ended", endedBy: "revoked", revoked: false });
    expect(session.organise("reopen")).toEqual(["reopened"]);
    expect(session.save("more")).toEqual(["saved"]);
  });

  it("withdrawing after the end keeps how it ended, and its verdicts come in", () => {
    const session = running();
    session.submit("work");
    session.do({ kind: "finish" });
    session.organise("revoke");
    expect(session.state).toMatchObject({ endedBy: "finished", revoked: true });
    expect(session.judge(uuid(1), 80)).toEqual(["verdict"]);
  });
});

describe("verdicts", () => {
  it("are one for each submission and round", () => {
    const session = running();
    session.submit("work");
    expect(session.judge(uuid(2), 50)).toEqual({ code: "unknown-submission", submission: uuid(2) });
    expect(session.judge("__proto__", 50)).toEqual({ code: "unknown-submission", submission: "__proto__" });
    expect(session.judge(uuid(1), 50, 2)).toEqual({ code: "unknown-round", submission: uuid(1), round: 2 });
    expect(session.judge(uuid(1), 50)).toEqual(["verdict"]);
    expect(session.judge(uuid(1), 100)).toEqual({ code: "already-judged", submission: uuid(1), round: 1 });
    expect(session.failToJudge(uuid(1))).toEqual({ code: "already-judged", submission: uuid(1), round: 1 });
    expect(session.state.submissions[uuid(1)].verdicts).toEqual({ 1: { at: NINE, score: 50 } });
  });

  it("are not for what came too late", () => {
    const session = running();
    session.now = DEADLINE + HOUR;
    session.submit("late");
    expect(session.judge(uuid(1), 100)).toEqual({ code: "unknown-round", submission: uuid(1), round: 1 });
  });

  it("come whenever the grading is done", () => {
    const session = running();
    session.submit("work");
    session.now = DEADLINE + 9 * HOUR;
    expect(session.judge(uuid(1), 50)).toEqual(["expired", "verdict"]);
  });
});

describe("grading again", () => {
  it("opens a round for what was in time, and keeps what was", () => {
    const session = running();
    expect(session.organise("regrade")).toEqual({ code: "nothing-to-regrade" });
    session.submit("one");
    session.submit("two", { kata: SECOND });
    session.judge(uuid(1), 50);
    session.now = DEADLINE + HOUR;
    session.submit("late");
    expect(session.organise("regrade")).toEqual(["regraded"]);
    expect(session.events.at(-1)?.data).toMatchObject({
      submissions: [
        { submission: uuid(1), round: 2 },
        { submission: uuid(2), round: 2 },
      ],
    });
    expect(session.judge(uuid(1), 100, 2)).toEqual(["verdict"]);
    const { verdicts, late, round } = session.state.submissions[uuid(1)];
    expect([Object.values(verdicts).map(({ score }) => score), late, round]).toEqual([[50, 100], false, 2]);
    expect(session.state.submissions[uuid(3)]).toMatchObject({ late: true, round: 0 });
  });

  it("takes a verdict of the round before, that was under way", () => {
    const session = running();
    session.submit("one");
    session.organise("regrade");
    expect(session.judge(uuid(1), 100, 2)).toEqual(["verdict"]);
    expect(session.judge(uuid(1), 50, 1)).toEqual(["verdict"]);
  });

  it("may be of one kata or one submission", () => {
    const session = running();
    session.submit("one");
    session.submit("two", { kata: SECOND });
    const why = { by: "olga", reason: "mended" };
    session.do({ kind: "regrade", kata: SECOND, ...why });
    session.do({ kind: "regrade", submission: uuid(1), ...why });
    session.do({ kind: "regrade", submission: uuid(1), ...why });
    expect([session.state.submissions[uuid(1)].round, session.state.submissions[uuid(2)].round]).toEqual([3, 2]);
    expect(session.do({ kind: "regrade", kata: FIRST, submission: uuid(2), ...why })).toEqual({
      code: "nothing-to-regrade",
    });
  });
});
