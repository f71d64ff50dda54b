/**
 * The summary of a step in GitHub Actions: a table of submissions, then what failed in each. Every text from outside stands in a code span, where Markdown
 * obeys nothing: no HTML, link, mention or table cell comes out of it. Source: GitHub, "Adding a job summary": at most 1 MiB a step.
 */
import type { ResultRecord } from "../record.ts";
import { code, inCell } from "./code-span.ts";

type Part = ResultRecord["parts"][number];

const LIMIT = 1_000_000;

export function toGithubSummary(records: readonly ResultRecord[]): string {
  const table = ["| submission | kata | points | score |\n|---|---|--:|--:|\n", ...records.map(rowOf)];
  const blocks = ["## Katagrad\n\n", ...table, "\n", ...records.map(detailsOf)];
  return fitted(blocks);
}

function rowOf({ submission, kata, points, maxPoints, score }: ResultRecord): string {
  return `| ${inCell(submission)} | ${inCell(kata)} | ${points} of ${maxPoints} | ${score} |\n`;
}

function detailsOf({ submission, kata, parts, problem }: ResultRecord): string {
  const title = `### ${code(submission)} ${code(kata)}\n\n`;
  const why = problem ? `${code(problem.detail)}\n\n` : "";
  return `${title}${why}${parts.map(itemOf).join("")}\n`;
}

function itemOf({ part, points, maxPoints, verdict, cases, diagnosis, speed }: Part): string {
  const name = code(part);
  if (verdict === "passed") return `- ✅ ${name} ${points} of ${maxPoints}${speedOf(speed)}\n`;
  const failed = cases.find((one) => one.verdict !== "passed");
  if (verdict === "not-graded")
    return `- ➖ ${name} is not graded here${failed?.detail ? `: ${code(failed.detail)}` : ""}\n`;
  const where = failed?.ran ? ` in ${code(failed.name)}` : "";
  const told = [failed?.detail, diagnosis?.text.en].flatMap((text) => (text ? [`  - ${code(text)}\n`] : []));
  return `- ❌ ${name} ${points} of ${maxPoints}, ${verdict}${where}\n${told.join("")}`;
}

/** A ratio to the reference's time, how noisy, and why it is not ranked. */
function speedOf(speed: Part["speed"]): string {
  if (!speed) return "";
  const { ratio, noise = 0, flag } = speed;
  const told = [
    ...(ratio === undefined ? [] : [`${ratio}× the reference's time ± ${Math.round(noise * 100)} %`]),
    flag,
  ];
  return `, ${told.filter((one) => one !== undefined).join(", ")}`;
}

/** As many blocks as the limit allows: GitHub refuses a longer summary as a whole. */
function fitted(blocks: readonly string[]): string {
  let room = LIMIT;
  const fitting = blocks.findIndex((block) => {
    room -= new TextEncoder().encode(block).length;
    return room < 0;
  });
  if (fitting < 0) return blocks.join("");
  return `${blocks.slice(0, fitting).join("")}\n\nThis is where a summary must end; the records hold the rest.\n`;
}
