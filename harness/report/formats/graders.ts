/**
 * What course platforms read: Gradescope's results.json, PrairieLearn's results, exercism's results.json version 3. What an attempt says goes into fields
 * that are shown as plain text, never as HTML or Markdown.
 */
import type { ResultRecord } from "../record.ts";

type Part = ResultRecord["parts"][number];

/** A part of a record; the submission's name only where there are several. */
interface Test {
  readonly name: string;
  readonly part: Part;
}

function testsOf(records: readonly ResultRecord[]): Test[] {
  return records.flatMap(({ submission, kata, parts }) =>
    parts
      .filter(({ verdict }) => verdict !== "not-graded")
      .map((part) => ({ name: records.length === 1 ? part.part : `${submission} ${kata} ${part.part}`, part })),
  );
}

/** What is said about a part in plain lines. */
function told({ verdict, cases, diagnosis }: Part): string {
  const failed = cases.find((one) => one.verdict !== "passed");
  if (!failed) return "";
  const lines = [`${verdict}, case "${failed.name}"`, failed.detail, diagnosis?.text.en];
  return lines.filter((line) => line !== undefined && line !== "").join("\n");
}

function sum(records: readonly ResultRecord[], of: (record: ResultRecord) => number): number {
  return Math.round(records.reduce((total, record) => total + of(record), 0) * 100) / 100;
}

/** Source: gradescope-autograders, "Autograder specifications". */
export function toGradescope(records: readonly ResultRecord[]): string {
  const problems = records.flatMap(({ problem }) => (problem ? [problem.detail] : []));
  return json({
    score: sum(records, ({ points }) => points),
    execution_time: Math.round(sum(records, ({ durationMs }) => durationMs) / 1000),
    output: problems.join("\n"),
    output_format: "text",
    test_output_format: "text",
    test_name_format: "text",
    visibility: "visible",
    stdout_visibility: "hidden",
    extra_data: {
      records: records.map(({ submission, kata, score, verdict }) => ({ submission, kata, score, verdict })),
    },
    tests: testsOf(records).map(({ name, part }, i) => ({
      name,
      number: String(i + 1),
      score: part.points,
      max_score: part.maxPoints,
      status: part.verdict === "passed" ? "passed" : "failed",
      output: told(part),
      output_format: "text",
    })),
  });
}

/** Source: PrairieLearn, "External grading": score from 0 to 1, at most 1 MB. */
export function toPrairielearn(records: readonly ResultRecord[]): string {
  const max = sum(records, ({ maxPoints }) => maxPoints);
  const problems = records.flatMap(({ problem }) => (problem ? [problem.detail] : []));
  return json({
    gradable: problems.length === 0,
    score: max === 0 ? 0 : Math.min(1, sum(records, ({ points }) => points) / max),
    ...(problems.length > 0 && { format_errors: problems }),
    tests: testsOf(records).map(({ name, part }) => ({
      name,
      points: part.points,
      max_points: part.maxPoints,
      message: told(part),
    })),
  });
}

const EXERCISM_MESSAGE = 65_535;

/** Source: exercism, "The test runner interface", version 3. A message where something failed; `error` only when nothing ran. */
export function toExercism(records: readonly ResultRecord[]): string {
  const problem = records.find((record) => record.problem)?.problem;
  if (problem)
    return json({ version: 3, status: "error", message: problem.detail.slice(0, EXERCISM_MESSAGE), tests: [] });
  const tests = testsOf(records).map(({ name, part }, i) => ({
    name,
    task_id: i + 1,
    ...(part.verdict === "passed"
      ? { status: "pass" }
      : { status: "fail", message: told(part).slice(0, EXERCISM_MESSAGE) || part.verdict }),
  }));
  return json({ version: 3, status: tests.every(({ status }) => status === "pass") ? "pass" : "fail", tests });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
