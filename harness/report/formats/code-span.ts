/** Text from outside in Markdown: a code span, where Markdown obeys nothing. No HTML, link, mention or table cell comes out of it. */
import { inertText } from "../inert.ts";
import { oneLine, shorten } from "./plain.ts";

const LONGEST = 1_000;

/** A code span ends at a run of as many backticks as it began with, so it begins with more than its text holds in a row. */
export function code(given: string): string {
  const text = inertText(shorten(oneLine(given), LONGEST)) || "(nothing)";
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = "`".repeat(longest + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${ticks}${pad}${text}${pad}${ticks}`;
}

/**
 * A table ends its cell at a bar even in a code span. Readers differ on whether a backslash before the backslash takes its meaning away; behind an odd number
 * of them every reader keeps the bar, at the price of one backslash more where there was one.
 */
export function inCell(text: string): string {
  return code(text).replaceAll(/(\\*)\|/g, (_, run: string) => `${run}${run.length % 2 === 1 ? "\\\\" : "\\"}|`);
}
