import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refused, Unreached } from "../shared/api.ts";
import { type Entry, Outbox, type Shelf, thin } from "./outbox.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const entry = (sequence: number, more: Partial<Entry> = {}): Entry => ({
  kind: "save",
  kata: "01-backpropagation",
  text: `text ${sequence}`,
  device: "here",
  sequence,
  ...more,
});

const refusal = (status: number, code: string, retryAfterSeconds?: number) =>
  new Refused(
    status,
    { code, message: { en: code, zh: code }, remedy: { en: "", zh: "" }, data: {} },
    retryAfterSeconds,
  );

/** A server that answers, refuses or is away, as the test says; and a shelf that outlives an outbox. */
function scene() {
  let kept: readonly Entry[] = [];
  const shelf: Shelf = {
    read: () => kept,
    write: (entries) => {
      kept = entries;
    },
  };
  const came: number[] = [];
  const arrived: number[] = [];
  const refused: string[] = [];
  const place = { error: undefined as Error | undefined };
  const open = () =>
    new Outbox(
      {
        async send({ sequence }) {
          if (place.error) throw place.error;
          came.push(sequence);
        },
        arrived: ({ sequence }) => arrived.push(sequence),
        refused: (_entry, { code }) => refused.push(code),
        changed() {},
      },
      shelf,
    );
  return { place, open, came, arrived, refused, kept: () => kept };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe("an outbox", () => {
  it("sends in order and keeps nothing that arrived", async () => {
    const { open, came, arrived, kept } = scene();
    const outbox = open();
    for (const n of [1, 2, 3]) outbox.add(entry(n));
    expect(kept()).toHaveLength(3);
    await settle();
    expect([came, arrived, kept()]).toEqual([[1, 2, 3], [1, 2, 3], []]);
  });

  it("keeps everything while nobody answers, and sends it in order when somebody does", async () => {
    const { open, place, came, kept } = scene();
    const outbox = open();
    place.error = new Unreached();
    outbox.add(entry(1));
    outbox.add(entry(2));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(outbox.isAway).toBe(true);
    expect(kept()).toHaveLength(2);
    place.error = undefined;
    await vi.advanceTimersByTimeAsync(10_000);
    expect([came, outbox.isAway, kept()]).toEqual([[1, 2], false, []]);
  });

  it("goes on after a reload with what an earlier page left", async () => {
    const { open, place, came } = scene();
    place.error = new Unreached();
    open().add(entry(7, { device: "before" }));
    await settle();
    place.error = undefined;
    const after = open();
    after.add(entry(1));
    await settle();
    expect(came).toEqual([7, 1]);
  });

  it("waits as long as a busy server says", async () => {
    const { open, place, came } = scene();
    const outbox = open();
    place.error = refusal(503, "line-full", 30);
    outbox.add(entry(1));
    await settle();
    place.error = undefined;
    await vi.advanceTimersByTimeAsync(29_000);
    expect(came).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(came).toEqual([1]);
  });

  it("tells a refusal once and goes on with the next", async () => {
    const { open, place, came, refused, kept } = scene();
    const outbox = open();
    place.error = refusal(429, "too-soon", 12);
    outbox.add(entry(1, { kind: "submit", submission: "a" }));
    await settle();
    place.error = undefined;
    outbox.add(entry(2));
    await settle();
    expect([refused, came, kept()]).toEqual([["too-soon"], [2], []]);
  });

  it("tries at once when it is told that the line is there", async () => {
    const { open, place, came } = scene();
    const outbox = open();
    place.error = new Unreached();
    outbox.add(entry(1));
    await vi.advanceTimersByTimeAsync(30_000);
    place.error = undefined;
    outbox.kick();
    await settle();
    expect(came).toEqual([1]);
  });
});

describe("thinning", () => {
  it("keeps the first, the newest and all submissions", () => {
    const entries = Array.from({ length: 30 }, (_, n) => entry(n, n === 7 ? { kind: "submit" } : {}));
    const left = thin(entries, 20).map(({ sequence }) => sequence);
    expect(left.length).toBeLessThanOrEqual(17);
    expect(left).toEqual(expect.arrayContaining([0, 7, 29]));
    expect(left).toEqual([...left].sort((a, b) => a - b));
  });

  it("leaves few alone, each kata for itself", () => {
    const entries = Array.from({ length: 30 }, (_, n) => entry(n, { kata: `0${n % 2}-x` }));
    expect(thin(entries, 20)).toEqual(entries);
  });
});
