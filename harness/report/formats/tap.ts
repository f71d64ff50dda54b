/** TAP 14: one plan, a test point a part, what differs in its YAML block. Every text in the block is JSON, which is YAML too. */
import { inertJson } from "../inert.ts";
import type { ResultRecord } from "../record.ts";
import { oneLine } from "./plain.ts";

type Part = ResultRecord["parts"][number];

export function toTap(records: readonly ResultRecord[]): string {
  const points = records.flatMap((record) => record.parts.map((part) => ({ record, part })));
  const lines = points.flatMap(({ record, part }, i) => [
    `${isFailure(part) ? "not ok" : "ok"} ${i + 1} - ${description(record, part)}${directive(part)}`,
    ...diagnostics(part),
  ]);
  return `${["TAP version 14", `1..${points.length}`, ...lines].join("\n")}\n`;
}

function isFailure({ verdict }: Part): boolean {
  return verdict !== "passed" && verdict !== "not-graded";
}

/** `#` begins a directive and a line break another line. */
function description({ submission, kata }: ResultRecord, { part }: Part): string {
  return oneLine(`${submission} ${kata} ${part}`).replaceAll(/[\\#]/g, (c) => `\\${c}`);
}

function directive(part: Part): string {
  if (part.verdict !== "not-graded") return "";
  return ` # SKIP ${oneLine(part.cases[0]?.detail ?? part.verdict).replaceAll("#", "\\#")}`;
}

function diagnostics(part: Part): string[] {
  if (!isFailure(part)) return [];
  const failed = part.cases.find(({ verdict }) => verdict !== "passed");
  const entries: [string, unknown][] = [
    ["message", part.diagnosis?.text.en ?? failed?.detail ?? part.verdict],
    ["severity", "fail"],
    ["verdict", part.verdict],
    ["points", part.points],
    ["maxPoints", part.maxPoints],
    ["case", failed?.name ?? ""],
    ...(failed?.at ? [["at", { file: failed.at.file, line: failed.at.line }] as [string, unknown]] : []),
  ];
  return ["  ---", ...entries.map(([key, value]) => `  ${key}: ${inertJson(JSON.stringify(value))}`), "  ..."];
}
