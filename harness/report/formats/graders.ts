/** What the formats of course platforms share: a test a part, what is said about it in plain lines, and a limit of the whole file. */
import { UsageError } from "../../fault.ts";
import { inertJson } from "../inert.ts";
import type { ResultRecord } from "../record.ts";
import { shorten } from "./plain.ts";

type Part = ResultRecord["parts"][number];
type Problem = ResultRecord["problem"];

/** A part of a record; the submission's name only where there are several. */
interface Test {
  readonly name: string;
  readonly part: Part;
  /** Why nothing of its record ran. */
  readonly problem: Problem;
}

/** What this machine cannot grade counts neither for nor against anybody, and is no test. */
export function testsOf(records: readonly ResultRecord[]): Test[] {
  return records.flatMap(({ submission, kata, parts, problem }) =>
    parts
      .filter(({ verdict }) => verdict !== "not-graded")
      .map((part) => ({
        name: records.length === 1 ? part.part : `${submission} ${kata} ${part.part}`,
        part,
        problem,
      })),
  );
}

/** What is said about a part, in plain lines; nothing when it passed. */
export function told({ verdict, cases, diagnosis }: Part, problem: Problem, longest: number): string {
  if (verdict === "passed") return "";
  const failed = cases.find((one) => one.verdict !== "passed");
  const lines = problem
    ? [verdict, problem.detail]
    : [failed ? `${verdict}, case "${failed.name}"` : verdict, failed?.detail, diagnosis?.text.en];
  return shorten(lines.filter((line) => line !== undefined && line !== "").join("\n"), longest);
}

/** Why a whole submission did not run, a line each. */
export function problemsOf(records: readonly ResultRecord[], longest: number): string[] {
  return records.flatMap(({ submission, problem, verdict }) => {
    if (!problem) return [];
    const detail = problem.detail || verdict;
    return [shorten(records.length === 1 ? detail : `${submission}: ${detail}`, longest)];
  });
}

export const NOTHING_GRADED = "No part could be graded on this machine.";

export function totalOf(records: readonly ResultRecord[], of: (record: ResultRecord) => number): number {
  return Math.round(records.reduce((total, record) => total + of(record), 0) * 100) / 100;
}

const LONGEST = 65_535;

/**
 * JSON of at most `limit` bytes: messages are cut to half until it fits.
 * @param write the value, with messages of at most so many characters
 * @throws UsageError when it does not fit without any message
 */
export function within(limit: number, format: string, write: (longest: number) => unknown): string {
  for (let longest = LONGEST; ; longest = Math.floor(longest / 2)) {
    const text = `${inertJson(JSON.stringify(write(longest), null, 2))}\n`;
    const bytes = new TextEncoder().encode(text).length;
    if (bytes <= limit) return text;
    if (longest === 0)
      throw new UsageError(
        {
          en: `--format ${format} holds at most ${Math.floor(limit / 1000)} KB; without any message it is still ${Math.ceil(bytes / 1000)} KB.`,
          zh: `--format ${format} 最多容纳 ${Math.floor(limit / 1000)} KB；去掉所有说明后仍有 ${Math.ceil(bytes / 1000)} KB。`,
        },
        { en: "Grade fewer submissions in one call.", zh: "请每次评测较少的提交。" },
      );
  }
}
