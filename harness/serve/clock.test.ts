import { describe, expect, it } from "vitest";
import { ServerClock } from "./clock.ts";

const START = Date.UTC(2031, 4, 4);

/** A database's clock and a monotonic one, each moved by hand. */
async function clocks() {
  const at = { database: START, monotonic: 1_000, slow: 0 };
  const clock = await ServerClock.start(
    async () => {
      at.monotonic += at.slow;
      return at.database;
    },
    () => at.monotonic,
  );
  const pass = (ms: number, drift = 0) => {
    at.monotonic += ms;
    at.database += ms + drift;
  };
  return { at, clock, pass };
}

describe("the server's clock", () => {
  it("begins with the database's and goes on with the machine's", async () => {
    const { clock, pass } = await clocks();
    expect(clock.now()).toBe(START);
    pass(1_500);
    expect(clock.now()).toBe(START + 1_500);
  });

  it.each([
    ["ahead", 40],
    ["behind", -40],
  ])("slews a small difference, never back: %s", async (_, drift) => {
    const { clock, pass } = await clocks();
    pass(10_000, drift);
    expect(await clock.check()).toBeUndefined();
    let before = clock.now();
    for (let i = 0; i < 100; i++) {
      pass(100);
      const now = clock.now();
      expect(now - before).toBeGreaterThanOrEqual(99);
      expect(now - before).toBeLessThanOrEqual(101);
      before = now;
    }
    expect(Math.abs(clock.now() - (START + 20_000 + drift))).toBeLessThanOrEqual(1);
  });

  it.each([3_600_000, -3_600_000])(
    "does not follow a jump of %i ms, tells it once, and says so until it is put right",
    async (jump) => {
      const { at, clock, pass } = await clocks();
      at.database += jump;
      expect(await clock.check()).toBe(jump);
      pass(10_000);
      expect(await clock.check()).toBeUndefined();
      expect(clock.now()).toBe(START + 10_000);
      expect(clock.status()).toEqual({ aheadMs: jump, jumps: 1, jumped: true });
      at.database -= jump;
      await clock.check();
      expect(clock.status()).toMatchObject({ jumps: 1, jumped: false });
    },
  );

  it("learns nothing from a reading that took too long", async () => {
    const { at, clock } = await clocks();
    at.slow = 5_000;
    at.database += 9_000;
    expect(await clock.check()).toBeUndefined();
    expect(clock.status().jumps).toBe(0);
  });
});
