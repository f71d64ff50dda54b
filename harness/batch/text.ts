/** Items of a batch as a person reads them. */
import { inertText } from "../report/inert.ts";
import type { ResultRecord } from "../report/record.ts";
import { renderSpeed } from "../report/speed.ts";
import { renderReference, renderSummary } from "../report/summary.ts";
import { type ReportStyle, renderParts } from "../report/terminal.ts";
import { printable } from "../text.ts";
import type { Item } from "./batch.ts";
import type { ItemWriter } from "./teller.ts";

export function textWriter(style: ReportStyle): ItemWriter {
  return { begin: () => "", end: () => "", one: (record, item) => inertText(textOf(record, item, style)) };
}

function textOf({ submission, kata, verdict, problem }: ResultRecord, item: Item, style: ReportStyle): string {
  const { paint, words } = style;
  const title = paint.bold(printable(kata === "" ? submission : `${submission} (${kata})`));
  const result = item.is === "graded" ? item.outcome.result : undefined;
  const lines = result
    ? [
        ...renderParts(result, style),
        renderSummary(result, style),
        ...renderReference(result, style),
        ...renderSpeed(result, style),
      ]
    : [`  ${paint.red(words.verdict[verdict])}: ${printable(problem?.detail ?? "")}`];
  return `${[title, ...lines, ""].join("\n")}\n`;
}
