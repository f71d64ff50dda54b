/** A submission in words, as far as the assessment shows it. */
import { printable } from "../text.ts";
import type { SittingWords } from "../words/sitting.ts";
import type { Submission } from "./client.ts";

/** The submission in one line, its parts in the lines below. */
export function submissionLines(submission: Submission, words: SittingWords): string[] {
  const { kata, by } = submission;
  const title = words.submitted(printable(kata, 80), by === "candidate" ? words.byYou : words.byEnd);
  const [standing, ...parts] = standingLines(submission, words);
  return [`${title}: ${standing}`, ...parts.map((line) => `  ${line}`)];
}

function standingLines({ status, position, marks }: Submission, words: SittingWords): string[] {
  if (status === "waiting") return [words.status.waiting(position)];
  if (status !== "graded" || marks === null) return [words.status[status]];
  if (marks.feedback === "none") return [words.hidden];
  const score = words.score(marks.score, marks.verdict);
  if (marks.feedback === "score") return [score];
  return [
    score,
    ...marks.parts.map(({ part, points, maxPoints }) => words.part(printable(part, 80), points, maxPoints)),
  ];
}
