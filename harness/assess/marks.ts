/** From the result of a grading to what a session keeps of it, and to what its candidate may see. */
import { GROUPS, type Group } from "../grading.ts";
import type { Verdict } from "../verdict.ts";
import type { Marks, PartMarks, Settings } from "./settings.ts";

/** What marks need of a result or of its record. */
interface Graded {
  readonly verdict: Verdict;
  readonly score: number;
  readonly points: number;
  readonly maxPoints: number;
  readonly parts: readonly (Omit<PartMarks, "groups" | "diagnosis"> & {
    readonly cases: readonly { readonly group: Group; readonly verdict: Verdict }[];
    readonly diagnosis?: { readonly id: string; readonly text: { readonly en: string; readonly zh: string } };
  })[];
}

export function marksOf({ verdict, score, points, maxPoints, parts }: Graded): Marks {
  return { verdict, score, points, maxPoints, parts: parts.map(partMarksOf) };
}

/** What a candidate may see of a verdict while the assessment runs. A diagnosis would give the hidden cases away. */
export type ShownMarks =
  | { readonly feedback: "none" }
  | { readonly feedback: "score"; readonly score: number; readonly verdict: Verdict }
  | {
      readonly feedback: "full";
      readonly score: number;
      readonly verdict: Verdict;
      readonly parts: readonly ShownPart[];
    };

type ShownPart = Omit<PartMarks, "diagnosis">;

export function showMarks({ score, verdict, parts }: Marks, feedback: Settings["feedback"]): ShownMarks {
  if (feedback === "none") return { feedback };
  if (feedback === "score") return { feedback, score, verdict };
  return { feedback, score, verdict, parts: parts.map(({ diagnosis: _, ...shown }) => shown) };
}

function partMarksOf({ part, points, maxPoints, verdict, cases, diagnosis }: Graded["parts"][number]): PartMarks {
  const groups = GROUPS.flatMap((group) => {
    const mine = cases.filter((one) => one.group === group);
    const passed = mine.filter((one) => one.verdict === "passed").length;
    return mine.length === 0 ? [] : [{ group, passed, cases: mine.length }];
  });
  const said = diagnosis && { id: diagnosis.id, text: { en: diagnosis.text.en, zh: diagnosis.text.zh } };
  return { part, points, maxPoints, verdict, groups, diagnosis: said ?? null };
}
