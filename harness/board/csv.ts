/** Comma-separated values (RFC 4180), a row a person and a column a kata. Names that a spreadsheet would take for a formula are defused; numbers stay numbers. */
import { stringify } from "csv-stringify/sync";
import { defused } from "../report/formats/csv.ts";
import { shownName } from "./names.ts";
import { showsSpeed } from "./policy.ts";
import type { View } from "./summary.ts";

export function toCsv({ ranking, people }: View): string {
  const { katas, maxScore, policy } = ranking;
  const timed = showsSpeed(policy);
  const head = [
    ...["rank", "person", "score", "maxScore", "full", "attempts", "durationMs"],
    ...(timed ? ["speed", "speedFlagged", "speedKatas", "speedOf", "speedSuspicious"] : []),
    ...katas.map(({ id }) => id),
  ];
  const rows = people.map(({ rank, name, score, full, attempts, durationMs, speed, cells }) => [
    rank,
    defused(shownName(name)),
    score,
    maxScore,
    full,
    attempts,
    durationMs,
    ...(timed ? [speed?.ratio ?? "", speed?.flagged ?? "", speed?.katas, speed?.of, speed?.suspicious] : []),
    ...cells.map((cell) => cell?.score ?? ""),
  ]);
  return stringify([head, ...rows], { record_delimiter: "windows" });
}
