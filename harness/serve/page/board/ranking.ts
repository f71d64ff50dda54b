/** What there is to see in the rows of a board. */
import type { BoardView } from "../../schemas/organiser.ts";

export type Row = BoardView["rows"][number];
export type Cell = Row["katas"][number];

/** The lowest of those who have something hidden; undefined when all is shown. */
export function nextToReveal(shown: readonly Row[]): string | undefined {
  return shown.findLast((row) => hiddenOf(row) > 0)?.id;
}

/** Submissions that a row hides. */
export function hiddenOf({ katas }: Row): number {
  return katas.reduce((sum, { hidden }) => sum + hidden, 0);
}

/** Of five, for the heat of a cell; undefined: nothing was submitted. */
export function heatOf({ score, submissions }: Cell): 0 | 1 | 2 | 3 | 4 | undefined {
  if (submissions === 0) return undefined;
  if (score <= 0) return 0;
  if (score >= 100) return 4;
  return score < 34 ? 1 : score < 67 ? 2 : 3;
}

/** Who has another rank than before, best first. */
export function movesBetween(before: readonly Row[], after: readonly Row[]): Row[] {
  const ranks = new Map(before.map(({ id, rank }) => [id, rank]));
  return after.filter(({ id, rank }) => ranks.has(id) && ranks.get(id) !== rank);
}
