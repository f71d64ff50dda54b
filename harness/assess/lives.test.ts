/** Whole lives of sessions: any commands, in any order, with clocks that jump, duplicates and two devices, against what must always hold. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, fold, initialState } from "./apply.ts";
import { verifyChain } from "./chain.ts";
import { sweepAt } from "./clock.ts";
import { decide } from "./decide.ts";
import { type Command, command, type SessionEvent, type SessionState, sessionEvent, sessionState } from "./model.ts";
import { KATAS, MINUTE, marksWith, NINE, planWith, uuid } from "./rehearsal.ts";
import { scoreSession } from "./score.ts";
import type { Plan } from "./settings.ts";
import { sourceOf } from "./token.ts";

const why = { by: fc.constant("olga"), reason: fc.constant("as agreed") };
const kind = <const Kind extends string>(name: Kind) => fc.constant(name);
const kata = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...KATAS) }, { weight: 1, arbitrary: kind("99-none") });
const source = fc.nat(4).map((n) => sourceOf(`text ${n}`));
const from = { device: fc.constantFrom("a", "b"), sequence: fc.nat(25) };
const client = fc.constantFrom("laptop", "library");
const expiresAt = fc.constantFrom(null, NINE + 20 * MINUTE);
const outcome = fc.oneof(
  fc.nat(100).map((score) => ({ gradable: true as const, marks: marksWith(score) })),
  fc.constant({ gradable: false as const, reason: "disk full" }),
);

/** How long a request was under way. */
const underway = fc.constantFrom(0, 0, 500, 9_000, 11_000, 20 * MINUTE);

type Move = { readonly wait: number; readonly underway: number; readonly make: (state: SessionState) => Command };

function commandsOf(plan: Plan): fc.Arbitrary<Move["make"]> {
  const fixed = (one: fc.Arbitrary<Command>) => one.map((it) => () => it);
  const known = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 3 }), outcome);
  return fc.oneof(
    { weight: 12, arbitrary: fixed(fc.record({ kind: kind("save"), kata, source, ...from, began: fc.constant(0) })) },
    {
      weight: 8,
      arbitrary: fixed(
        fc.record({
          kind: kind("submit"),
          kata,
          source,
          ...from,
          submission: fc.nat(9).map(uuid),
          began: fc.constant(0),
        }),
      ),
    },
    {
      weight: 6,
      arbitrary: known.map(([n, round, outcome]) => ({ submissions }: SessionState) => {
        const ids = [...Object.keys(submissions), uuid(99)];
        return { kind: "recordVerdict", submission: ids[n % ids.length], round, outcome } as const;
      }),
    },
    {
      weight: 3,
      arbitrary: fixed(fc.record({ kind: kind("changeTime"), seconds: fc.constantFrom(-900, -60, 60, 600), ...why })),
    },
    {
      weight: 3,
      arbitrary: fixed(
        fc.record({ kind: kind("start"), plan: fc.constant(plan), closed: fc.constant(false), honour: fc.boolean() }),
      ),
    },
    { weight: 2, arbitrary: fixed(fc.record({ kind: kind("sweep") })) },
    { weight: 2, arbitrary: fixed(fc.record({ kind: kind("run"), kata, source })) },
    {
      weight: 2,
      arbitrary: fixed(fc.record({ kind: kind("note"), note: fc.constantFrom("focus-lost", "focus-returned") })),
    },
    {
      weight: 1,
      arbitrary: fixed(fc.record({ kind: kind("invite"), assessment: kind("x"), expiresAt, by: kind("olga") })),
    },
    { weight: 1, arbitrary: fixed(fc.record({ kind: fc.constantFrom("open", "reconnect"), client })) },
    {
      weight: 1,
      arbitrary: fixed(fc.record({ kind: kind("practise"), plan: fc.constant(plan), closed: fc.constant(false) })),
    },
    { weight: 1, arbitrary: fixed(fc.record({ kind: kind("finish") })) },
    { weight: 1, arbitrary: fixed(fc.record({ kind: fc.constantFrom("close", "reopen", "revoke"), ...why })) },
    { weight: 1, arbitrary: fixed(fc.record({ kind: kind("reissue"), expiresAt, by: kind("olga") })) },
    { weight: 1, arbitrary: fixed(fc.record({ kind: kind("regrade"), ...why })) },
  );
}

const plans = fc
  .record({
    limitSeconds: fc.constantFrom(600, 1_800),
    opensAt: fc.constantFrom(null, NINE + MINUTE),
    closesAt: fc.constantFrom(null, NINE + 15 * MINUTE),
    graceSeconds: fc.constantFrom(0, 10),
    submitIntervalSeconds: fc.constantFrom(0, 30),
    maxSubmissions: fc.constantFrom(null, 2),
    counts: fc.constantFrom("best" as const, "last" as const),
    practice: fc.constantFrom(null, KATAS[0]),
  })
  .map(planWith);

const lives = plans.chain((plan) =>
  fc.record({
    plan: fc.constant(plan),
    started: fc.boolean(),
    moves: fc.array(
      fc.record({
        wait: fc.constantFrom(0, 0, 1, 1_000, 15_000, 40_000, MINUTE, 12 * MINUTE, -5 * MINUTE),
        underway,
        make: commandsOf(plan),
      }),
      { minLength: 1, maxLength: 50, size: "max" },
    ),
  }),
);

/** Told apart from the rules: what a session was granted, and what arrived within it. */
class Witness {
  granted = 0;
  startedAt: number | undefined;
  #running = false;
  /** The newest text in time of each kata. */
  readonly work = new Map<string, string>();
  readonly #sequences = new Map<string, number>();
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  get deadline(): number {
    const { limitSeconds, closesAt } = this.#plan.settings;
    const own = (this.startedAt ?? Number.NaN) + limitSeconds * 1_000;
    return Math.min(own, closesAt ?? own) + this.granted * 1_000;
  }

  see(did: Command, events: readonly SessionEvent[], time: number): void {
    const end = this.deadline + this.#plan.settings.graceSeconds * 1_000;
    if (time > end) this.#running = false;
    if (did.kind === "changeTime" && events.some((one) => one.kind === "time-changed")) this.granted += did.seconds;
    for (const event of events) {
      if (event.kind === "started") this.startedAt = time;
      if (event.kind === "started" || event.kind === "reopened") this.#running = this.startedAt !== undefined;
      if (["expired", "finished", "closed", "revoked"].includes(event.kind)) this.#running = false;
      if (event.kind === "saved" || (event.kind === "submitted" && event.data.by === "candidate"))
        this.#arrive(did as Extract<Command, { kind: "save" }>, event.data.late, time);
    }
  }

  #arrive(did: Extract<Command, { kind: "save" | "submit" }>, late: boolean, time: number): void {
    const grace = this.#plan.settings.graceSeconds * 1_000;
    expect(late).toBe(!(this.#running && did.began <= this.deadline && time <= this.deadline + grace));
    const key = `${did.kata} ${did.device}`;
    const before = this.#sequences.get(key) ?? -1;
    if (did.kind === "save") expect(did.sequence).toBeGreaterThan(before);
    this.#sequences.set(key, Math.max(before, did.sequence));
    if (!late) this.work.set(did.kata, did.source.hash);
  }
}

function live({ plan, started, moves }: { plan: Plan; started: boolean; moves: readonly Move[] }) {
  const witness = new Witness(plan);
  const events: SessionEvent[] = [];
  let state = frozen(initialState("session-1"));
  let now = NINE;
  const step = (asked: Command) => {
    const time = Math.max(now, state.lastAt);
    const decision = decide(state, asked, now);
    expect(decide(JSON.parse(JSON.stringify(state)), asked, now)).toEqual(decision);
    if ("refused" in decision) {
      expect(Object.keys(decision)).toEqual(["refused"]);
      return;
    }
    witness.see(asked, decision.events, time);
    events.push(...decision.events);
    state = frozen(decision.events.reduce(apply, state));
    check(state, decision.events, witness);
    // The same once more, at the same moment, changes nothing: but for what is asked for anew each time.
    const again = decide(state, asked, now);
    if (!["changeTime", "regrade", "reissue", "note", "run", "reconnect"].includes(asked.kind))
      expect("refused" in again || again.events.length === 0).toBe(true);
  };
  step({ kind: "invite", assessment: "assessment-1", expiresAt: null, by: "olga" });
  if (started) {
    now += 2 * MINUTE;
    step({ kind: "start", plan, closed: false, honour: true });
  }
  for (const { wait, underway, make } of moves) {
    now += wait;
    const made = make(state);
    step(command.parse("began" in made ? { ...made, began: now - underway } : made));
  }
  now = Math.max(now, sweepAt(state) ?? 0, NINE + 600 * MINUTE);
  step({ kind: "sweep" });
  return { state, events, witness };
}

function check(state: SessionState, fresh: readonly SessionEvent[], { deadline, startedAt, work }: Witness): void {
  expect(sessionState.parse(state)).toEqual(state);
  for (const event of fresh) expect(sessionEvent.parse(event)).toEqual(event);
  expect(state.startedAt).toBe(startedAt ?? null);
  if (startedAt !== undefined) expect(state.deadline).toBe(deadline);
  for (const [name, { work: newest }] of Object.entries(state.katas)) expect(newest?.source.hash).toBe(work.get(name));
  expect((state.endedAt === null) === (state.phase !== "ended")).toBe(true);
}

/** So that whoever changes a state in place is found. */
function frozen<T>(value: T): T {
  if (value !== null && typeof value === "object" && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

describe("any life of a session", () => {
  const runs = { numRuns: 150 };

  it("grants no more time than was granted, and ends with the newest work in time", () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { state, witness } = live(life);
        expect(state.phase).not.toBe("running");
        for (const [name, { submissions }] of Object.entries(state.katas)) {
          const newest = submissions.findLast((id) => !state.submissions[id].late);
          expect(newest && state.submissions[newest].source.hash).toBe(witness.work.get(name));
        }
      }),
      runs,
    );
  });

  it("has a log that verifies, folds to the state and never goes back", () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { state, events } = live(life);
        expect(verifyChain("session-1", events, state).intact).toBe(true);
        expect(fold("session-1", events)).toEqual(state);
        expect(fold("session-1", JSON.parse(JSON.stringify(events)))).toEqual(state);
        expect(events.every((event, i) => i === 0 || event.at >= events[i - 1].at)).toBe(true);
        expect(events.filter((one) => one.kind === "started").length).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });

  it("has one verdict for a submission and round, and scores what was in time", () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { state, events } = live(life);
        const judged = events.flatMap((one) => (one.kind === "verdict" ? [one.data] : []));
        const keys = judged.map(({ submission, round }) => `${submission} ${round}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { submission } of judged) expect(state.submissions[submission].late).toBe(false);
        for (const { submission, score, round } of scoreSession(state, judged).katas) {
          if (submission === null) expect(score).toBe(0);
          else {
            expect(state.submissions[submission].late).toBe(false);
            expect(state.submissions[submission].verdicts[round ?? 0].score).toBe(score);
          }
        }
      }),
      runs,
    );
  });

  it("keeps interval and count between what a candidate submits", () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { state } = live(life);
        const { submitIntervalSeconds, maxSubmissions } = life.plan.settings;
        for (const { submissions } of Object.values(state.katas)) {
          const mine = submissions.map((id) => state.submissions[id]).filter(({ by }) => by === "candidate");
          // One that our side failed to grade may be followed at once.
          const counted = mine.filter(({ verdicts }) => Object.values(verdicts).every(({ score }) => score !== null));
          for (const [i, { at }] of counted.entries())
            if (i > 0) expect(at - counted[i - 1].at).toBeGreaterThanOrEqual(submitIntervalSeconds * 1_000);
          if (maxSubmissions !== null)
            expect(counted.filter(({ late }) => !late).length).toBeLessThanOrEqual(maxSubmissions);
        }
      }),
      runs,
    );
  });

  it("breaks its log wherever an event is taken, swapped or changed", () => {
    fc.assert(
      fc.property(lives, fc.nat(), fc.nat(), (life, a, b) => {
        const { state, events } = live(life);
        const [i, j] = [a % events.length, b % events.length];
        const broken = [
          events.toSpliced(i, 1),
          events.with(i, { ...events[i], at: events[i].at + 1 } as SessionEvent),
          events.with(i, { ...events[i], data: { ...events[i].data, by: "mallory" } } as unknown as SessionEvent),
          ...(i === j ? [] : [events.with(i, events[j]).with(j, events[i])]),
        ];
        for (const log of broken) expect(verifyChain("session-1", log, state).intact).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the lives that are tried", () => {
  it("reach what they should: late work, reopened and revoked sessions, rounds, refusals of every kind of end", () => {
    const seen = new Map<string, number>();
    for (const life of fc.sample(lives, { numRuns: 100, seed: 7 })) {
      const { events } = live(life);
      for (const { kind, data } of events) {
        const name = "late" in data && data.late ? `late ${kind}` : kind;
        seen.set(name, (seen.get(name) ?? 0) + 1);
      }
    }
    const wanted = [
      "late saved",
      "late submitted",
      "reopened",
      "revoked",
      "regraded",
      "verdict",
      "expired",
      "finished",
    ];
    expect(wanted.filter((name) => (seen.get(name) ?? 0) < 10)).toEqual([]);
  });
});
