import { describe, expect, it } from "vitest";
import { remainingMs } from "./clock.ts";
import { FIRST, MINUTE, NINE, planWith, Rehearsal } from "./rehearsal.ts";
import type { Settings } from "./settings.ts";

const HOUR = 60 * MINUTE;

function invited(settings: Partial<Settings> = {}, expiresAt: number | null = null): Rehearsal {
  const session = new Rehearsal(planWith(settings));
  session.invite(expiresAt);
  return session;
}

describe("the invitation", () => {
  it("comes first, and once", () => {
    const session = new Rehearsal(planWith());
    expect(session.open()).toEqual({ code: "not-invited" });
    expect(session.invite()).toEqual(["invited"]);
    expect(session.invite()).toEqual({ code: "already-invited" });
  });

  it("is opened once, and again from another machine", () => {
    const session = invited();
    expect(session.open("laptop")).toEqual(["opened"]);
    expect(session.open("laptop")).toEqual([]);
    expect(session.open("library")).toEqual(["reconnected"]);
    expect(session.state).toMatchObject({ client: "library", clientChanges: 1, openedAt: NINE });
  });

  it("expires for whoever has not started", () => {
    const session = invited({ practice: FIRST }, NINE + HOUR);
    session.after(HOUR - 1);
    expect(session.open()).toEqual(["opened"]);
    session.after(1);
    const expired = { code: "invitation-expired", expiresAt: NINE + HOUR };
    expect(session.open()).toEqual(expired);
    expect(session.start()).toEqual(expired);
    expect(session.do({ kind: "practise", plan: session.plan, closed: false })).toEqual(expired);
  });

  it("does not expire for whoever sits", () => {
    const session = invited({}, NINE + HOUR).after(HOUR - 1);
    session.open();
    session.start();
    session.after(MINUTE);
    expect(session.open("library")).toEqual(["reconnected"]);
    expect(session.save("work")).toEqual(["saved"]);
  });

  it("withdrawn, lets nobody in until it is issued again", () => {
    const session = invited();
    expect(session.organise("revoke")).toEqual(["revoked"]);
    expect(session.organise("revoke")).toEqual([]);
    expect(session.open()).toEqual({ code: "revoked" });
    expect(session.start()).toEqual({ code: "revoked" });
    expect(session.organise("reopen")).toEqual({ code: "revoked" });
    expect(session.do({ kind: "reissue", expiresAt: NINE + HOUR, by: "olga" })).toEqual(["reissued"]);
    expect(session.state).toMatchObject({ phase: "invited", revoked: false, expiresAt: NINE + HOUR, endedBy: null });
    expect(session.open()).toEqual(["opened"]);
    expect(session.start()).toEqual(["started"]);
  });
});

describe("the practice room", () => {
  const practise = (session: Rehearsal) => session.do({ kind: "practise", plan: session.plan, closed: false });

  it("is open before the clock, and logged once", () => {
    const session = invited({ practice: FIRST });
    expect(practise(session)).toEqual(["practised"]);
    expect(practise(session.after(MINUTE))).toEqual([]);
    expect(session.state).toMatchObject({ practisedAt: NINE, startedAt: null, deadline: null });
  });

  it("is open before the window is", () => {
    expect(practise(invited({ practice: FIRST, opensAt: NINE + HOUR }))).toEqual(["practised"]);
  });

  it("closes when the clock starts, and stays so", () => {
    const session = invited({ practice: FIRST });
    session.start();
    expect(practise(session)).toEqual({ code: "already-started" });
    session.do({ kind: "finish" });
    expect(practise(session)).toMatchObject({ code: "ended", endedBy: "finished" });
  });

  it("is not there when the assessment has none", () => {
    expect(practise(invited())).toEqual({ code: "no-practice" });
  });
});

describe("the start", () => {
  it("gives the whole limit, and freezes what was announced", () => {
    const session = invited();
    const planned = structuredClone(session.plan);
    expect(session.start()).toEqual(["started"]);
    expect(session.state).toMatchObject({ phase: "running", startedAt: NINE, deadline: NINE + HOUR, plan: planned });
    session.after(MINUTE);
    expect(session.start({ plan: planWith({ limitSeconds: 1 }) })).toEqual([]);
    expect(session.state).toMatchObject({ startedAt: NINE, deadline: NINE + HOUR, plan: planned });
    expect(remainingMs(session.state, session.now)).toBe(HOUR - MINUTE);
  });

  it("waits for the window", () => {
    const session = invited({ opensAt: NINE + HOUR }).after(HOUR - 1);
    expect(session.start()).toEqual({ code: "not-open-yet", opensAt: NINE + HOUR });
    expect(session.after(1).start()).toEqual(["started"]);
  });

  it("late gives the rest of the window", () => {
    const session = invited({ closesAt: NINE + HOUR }).after(40 * MINUTE);
    session.start();
    expect(session.state.deadline).toBe(NINE + HOUR);
  });

  it("early in a long window gives the limit", () => {
    const session = invited({ closesAt: NINE + 9 * HOUR });
    session.start();
    expect(session.state.deadline).toBe(NINE + HOUR);
  });

  it("is refused when the window has closed", () => {
    const session = invited({ closesAt: NINE + HOUR }).after(HOUR);
    expect(session.start()).toEqual({ code: "window-closed", closesAt: NINE + HOUR });
    expect(session.after(-1).start()).toEqual(["started"]);
    expect(session.state.deadline).toBe(NINE + HOUR);
  });

  it("has extra time added to the limit and to the window", () => {
    const session = invited({ closesAt: NINE + HOUR });
    session.changeTime(600);
    session.after(HOUR + 5 * MINUTE);
    expect(session.start()).toEqual(["started"]);
    expect(session.state.deadline).toBe(NINE + HOUR + 10 * MINUTE);

    const early = invited();
    early.changeTime(600);
    early.start();
    expect(early.state.deadline).toBe(NINE + HOUR + 10 * MINUTE);
  });

  it("has time taken from both", () => {
    const session = invited({ closesAt: NINE + HOUR });
    session.changeTime(-600);
    session.after(50 * MINUTE);
    expect(session.start()).toEqual({ code: "window-closed", closesAt: NINE + 50 * MINUTE });
    session.after(-1);
    session.start();
    expect(session.state.deadline).toBe(NINE + 50 * MINUTE);
  });

  it("is refused when nothing is left of the limit", () => {
    const session = invited();
    session.changeTime(-3_600);
    expect(session.start()).toEqual({ code: "no-time", extraSeconds: -3_600 });
    session.changeTime(1);
    session.start();
    expect(session.state.deadline).toBe(NINE + 1_000);
  });

  it("asks for the statement, where there is one", () => {
    const session = invited({ honour: "I work alone." });
    expect(session.start({ honour: false })).toEqual({ code: "honour-required" });
    expect(session.start({ honour: true })).toEqual(["started"]);
    expect(session.events.at(-1)?.data).toMatchObject({ honour: true });
  });

  it("is refused when the assessment or the session is closed", () => {
    const session = invited();
    expect(session.start({ closed: true })).toEqual({ code: "assessment-closed" });
    session.organise("close");
    expect(session.start()).toEqual({ code: "ended", endedBy: "closed", endedAt: NINE });
    expect(session.organise("reopen")).toEqual(["reopened"]);
    expect(session.start()).toEqual(["started"]);
  });

  it("never gives a second limit", () => {
    const session = invited();
    session.start();
    session.do({ kind: "finish" });
    expect(session.after(MINUTE).start()).toEqual({ code: "ended", endedBy: "finished", endedAt: NINE });
    session.organise("reopen");
    expect(session.start()).toEqual([]);
    expect(session.state.deadline).toBe(NINE + HOUR);
  });
});

describe("a lost connection", () => {
  it("is logged while the clock runs, and stops nothing", () => {
    const session = invited();
    expect(session.do({ kind: "reconnect", client: "laptop" })).toEqual([]);
    session.open("laptop");
    session.start();
    expect(session.after(MINUTE).do({ kind: "reconnect", client: "laptop" })).toEqual(["reconnected"]);
    expect(session.state).toMatchObject({ deadline: NINE + HOUR, clientChanges: 0 });
    expect(session.do({ kind: "reconnect", client: "phone" })).toEqual(["reconnected"]);
    expect(session.state.clientChanges).toBe(1);
  });
});
