/** Formats speak of parts and cases. What has none of them, as an unreadable archive, is told as one, so that nobody goes missing. */
import type { ResultRecord } from "../record.ts";

export function withCases(record: ResultRecord): ResultRecord {
  const { parts, verdict, problem } = record;
  const oneCase = {
    name: "submission",
    group: "basic",
    shown: true,
    verdict,
    ran: false,
    detail: problem?.detail,
    durationMs: 0,
  } as const;
  const asCases = (part: ResultRecord["parts"][number]) =>
    part.cases.length > 0 ? part : { ...part, cases: [oneCase] };
  const alone = { part: "submission", points: 0, maxPoints: 0, verdict, cases: [] };
  return { ...record, parts: (parts.length > 0 ? parts : [alone]).map(asCases) };
}
