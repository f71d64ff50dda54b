import { describe, expect, it } from "vitest";
import { ServerClock, warningBetween } from "./server-clock.ts";

describe("the server's clock", () => {
  it("goes on between what the server says", () => {
    let ticks = 50;
    const clock = new ServerClock(() => ticks);
    expect(clock.isKnown).toBe(false);
    clock.hear(1_000_000);
    ticks += 1_234;
    expect(clock.now()).toBe(1_001_234);
  });

  it("takes what was under way for the least time", () => {
    let ticks = 0;
    const clock = new ServerClock(() => ticks);
    clock.hear(1_000);
    ticks = 5_000;
    // It was said at 6,000 and took 400 ms to arrive.
    clock.hear(5_600);
    expect(clock.now()).toBe(6_000);
  });

  it("follows at once when the counter stood still, as in sleep", () => {
    let ticks = 0;
    const clock = new ServerClock(() => ticks);
    clock.hear(1_000);
    ticks = 10;
    clock.hear(3_600_000);
    expect(clock.now()).toBe(3_600_000);
  });

  it("follows a server that was set back after a few words", () => {
    let ticks = 0;
    const clock = new ServerClock(() => ticks);
    clock.hear(9_000);
    for (let i = 0; i < 5; i++) {
      ticks += 1_000;
      clock.hear(ticks);
    }
    expect(clock.now()).toBe(ticks);
  });
});

describe("warnings", () => {
  it("come once, at 10 and 2 minutes", () => {
    expect(warningBetween(600_500, 599_500)).toBe(600_000);
    expect(warningBetween(599_500, 598_500)).toBeUndefined();
    expect(warningBetween(120_001, 120_000)).toBe(120_000);
  });

  it("tell only the last one that was slept through, and none when time is up", () => {
    expect(warningBetween(900_000, 60_000)).toBe(120_000);
    expect(warningBetween(900_000, 0)).toBeUndefined();
  });

  it("do not come for a session that is shorter", () => {
    expect(warningBetween(300_000, 299_000)).toBeUndefined();
  });
});
