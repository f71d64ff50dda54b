/** From one text to another by small steps, so that a cursor between them stays where it is. */
import { diffLines } from "diff";

export interface TextChange {
  /** Positions in the text before, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Lines that differ, and of those only what differs within them. */
export function changesBetween(before: string, after: string): TextChange[] {
  return lineChanges(before, after).map((one) => narrowed(before, one));
}

/** Whole lines that differ; no two of them touch. */
export function lineChanges(before: string, after: string): TextChange[] {
  const changes: TextChange[] = [];
  let at = 0;
  let open: TextChange | undefined;
  for (const { added, removed, value } of diffLines(before, after)) {
    if (!added && !removed) {
      if (open) changes.push(open);
      open = undefined;
      at += value.length;
      continue;
    }
    open ??= { from: at, to: at, insert: "" };
    if (removed) at += value.length;
    open = { from: open.from, to: at, insert: added ? open.insert + value : open.insert };
  }
  return open ? [...changes, open] : changes;
}

/** Without what is the same at both ends. */
function narrowed(before: string, { from, to, insert }: TextChange): TextChange {
  const most = Math.min(to - from, insert.length);
  let start = 0;
  while (start < most && before[from + start] === insert[start]) start++;
  let end = 0;
  while (end < most - start && before[to - 1 - end] === insert.at(-1 - end)) end++;
  return { from: from + start, to: to - end, insert: insert.slice(start, insert.length - end) };
}
