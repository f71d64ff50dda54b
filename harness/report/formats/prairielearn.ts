/** PrairieLearn's results. Source: PrairieLearn, "External grading": score from 0 to 1, at most 1 MB. */
import type { ResultRecord } from "../record.ts";
import { NOTHING_GRADED, problemsOf, testsOf, told, totalOf, within } from "./graders.ts";

const LIMIT = 1_000_000;

/** What did not run at all is not gradable there: it costs the student no attempt. */
export function toPrairielearn(records: readonly ResultRecord[]): string {
  const [points, max] = [totalOf(records, (one) => one.points), totalOf(records, (one) => one.maxPoints)];
  const tests = testsOf(records);
  const gradable = max > 0 && tests.some(({ problem }) => !problem);
  return within(LIMIT, "prairielearn", (longest) => {
    const problems = [...problemsOf(records, longest), ...(tests.length === 0 ? [NOTHING_GRADED] : [])];
    return {
      gradable,
      score: gradable ? Math.min(1, points / max) : 0,
      ...(problems.length > 0 && (gradable ? { output: problems.join("\n") } : { format_errors: problems })),
      tests: tests.map(({ name, part, problem }) => ({
        name,
        points: part.points,
        max_points: part.maxPoints,
        message: told(part, problem, longest),
      })),
    };
  });
}
