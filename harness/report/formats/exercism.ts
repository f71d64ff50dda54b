/** exercism's results.json, version 3. Source: exercism, "The test runner interface". */
import type { ResultRecord } from "../record.ts";
import { NOTHING_GRADED, problemsOf, testsOf, told, within } from "./graders.ts";

const LIMIT = 500_000;

/** The whole is an error only when no test ran; else each test says so for itself. */
export function toExercism(records: readonly ResultRecord[]): string {
  const tests = testsOf(records);
  const passed = tests.every(({ part }) => part.verdict === "passed");
  return within(LIMIT, "exercism", (longest) => {
    if (tests.every(({ problem }) => problem)) {
      const message = problemsOf(records, longest).join("\n") || NOTHING_GRADED;
      return { version: 3, status: "error", message, tests: [] };
    }
    return {
      version: 3,
      status: passed ? "pass" : "fail",
      tests: tests.map(({ name, part, problem }, i) => ({
        name,
        task_id: i + 1,
        ...(part.verdict === "passed"
          ? { status: "pass" }
          : { status: problem ? "error" : "fail", message: told(part, problem, longest) || part.verdict }),
      })),
    };
  });
}
