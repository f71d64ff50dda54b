/** Gradescope's results.json. Source: gradescope-autograders, "Autograder specifications". Every text is shown as text, never as HTML or Markdown. */
import type { ResultRecord } from "../record.ts";
import { NOTHING_GRADED, problemsOf, testsOf, told, totalOf, within } from "./graders.ts";

export function toGradescope(records: readonly ResultRecord[]): string {
  const tests = testsOf(records);
  return within(Number.POSITIVE_INFINITY, "gradescope", (longest) => ({
    score: totalOf(records, ({ points }) => points),
    execution_time: Math.round(totalOf(records, ({ durationMs }) => durationMs) / 1000),
    output: [...problemsOf(records, longest), ...(tests.length === 0 ? [NOTHING_GRADED] : [])].join("\n"),
    output_format: "text",
    test_output_format: "text",
    test_name_format: "text",
    visibility: "visible",
    stdout_visibility: "hidden",
    extra_data: {
      records: records.map(({ submission, kata, score, verdict }) => ({ submission, kata, score, verdict })),
    },
    ...leaderboardOf(records),
    tests: tests.map(({ name, part, problem }, i) => ({
      name,
      number: String(i + 1),
      score: part.points,
      max_score: part.maxPoints,
      status: part.verdict === "passed" ? "passed" : "failed",
      output: told(part, problem, longest),
      output_format: "text",
    })),
  }));
}

/** Of each kata whose speed may be ranked, the ratio to the reference's time, the least first. */
function leaderboardOf(records: readonly ResultRecord[]): object {
  const entries = records.flatMap(({ kata, speed }) =>
    speed?.ratio === undefined || speed.flag !== undefined
      ? []
      : [{ name: `${kata} (time, × reference)`, value: speed.ratio, order: "asc" }],
  );
  return entries.length > 0 ? { leaderboard: entries } : {};
}
