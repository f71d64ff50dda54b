/** Classroom 50's result.json. Source: foundation50/classroom50, schemas/result-v1. Who and what it is about comes with the context. */
import { z } from "zod";
import type { ResultRecord } from "../record.ts";
import { told, totalOf, within } from "./graders.ts";
import { plain } from "./plain.ts";

/** The variables that Classroom 50's runner sets for an autograder. It sets none for the instant of the submission. */
export const CLASSROOM50_ENVIRONMENT = {
  classroom: "CLASSROOM",
  assignment: "ASSIGNMENT",
  assignment_type: "ASSIGNMENT_TYPE",
  owner: "OWNER",
  submission: "SUBMISSION_TAG",
  commit: "COMMIT_URL",
  release: "RELEASE_URL",
  review: "REVIEW_URL",
} as const;

const line = z.string().refine((value) => value !== "" && plain(value) === value && !value.includes("\n"), {
  message: "one line of text is expected",
});
const instant = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/,
    "a UTC instant such as 2026-06-01T14:32:01Z is expected",
  )
  .refine((value) => !Number.isNaN(Date.parse(value)), "there is no such day");

export const classroom50Context = z.strictObject({
  classroom: line,
  assignment: line,
  assignment_type: z.enum(["individual", "group", "team"], "individual, group or team is expected"),
  owner: line,
  submission: line.startsWith("submit/", "the name of the tag, submit/…, is expected"),
  commit: line,
  release: line,
  review: line,
  /** When the work was submitted; the same however often it is graded. */
  datetime: instant,
  graded_at: instant.optional(),
  submitted_by: line.optional(),
});

const LIMIT = 10 * 1024 * 1024;

/** Scores there are whole numbers, and a part's points may be 1.2: all are written in hundredths of a point. */
export function toClassroom50(records: readonly ResultRecord[], context: Readonly<Record<string, string>>): string {
  const { graded_at, submitted_by, ...identity } = classroom50Context.parse(context);
  return within(LIMIT, "classroom50", (longest) => ({
    schema: "classroom50/result/v1",
    ...identity,
    ...(graded_at && { graded_at }),
    ...(submitted_by && { submitted_by: { username: submitted_by } }),
    score: hundredths(totalOf(records, ({ points }) => points)),
    "max-score": hundredths(totalOf(records, ({ maxPoints }) => maxPoints)),
    tests: records.flatMap((record) =>
      record.parts
        .filter(({ verdict }) => verdict !== "not-graded")
        .map((part) => ({
          "test-name": `${record.kata} ${part.part}`,
          passed: part.verdict === "passed",
          score: hundredths(part.points),
          "max-score": hundredths(part.maxPoints),
          verdict: part.verdict,
          message: told(part, record.problem, longest),
        })),
    ),
  }));
}

function hundredths(points: number): number {
  return Math.round(points * 100);
}
