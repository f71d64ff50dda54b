/** Two texts that come from one: what they differ in, and both together where they do not touch each other. */
import { structuredPatch } from "diff";
import { lineChanges, type TextChange } from "../editor/changes.ts";

/** @returns undefined where both changed the same lines, or lines beside each other */
export function mergeTexts(base: string, mine: string, theirs: string): string | undefined {
  const others = lineChanges(base, theirs);
  const own = lineChanges(base, mine).filter((one) => !others.some((other) => isSame(one, other)));
  if (own.some((one) => others.some((other) => one.from <= other.to && other.from <= one.to))) return undefined;
  return [...own, ...others]
    .sort((a, b) => b.from - a.from)
    .reduce((text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to), base);
}

function isSame(a: TextChange, b: TextChange): boolean {
  return a.from === b.from && a.to === b.to && a.insert === b.insert;
}

export interface DiffLine {
  readonly side: "mine" | "theirs" | "both" | "gap";
  readonly text: string;
}

/** Lines of the one and of the other, with a few that both have around them. */
export function compareTexts(theirs: string, mine: string): DiffLine[] {
  const { hunks } = structuredPatch("", "", theirs, mine, "", "", { context: 3 });
  return hunks.flatMap(({ lines }, i): DiffLine[] => [
    ...(i === 0 ? [] : [{ side: "gap" as const, text: "⋯" }]),
    ...lines
      .filter((line) => !line.startsWith("\\"))
      .map((line) => ({
        side: line.startsWith("+") ? ("mine" as const) : line.startsWith("-") ? ("theirs" as const) : ("both" as const),
        text: line.slice(1),
      })),
  ]);
}
