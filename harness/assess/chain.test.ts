import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { initialState } from "./apply.ts";
import { canonicalJson, GENESIS, hashEvent, verifyChain } from "./chain.ts";
import type { SessionEvent } from "./model.ts";
import { MINUTE, planWith, Rehearsal, uuid } from "./rehearsal.ts";

const session = sitting();
const { state, events } = session;

function sitting(): Rehearsal {
  const one = new Rehearsal(planWith({ submitIntervalSeconds: 0 })).begin();
  one.after(MINUTE).save("one");
  one.after(MINUTE).submit("two");
  one.judge(uuid(1), 62.5);
  one.changeTime(60);
  one.do({ kind: "finish" });
  return one;
}

const verify = (log: readonly SessionEvent[], head = state) => verifyChain(state.session, log, head);

describe("the chain of a log", () => {
  it("holds, and names its head", () => {
    expect(verify(events)).toEqual({ intact: true, events: events.length, head: state.lastHash });
    expect(verify(JSON.parse(JSON.stringify(events)))).toMatchObject({ intact: true });
    expect(verifyChain("nobody", [], initialState("nobody"))).toEqual({ intact: true, events: 0, head: GENESIS });
  });

  it("finds any other character anywhere", () => {
    const text = JSON.stringify(events);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(..."0123456789abcdefxyz-"), (at, character) => {
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        const log = parsed(changed);
        if (log === undefined || canonicalJson(log) === canonicalJson(events)) return;
        expect(verify(log).intact).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it("finds each event that is gone, first and last too", () => {
    for (const [index] of events.entries())
      expect(verify(events.toSpliced(index, 1))).toEqual({ intact: false, seq: index + 1, why: "missing" });
    expect(verify([])).toEqual({ intact: false, seq: 1, why: "missing" });
  });

  it("finds two that were swapped, with or without their numbers", () => {
    for (let a = 0; a < events.length; a++)
      for (let b = a + 1; b < events.length; b++) {
        const swapped = events.with(a, events[b]).with(b, events[a]);
        expect(verify(swapped)).toMatchObject({ intact: false, seq: a + 1 });
        const renumbered = swapped.map((event, i) => ({ ...event, seq: i + 1 }) as SessionEvent);
        expect(verify(renumbered)).toMatchObject({ intact: false, seq: a + 1, why: "changed" });
      }
  });

  it("finds one that was put in, or a log that was written anew", () => {
    expect(verify([...events, { ...events[0], seq: events.length + 1 }])).toMatchObject({ intact: false });
    const forged = chained([...events.map((event) => ({ ...event, at: event.at + 1 }) as SessionEvent)]);
    expect(verify(forged)).toEqual({ intact: false, seq: events.length, why: "changed" });
    const longer = chained([...events, { ...events[1], seq: events.length + 1, at: state.lastAt } as SessionEvent]);
    expect(verify(longer)).toEqual({ intact: false, seq: events.length + 1, why: "changed" });
  });

  it("finds a moment that goes back, whoever made the hashes", () => {
    const forged = chained(events.map((event, i) => (i === 3 ? ({ ...event, at: 0 } as SessionEvent) : event)));
    const head = { ...state, lastHash: forged.at(-1)?.hash ?? "" };
    expect(verify(forged, head)).toEqual({ intact: false, seq: 4, why: "time" });
  });

  it("is of one session", () => {
    expect(verifyChain("another", events, state)).toEqual({ intact: false, seq: 1, why: "changed" });
  });
});

describe("canonical JSON", () => {
  it("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(
        fc.json().map((text) => JSON.parse(text)),
        (value) => {
          expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
          expect(JSON.parse(canonicalJson(value))).toEqual(value);
        },
      ),
    );
  });

  it("tells apart what is not the same", () => {
    expect(canonicalJson({ a: [1, { b: 2 }] })).toBe('{"a":[1,{"b":2}]}');
    expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}');
    expect(canonicalJson(["1", 1, "a,b"])).not.toBe(canonicalJson([1, "1", "a", "b"]));
  });
});

function parsed(text: string): SessionEvent[] | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The hashes of a forger who knows how they are made. */
function chained(log: readonly SessionEvent[]): SessionEvent[] {
  let previous = GENESIS;
  return log.map((event) => {
    previous = hashEvent(state.session, previous, event);
    return { ...event, hash: previous };
  });
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, one]) => [key, reversed(one)]));
}
