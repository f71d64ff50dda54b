import { describe, expect, it } from "vitest";
import type { SubmissionView } from "../../schemas/candidate.ts";
import { countingSubmission, mergeSubmissions, nextSubmission } from "./submitting.ts";

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

describe("the submission that counts", () => {
  const marks = (score: number) => ({ feedback: "score", verdict: "wrong-value", score }) as const;
  const all = [one(1, { marks: marks(60) }), one(2, { marks: marks(100) }), one(3, { marks: marks(0) })];

  it("is the best or the last, of that kata and in time", () => {
    expect(countingSubmission(all, KATA, "best")).toBe(all[1]);
    expect(countingSubmission(all, KATA, "last")).toBe(all[2]);
    expect(countingSubmission([...all, one(4, { late: true, marks: marks(100) })], KATA, "last")).toBe(all[2]);
    expect(countingSubmission(all, "02-x", "best")).toBeUndefined();
  });

  it("is the last where no score is told, and of those that have one while another waits", () => {
    const hidden = [one(1), one(2, { marks: { feedback: "none" } })];
    expect(countingSubmission(hidden, KATA, "best")).toBe(hidden[1]);
    expect(countingSubmission([all[0], one(9, { status: "waiting" })], KATA, "best")).toBe(all[0]);
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
