import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GROUPS } from "../grading.ts";
import { VERDICTS } from "../verdict.ts";
import { GROUP_WEIGHTS, scoreOf, scorePart } from "./score.ts";

const cases = fc.array(fc.record({ group: fc.constantFrom(...GROUPS), verdict: fc.constantFrom(...VERDICTS) }));
const points = fc.integer({ min: 1, max: 20 });

describe("scorePart", () => {
  it("gives every point when every case passed, and only then", () => {
    fc.assert(
      fc.property(cases, points, (results, max) => {
        const all = results.length > 0 && results.every(({ verdict }) => verdict === "passed");
        expect(scorePart(max, results) === max).toBe(all);
      }),
    );
  });

  it("stays between nothing and everything, and no case that passes instead costs a point", () => {
    fc.assert(
      fc.property(cases, points, fc.nat(), (results, max, which) => {
        const score = scorePart(max, results);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(max);
        if (results.length === 0) return;
        const k = which % results.length;
        expect(scorePart(max, results.with(k, { ...results[k], verdict: "passed" }))).toBeGreaterThanOrEqual(score);
      }),
    );
  });

  it("gives nothing for no cases", () => {
    expect(scorePart(5, [])).toBe(0);
  });

  it("loses a group with one of its cases", () => {
    const lost = [
      { group: "basic", verdict: "passed" },
      { group: "basic", verdict: "wrong-value" },
    ] as const;
    expect(scorePart(5, lost)).toBe(0);
  });

  it("shares the points over the groups that there are", () => {
    const one = (group: (typeof GROUPS)[number], passed: boolean) =>
      ({ group, verdict: passed ? "passed" : "threw" }) as const;
    expect(
      scorePart(
        10,
        GROUPS.map((group) => one(group, group === "basic")),
      ),
    ).toBe(4);
    expect(scorePart(7, [one("basic", true), one("edge", false)])).toBe(4);
    expect(scorePart(1, [one("basic", true), one("stability", false)])).toBe(0.73);
    expect(scorePart(10, [one("stability", false), one("scale", true)])).toBe(5);
  });

  it("weighs the groups to a hundred", () => {
    expect(Object.values(GROUP_WEIGHTS).reduce((sum, weight) => sum + weight)).toBe(100);
  });
});

describe("scoreOf", () => {
  it("is a percentage, rounded to hundredths; of nothing it is 0", () => {
    expect(scoreOf(10, 10)).toBe(100);
    expect(scoreOf(1, 3)).toBe(33.33);
    expect(scoreOf(0, 7)).toBe(0);
    expect(scoreOf(0, 0)).toBe(0);
  });

  it("is 100 for every point alone: a lost hundredth of a point shows", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (max) => {
        expect(scoreOf(max, max)).toBe(100);
        expect(scoreOf(max - 0.01, max)).toBeLessThan(100);
      }),
    );
  });
});
