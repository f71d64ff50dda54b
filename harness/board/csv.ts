/** Comma-separated values (RFC 4180), a row a person and a column a kata. Names that a spreadsheet would take for a formula are defused; numbers stay numbers. */
import { stringify } from "csv-stringify/sync";
import { defused } from "../report/formats/csv.ts";
import { shownName } from "./names.ts";
import type { View } from "./summary.ts";

export function toCsv({ ranking, people }: View): string {
  const { katas, maxScore } = ranking;
  const head = ["rank", "person", "score", "maxScore", "full", "attempts", "durationMs", ...katas.map(({ id }) => id)];
  const rows = people.map(({ rank, name, score, full, attempts, durationMs, cells }) => [
    rank,
    defused(shownName(name)),
    score,
    maxScore,
    full,
    attempts,
    durationMs,
    ...cells.map((cell) => cell?.score ?? ""),
  ]);
  return stringify([head, ...rows], { record_delimiter: "windows" });
}
