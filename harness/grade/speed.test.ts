/** Fed samples to a speed: nothing here runs against a clock. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PartResult, PartSpeed, SpeedFlag, Verdict } from "../verdict.ts";
import { isHopeless, type SpeedRun, speedOf, speedOfKata } from "./speed.ts";

/** A run whose every round trip is the way and what is computed. */
function run(attemptMs: number, referenceMs: number, wayMs = 1, count = 9): SpeedRun {
  return Array.from({ length: count }, () => ({
    attemptMs: wayMs + attemptMs,
    referenceMs: wayMs + referenceMs,
    wayMs,
  }));
}

const five = (attemptMs: number, referenceMs: number, wayMs?: number) =>
  Array.from({ length: 5 }, () => run(attemptMs, referenceMs, wayMs));

describe("the speed of a part", () => {
  it("is the ratio of the medians, without the way there and back", () => {
    expect(speedOf(five(6, 2))).toEqual({ samples: 45, attemptMs: 6, referenceMs: 2, wayMs: 1, ratio: 3, noise: 0 });
  });

  it("does not move with a few samples that something else made slow", () => {
    const odd = run(6, 2).map((sample, i) => (i < 3 ? { attemptMs: 900, referenceMs: 2, wayMs: 70 } : sample));
    expect(speedOf([odd, ...five(6, 2).slice(1)])).toMatchObject({ ratio: 3, noise: 0 });
  });

  it("takes the mean of the middle two of an even count", () => {
    const [a, b] = [run(2, 2, 1, 1), run(4, 2, 1, 1)];
    expect(speedOf([a, b])).toMatchObject({ attemptMs: 3, samples: 2 });
  });

  it("says as noise how far the runs are apart, but for one at either end", () => {
    const runs = [1.8, 2, 2.1, 2.2, 9].map((ms) => run(ms, 2));
    expect(speedOf(runs).noise).toBeCloseTo((2.2 - 2) / 2 / 2.1, 10);
    expect(speedOf(runs).flag).toBeUndefined();
    expect(speedOf(runs.slice(0, 2)).noise).toBeCloseTo((2 - 1.8) / 2 / 1.9, 10);
  });

  it("is as noisy as the reference's own times, though the ratios agree", () => {
    const runs = [1, 1.5, 2, 3, 4].map((ms) => run(ms, ms));
    expect(speedOf(runs)).toMatchObject({ ratio: 1, noise: (3 - 1.5) / 2 / 2, flag: "too-noisy" });
  });

  it.each<[string, SpeedRun[], SpeedFlag | undefined]>([
    ["too little computed for a clock", five(0.3, 0.3, 0.1), "too-short"],
    ["little beside the way", five(5, 2, 10), "too-short"],
    ["a reference as short as the way", five(5, 0), "too-short"],
    ["a way that took longer than the reference", five(5, -0.5), "too-short"],
    ["runs that disagree", [1, 1, 2, 3, 3].map((ms) => run(ms, 2)), "too-noisy"],
    ["nothing computed at all", five(0, 2), "below-floor"],
    ["an answer before the question", five(-0.5, 2), "below-floor"],
    ["a thirtieth of the time", five(0.1, 3), "below-floor"],
    ["a fifteenth of the time", five(0.2, 3), undefined],
    ["fifty times the time", five(100, 2), undefined],
  ])("flags %s as it should", (_, runs, flag) => {
    const speed = speedOf(runs);
    expect(speed.flag).toBe(flag);
    expect(speed.ratio === undefined).toBe(flag === "too-short");
  });

  it("accuses nobody of being too fast whose runs do not agree", () => {
    const runs = [0.05, 0.05, 0.1, 0.4, 0.4].map((ms) => run(ms, 3));
    expect(speedOf(runs)).toMatchObject({ flag: "too-noisy" });
    expect(speedOf(runs).ratio).toBeLessThan(0.05);
  });

  it("gives up after one run only where more would hardly help", () => {
    expect([0.1, 0.3, 2].map((ms) => isHopeless(run(9, ms)))).toEqual([true, false, false]);
  });

  it("is finite and the same for the same samples, in whatever order they come", () => {
    const ms = fc.double({ min: 0, max: 1e4, noNaN: true });
    const sample = fc.record({ attemptMs: ms, referenceMs: ms, wayMs: ms });
    const runs = fc.array(fc.array(sample, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(runs, (given) => {
        const speed = speedOf(given);
        for (const value of Object.values(speed))
          if (typeof value === "number") expect(Number.isFinite(value) && value >= 0).toBe(true);
        expect(speedOf(given.toReversed().map((one) => one.toReversed()))).toEqual(speed);
      }),
    );
  });

  it("does not depend on how fast the machine is", () => {
    const runs = [3, 4, 4.2, 4.4, 7].map((ms) => run(ms, 2));
    const slower = runs.map((one) =>
      one.map((sample) => ({
        attemptMs: 4 * sample.attemptMs,
        referenceMs: 4 * sample.referenceMs,
        wayMs: 4 * sample.wayMs,
      })),
    );
    const { ratio, noise, flag } = speedOf(runs);
    expect(speedOf(slower)).toMatchObject({ ratio, noise, ...(flag && { flag }) });
  });
});

describe("the speed of an attempt", () => {
  const part = (speed?: Partial<PartSpeed>, verdict: Verdict = "passed"): PartResult => ({
    part: "p",
    points: 1,
    maxPoints: 1,
    verdict,
    cases: [],
    ...(speed && { speed: { samples: 45, ...speed } }),
  });
  const of = (parts: PartResult[], verdict: Verdict = "passed") => speedOfKata({ verdict, parts });

  it("is the geometric mean of the parts that are ranked", () => {
    const parts = [part({ ratio: 2, noise: 0.03 }), part({ ratio: 0.5, noise: 0.04 }), part({ flag: "too-short" })];
    expect(of(parts)).toEqual({ parts: 2, ratio: 1, noise: 0.025 });
  });

  it("leaves out what has no measure for anybody", () => {
    const flags: SpeedFlag[] = ["too-short", "same-inputs", "kernel"];
    expect(of(flags.map((flag) => part({ flag })))).toEqual({ parts: 0, flag: "nothing-timed" });
    expect(of([...flags.map((flag) => part({ flag })), part({ ratio: 3, noise: 0 })]).flag).toBeUndefined();
  });

  it.each(["wrong-when-timed", "stopped-when-timed", "below-floor", "too-noisy"] as const)(
    "is not ranked when one part is %s, and is shown all the same",
    (flag) => {
      expect(of([part({ ratio: 2, noise: 0.1 }), part({ ratio: 0.01, noise: 0.1, flag })])).toMatchObject({
        ratio: 2,
        parts: 1,
        flag,
      });
    },
  );

  it("is not ranked unless everything has passed", () => {
    expect(of([part({ ratio: 2, noise: 0.1 }), part(undefined, "wrong-value")], "wrong-value").flag).toBe("not-passed");
    expect(of([], "compile-error")).toEqual({ parts: 0, flag: "not-passed" });
  });
});
