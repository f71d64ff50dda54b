/** Comma-separated values (RFC 4180), a row a part. Texts that a spreadsheet would take for a formula are defused; numbers stay numbers. */
import { stringify } from "csv-stringify/sync";
import { inertText } from "../inert.ts";
import type { ResultRecord } from "../record.ts";
import { oneLine } from "./plain.ts";

const COLUMNS = [
  "submission",
  "kata",
  "verdict",
  "score",
  "points",
  "maxPoints",
  "part",
  "partVerdict",
  "partPoints",
  "partMaxPoints",
  "casesPassed",
  "cases",
  "diagnosis",
  "durationMs",
  "speedRatio",
  "speedNoise",
  "speedSamples",
  "attemptMs",
  "referenceMs",
  "speedFlag",
] as const;

export function toCsv(records: readonly ResultRecord[]): string {
  const rows = records.flatMap((record) => record.parts.map((part) => rowOf(record, part)));
  return stringify([[...COLUMNS], ...rows], { record_delimiter: "windows" });
}

/** CWE-1236: a leading =, +, - or @ begins a formula, also behind blanks, and in full width. A cell stays on its line, where no build server obeys it. */
export function defused(given: string): string {
  const text = inertText(oneLine(given));
  return /^[\s\ufffd]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}

function rowOf(record: ResultRecord, part: ResultRecord["parts"][number]): (string | number)[] {
  const passed = part.cases.filter(({ verdict }) => verdict === "passed").length;
  return [
    defused(record.submission),
    defused(record.kata),
    record.verdict,
    record.score,
    record.points,
    record.maxPoints,
    defused(part.part),
    part.verdict,
    part.points,
    part.maxPoints,
    passed,
    part.cases.length,
    defused(part.diagnosis?.id ?? ""),
    record.durationMs,
    part.speed?.ratio ?? "",
    part.speed?.noise ?? "",
    part.speed?.samples ?? "",
    part.speed?.attemptMs ?? "",
    part.speed?.referenceMs ?? "",
    part.speed?.flag ?? "",
  ];
}
