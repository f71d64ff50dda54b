/** Points from verdicts. A part's points are split over its case groups; a group counts when all its cases passed. */
import { GROUPS, type Group } from "../grading.ts";
import type { CaseResult } from "../verdict.ts";

/** Shares of a part's points, renormalised over the groups that the part has. */
export const GROUP_WEIGHTS: Readonly<Record<Group, number>> = { basic: 40, edge: 30, stability: 15, scale: 15 };

/** Points of a part, rounded to hundredths. Without a single case there is nothing to pass, so 0. */
export function scorePart(maxPoints: number, cases: readonly Pick<CaseResult, "group" | "verdict">[]): number {
  const groups = GROUPS.filter((group) => cases.some((result) => result.group === group));
  const passed = groups.filter((group) =>
    cases.every((result) => result.group !== group || result.verdict === "passed"),
  );
  const weight = (of: readonly Group[]) => of.reduce((sum, group) => sum + GROUP_WEIGHTS[group], 0);
  return groups.length === 0 ? 0 : round((maxPoints * weight(passed)) / weight(groups));
}

/** 0 to 100, rounded to hundredths; 100 only when every point was earned. */
export function scoreOf(points: number, maxPoints: number): number {
  return maxPoints === 0 ? 0 : round((100 * points) / maxPoints);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
