import { describe, expect, it } from "vitest";
import { sweepAt } from "./clock.ts";
import { FIRST, KATAS, MINUTE, NINE, planWith, Rehearsal, SECOND, uuid } from "./rehearsal.ts";
import { MAX_SOURCE_BYTES, type Settings } from "./settings.ts";
import { MAX_NOTES } from "./working.ts";

const HOUR = 60 * MINUTE;
const DEADLINE = NINE + HOUR;

function running(settings: Partial<Settings> = {}): Rehearsal {
  return new Rehearsal(planWith({ submitIntervalSeconds: 0, runIntervalSeconds: 0, ...settings })).begin();
}

describe("a save", () => {
  it("is the work that counts", () => {
    const session = running();
    expect(session.save("one")).toEqual(["saved"]);
    expect(session.save("two")).toEqual(["saved"]);
    expect(session.work()).toBe("two");
    expect(session.work(SECOND)).toBeUndefined();
  });

  it("needs a start, a kata of the assessment and a size that compiles", () => {
    const session = new Rehearsal(planWith());
    session.invite();
    expect(session.save("early")).toEqual({ code: "not-started" });
    session.start();
    for (const kata of ["99-unknown", "__proto__", "constructor"])
      expect(session.save("x", { kata })).toEqual({ code: "unknown-kata", kata });
    expect(session.save("x".repeat(MAX_SOURCE_BYTES))).toEqual(["saved"]);
    expect(session.save("x".repeat(MAX_SOURCE_BYTES + 1))).toMatchObject({ code: "source-too-large" });
  });

  it("sent again is acknowledged again, without an event", () => {
    const session = running();
    session.save("one", { sequence: 4 });
    expect(session.save("one", { sequence: 4 })).toEqual([]);
    expect(session.save("other", { sequence: 4 })).toEqual({ code: "sequence-reused", device: "a", sequence: 4 });
    expect(session.work()).toBe("one");
  });

  it("that was overtaken by a newer one of its own device changes nothing", () => {
    const session = running();
    session.save("newer", { sequence: 5 });
    expect(session.save("older", { sequence: 4 })).toEqual([]);
    expect(session.work()).toBe("newer");
  });

  it("of two devices: the newest by arrival wins, and the state says whose it is", () => {
    const session = running();
    session.save("from a", { device: "a", sequence: 50 });
    session.save("from b", { device: "b", sequence: 1 });
    expect(session.work()).toBe("from b");
    expect(session.state.katas[FIRST].work).toMatchObject({ device: "b", sequence: 1 });
    session.save("from a again", { device: "a", sequence: 51 });
    expect(session.work()).toBe("from a again");
    expect(session.save("from b", { device: "b", sequence: 1 })).toEqual([]);
  });

  it("counts the sequences of each kata by themselves", () => {
    const session = running();
    session.save("one", { sequence: 9 });
    expect(session.save("two", { kata: SECOND, sequence: 1 })).toEqual(["saved"]);
    expect([session.work(FIRST), session.work(SECOND)]).toEqual(["one", "two"]);
  });

  it("remembers a bounded number of devices, the newest", () => {
    const session = running();
    for (let i = 0; i < 40; i++) session.save(`text ${i}`, { device: `device-${i}`, sequence: 1 });
    expect(session.state.katas[FIRST].devices).toHaveLength(16);
    expect(session.save("text 39", { device: "device-39", sequence: 1 })).toEqual([]);
  });
});

describe("the deadline", () => {
  it.each([
    ["begun and here in time", 0, 0, false],
    ["begun in time, here within the grace", 0, 10_000, false],
    ["begun long before, here within the grace", -60_000, 10_000, false],
    ["begun in time, here after the grace", 0, 10_001, true],
    ["begun after it, here within the grace", 1, 10, true],
    ["begun later than it came, which no clock allows", 50_000, 0, false],
  ])("for a save that was %s", (_, began, arrived, late) => {
    const session = running();
    session.save("before");
    session.now = DEADLINE + arrived;
    session.save("after", { began: DEADLINE + began });
    expect(session.work()).toBe(late ? "before" : "after");
    expect(session.events.findLast(({ kind }) => kind === "saved")?.data).toMatchObject({ late });
  });

  it("keeps what came too late, and lets the editor find it", () => {
    const session = running();
    session.save("in time");
    session.now = DEADLINE + HOUR;
    expect(session.save("too late")).toEqual(["expired", "submitted", "saved"]);
    expect(session.submitted()).toEqual(["in time by expired"]);
    expect(session.texts.get(session.state.katas[FIRST].latest?.source.hash ?? "")).toBe("too late");
    expect(session.submit("too late as well")).toEqual(["submitted"]);
    expect(session.submitted()).toEqual(["in time by expired", "too late as well by candidate*"]);
    expect(session.state.submissions[uuid(1)]).toMatchObject({ late: true, round: 0 });
  });

  it("is the end of what has no grace: runs and marks", () => {
    const session = running();
    session.now = DEADLINE;
    expect(session.run("x")).toEqual(["ran"]);
    expect(session.do({ kind: "note", note: "focus-lost" })).toEqual(["focus-lost"]);
    session.after(1);
    const over = { code: "ended", endedBy: "expired", endedAt: DEADLINE };
    expect(session.run("x")).toEqual(over);
    expect(session.do({ kind: "note", note: "focus-lost" })).toEqual(over);
  });

  it("follows a grace of none", () => {
    const session = running({ graceSeconds: 0 });
    session.now = DEADLINE + 1;
    session.save("late", { began: DEADLINE });
    expect(session.work()).toBeUndefined();
  });
});

describe("the end of the time", () => {
  it("submits the newest work of each kata, without a request", () => {
    const session = running();
    session.save("first");
    session.save("second", { kata: SECOND });
    session.now = (sweepAt(session.state) ?? 0) - 1;
    expect(session.do({ kind: "sweep" })).toEqual([]);
    session.after(1);
    expect(session.do({ kind: "sweep" })).toEqual(["expired", "submitted", "submitted"]);
    expect([session.submitted(FIRST), session.submitted(SECOND)]).toEqual([
      ["first by expired"],
      ["second by expired"],
    ]);
    expect(session.state).toMatchObject({ phase: "ended", endedBy: "expired", endedAt: DEADLINE });
    expect(session.do({ kind: "sweep" })).toEqual([]);
    expect(sweepAt(session.state)).toBeNull();
  });

  it("does not submit twice what was submitted, nor a text that nobody wrote", () => {
    const session = running();
    session.save("done");
    session.submit("done");
    session.now = DEADLINE + HOUR;
    session.do({ kind: "sweep" });
    expect([session.submitted(FIRST), session.submitted(SECOND)]).toEqual([["done by candidate"], []]);
  });

  it("does not put an older save above a newer submission", () => {
    const session = running();
    session.save("saved", { sequence: 1 });
    session.submit("submitted without a save", { sequence: 3 });
    expect(session.save("on the way meanwhile", { sequence: 2 })).toEqual([]);
    session.now = DEADLINE + HOUR;
    session.do({ kind: "sweep" });
    expect(session.submitted()).toEqual(["submitted without a save by candidate"]);
  });

  it("submits again what was taken back to an older text", () => {
    const session = running();
    session.submit("first idea");
    session.submit("second idea");
    session.save("first idea");
    session.now = DEADLINE + HOUR;
    session.do({ kind: "sweep" });
    expect(session.submitted()).toEqual([
      "first idea by candidate",
      "second idea by candidate",
      "first idea by expired",
    ]);
  });

  it("is not changed by a late submission", () => {
    const session = running();
    session.save("work");
    session.now = DEADLINE + 5_000;
    session.submit("work", { began: DEADLINE + 1 });
    session.after(HOUR);
    session.do({ kind: "sweep" });
    expect(session.submitted()).toEqual(["work by candidate*", "work by expired"]);
  });

  it("by the candidate's own hand submits the newest work too", () => {
    const session = running();
    session.save("work");
    expect(session.do({ kind: "finish" })).toEqual(["finished", "submitted"]);
    expect(session.submitted()).toEqual(["work by finished"]);
    expect(session.do({ kind: "finish" })).toEqual([]);
    session.save("afterwards");
    expect(session.work()).toBe("work");
  });

  it("cannot come before the start", () => {
    const session = new Rehearsal(planWith());
    session.invite();
    expect(session.do({ kind: "finish" })).toEqual({ code: "not-started" });
    expect(session.do({ kind: "sweep" })).toEqual([]);
  });
});

describe("a submission", () => {
  it("sent again is the same one; its id is not for another text", () => {
    const session = running({ submitIntervalSeconds: 30 });
    session.submit("work", { submission: uuid(7) });
    expect(session.submit("work", { submission: uuid(7) })).toEqual([]);
    const reused = { code: "submission-reused", submission: uuid(7) };
    expect(session.submit("other", { submission: uuid(7) })).toEqual(reused);
    expect(session.submit("work", { submission: uuid(7), kata: SECOND })).toEqual(reused);
    expect(session.submitted()).toEqual(["work by candidate"]);
  });

  it("waits for the interval of its kata, and is told until when", () => {
    const session = running({ submitIntervalSeconds: 30 });
    session.submit("one");
    session.after(10_000);
    expect(session.submit("two")).toEqual({ code: "too-soon", what: "submit", nextAt: NINE + 30_000, waitMs: 20_000 });
    expect(session.submit("of another kata", { kata: SECOND })).toEqual(["submitted"]);
    expect(session.after(20_000).submit("three")).toEqual(["submitted"]);
  });

  it("is counted, and the work of the end is not", () => {
    const session = running({ maxSubmissions: 2 });
    session.submit("one");
    session.submit("two");
    expect(session.submit("three")).toEqual({ code: "submissions-used", kata: FIRST, max: 2 });
    expect(session.submit("one", { submission: uuid(1) })).toEqual([]);
    expect(session.submit("other kata", { kata: SECOND })).toEqual(["submitted"]);
    session.save("four");
    session.do({ kind: "finish" });
    expect(session.submitted()).toEqual(["one by candidate", "two by candidate", "four by finished"]);
  });

  it("that our side cannot grade costs neither count nor interval", () => {
    const session = running({ maxSubmissions: 1, submitIntervalSeconds: 600 });
    session.submit("one");
    session.failToJudge(uuid(1));
    expect(session.submit("two")).toEqual(["submitted"]);
    expect(session.submit("three")).toMatchObject({ code: "submissions-used" });
  });

  it("that is graded after all counts again", () => {
    const session = running({ maxSubmissions: 1 });
    session.submit("one");
    session.failToJudge(uuid(1));
    session.organise("regrade");
    expect(session.submit("two")).toMatchObject({ code: "submissions-used" });
    session.failToJudge(uuid(1), 2);
    expect(session.submit("three")).toEqual(["submitted"]);
    session.organise("regrade");
    session.judge(uuid(1), 50, 3);
    expect(session.submit("four")).toMatchObject({ code: "submissions-used" });
  });
});

describe("runs and marks", () => {
  it("may be switched off, and have an interval", () => {
    expect(running({ runs: false }).run("x")).toEqual({ code: "runs-off" });
    const session = running({ runIntervalSeconds: 2 });
    expect(session.run("x")).toEqual(["ran"]);
    expect(session.run("x", SECOND)).toEqual({ code: "too-soon", what: "run", nextAt: NINE + 2_000, waitMs: 2_000 });
    expect(session.after(2_000).run("x")).toEqual(["ran"]);
    expect(session.run("x", "99-unknown")).toEqual({ code: "unknown-kata", kata: "99-unknown" });
    expect(session.work()).toBeUndefined();
  });

  it("are kept up to a number", () => {
    const session = running();
    const { hash } = session.source("pasted");
    expect(session.do({ kind: "note", note: "pasted", kata: FIRST, bytes: 6, hash })).toEqual(["pasted"]);
    expect(session.do({ kind: "note", note: "pasted", kata: "valueOf", bytes: 6, hash })).toEqual({
      code: "unknown-kata",
      kata: "valueOf",
    });
    for (let i = 1; i < MAX_NOTES; i++) session.do({ kind: "note", note: "focus-lost" });
    expect(session.do({ kind: "note", note: "focus-returned" })).toEqual({ code: "too-many-notes", limit: MAX_NOTES });
    expect(session.save("work")).toEqual(["saved"]);
  });

  it("need a clock that runs", () => {
    const session = new Rehearsal(planWith());
    session.invite();
    expect(session.do({ kind: "note", note: "focus-lost" })).toEqual({ code: "not-started" });
    expect(session.run("x")).toEqual({ code: "not-started" });
  });
});

describe("a clock that goes back", () => {
  it("stands still until it has caught up", () => {
    const session = running().after(10 * MINUTE);
    session.save("one");
    session.after(-HOUR);
    session.save("two");
    expect(session.events.at(-1)?.at).toBe(NINE + 10 * MINUTE);
    expect(session.state.deadline).toBe(DEADLINE);
    expect(Object.keys(session.state.katas)).toEqual([...KATAS]);
  });
});
