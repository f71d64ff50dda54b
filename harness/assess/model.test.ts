import { describe, expect, it } from "vitest";
import { apply, initialState } from "./apply.ts";
import { command, EVENT_DATA, sessionEvent } from "./model.ts";
import { NINE, planWith, Rehearsal, uuid } from "./rehearsal.ts";
import { plan, settings } from "./settings.ts";

describe("settings", () => {
  it("need a limit, and have a default for the rest", () => {
    expect(settings.parse({ limitSeconds: 3_600 })).toEqual({
      limitSeconds: 3_600,
      opensAt: null,
      closesAt: null,
      graceSeconds: 10,
      submitIntervalSeconds: 30,
      runIntervalSeconds: 2,
      maxSubmissions: null,
      counts: "best",
      feedback: "score",
      runs: true,
      practice: null,
      honour: null,
    });
  });

  it.each([
    [{ limitSeconds: 0 }],
    [{ limitSeconds: 1.5 }],
    [{ limitSeconds: Number.NaN }],
    [{}],
    [{ limitSeconds: 60, opensAt: NINE, closesAt: NINE }],
    [{ limitSeconds: 60, closesAt: 1e16 }],
    [{ limitSeconds: 60, graceSeconds: -1 }],
    [{ limitSeconds: 60, maxSubmissions: 0 }],
    [{ limitSeconds: 60, counts: "worst" }],
    [{ limitSeconds: 60, unknown: true }],
    [{ limitSeconds: 60, practice: "../etc" }],
  ])("refuse %j", (bad) => {
    expect(settings.safeParse(bad).success).toBe(false);
  });

  it("come with katas, each once, whose names are folders", () => {
    const own = planWith().settings;
    const accepts = (katas: unknown) => plan.safeParse({ settings: own, katas }).success;
    expect(accepts(["01-backpropagation", "17-lstm"])).toBe(true);
    for (const katas of [[], ["17-lstm", "17-lstm"], ["__proto__"], ["17-lstm/.."], ["17"], "17-lstm"])
      expect(accepts(katas)).toBe(false);
  });
});

describe("commands and events", () => {
  it("are read by one schema each, which lets nothing else pass", () => {
    const save = { kind: "save", kata: "17-lstm", device: "a", sequence: 1, began: NINE };
    const source = { hash: "a".repeat(64), bytes: 1 };
    expect(command.safeParse({ ...save, source }).success).toBe(true);
    for (const bad of [
      { ...save },
      { ...save, source, sequence: -1 },
      { ...save, source, device: "a b" },
      { ...save, source: { hash: "short", bytes: 1 } },
      { ...save, source, at: NINE },
      { ...save, kind: "submit", source },
      { kind: "changeTime", seconds: 0, by: "olga", reason: "" },
      { kind: "note", note: "pasted" },
      { kind: "sudo" },
    ])
      expect(command.safeParse(bad).success).toBe(false);
    expect(command.safeParse({ kind: "recordVerdict", submission: uuid(1), round: 0, outcome: {} }).success).toBe(
      false,
    );
  });

  it("of every kind are known to the log's schema", () => {
    const session = new Rehearsal(planWith()).begin();
    for (const event of session.events) expect(sessionEvent.parse(event)).toEqual(event);
    for (const kind of Object.keys(EVENT_DATA))
      expect(sessionEvent.safeParse({ ...session.events[0], kind, data: { nothing: "such" } }).success).toBe(false);
  });
});

describe("a state", () => {
  it("is never guessed over a hole in its log", () => {
    const { events } = new Rehearsal(planWith()).begin();
    expect(() => apply(initialState("session-1"), events[1])).toThrow(/event 2 where 1 belongs/);
    expect(() => events.toSpliced(1, 1).reduce(apply, initialState("session-1"))).toThrow(/event 3 where 2 belongs/);
  });
});
