import { describe, expect, it } from "vitest";
import type { SubmissionView } from "../../schemas/candidate.ts";
import { mergeSubmissions, nextSubmission } from "./submitting.ts";

const KATA = "01-backpropagation";
const one = (at: number, more: Partial<SubmissionView> = {}): SubmissionView => ({
  submission: `s${at}`,
  kata: KATA,
  at,
  by: "candidate",
  late: false,
  bytes: 1,
  hash: "0".repeat(64),
  status: "graded",
  position: null,
  marks: null,
  ...more,
});
const limits = { submitIntervalSeconds: 30, maxSubmissions: 3 };

describe("the next submission", () => {
  it("may come at once when there was none", () => {
    expect(nextSubmission([], KATA, limits)).toEqual({ at: undefined, left: 3 });
    expect(nextSubmission([one(5_000, { kata: "02-x" })], KATA, limits)).toEqual({ at: undefined, left: 3 });
  });

  it("waits for the interval after the last, and counts", () => {
    expect(nextSubmission([one(5_000), one(1_000)], KATA, limits)).toEqual({ at: 35_000, left: 1 });
    expect(nextSubmission([one(1), one(2), one(3), one(4)], KATA, limits).left).toBe(0);
    expect(nextSubmission([one(1)], KATA, { submitIntervalSeconds: 0, maxSubmissions: null })).toEqual({
      at: undefined,
      left: null,
    });
  });

  it("is not spent by our failure, by lateness or by the end of a session", () => {
    const free = [one(5_000, { status: "ungradable" }), one(6_000, { by: "expired" })];
    expect(nextSubmission(free, KATA, limits)).toEqual({ at: undefined, left: 3 });
    expect(nextSubmission([one(5_000, { late: true, status: "late" })], KATA, limits)).toEqual({ at: 35_000, left: 3 });
  });
});

describe("news of submissions", () => {
  const waiting = one(1_000, { status: "waiting", position: 2 });

  it("replace what was known, and come in their order", () => {
    const before = one(500);
    expect(mergeSubmissions([waiting], [one(1_000), before])).toEqual([before, one(1_000)]);
    const nearer = { ...waiting, position: 0 };
    expect(mergeSubmissions([waiting], [nearer])).toEqual([nearer]);
  });

  it("take no verdict back that overtook them", () => {
    expect(mergeSubmissions([one(1_000)], [waiting])).toEqual([one(1_000)]);
    const failed = one(1_000, { status: "ungradable" });
    expect(mergeSubmissions([failed], [waiting])).toEqual([failed]);
  });
});
