/** Every way to write a board. */
import type { Language } from "../kata.ts";
import { paintIn } from "../report/paint.ts";
import { boardWords } from "../words/board.ts";
import { toCsv } from "./csv.ts";
import { toJson } from "./document.ts";
import type { BoardFormat } from "./formats.ts";
import { toHtml } from "./html/page.ts";
import { toMarkdown } from "./markdown.ts";
import { firstOf, type Ranking } from "./ranking.ts";
import type { View } from "./summary.ts";
import { layOutTable } from "./table.ts";

/** A browser opens more rows only with pain. */
const HTML_PEOPLE = 1_000;

export interface WriteOptions {
  readonly language: Language;
  /** How many people to list, and whoever shares the last one's rank; undefined for all. */
  readonly top: number | undefined;
  readonly width: number;
  readonly colour: boolean;
}

export function writeBoard(
  format: BoardFormat,
  ranking: Ranking,
  { language, top, width, colour }: WriteOptions,
): string {
  const count = top ?? (format === "html" ? HTML_PEOPLE : Number.POSITIVE_INFINITY);
  const view: View = { ranking, people: firstOf(ranking.people, count), words: boardWords(language) };
  switch (format) {
    case "table": {
      const { head, rows, foot } = layOutTable({ ...view, width, paint: paintIn(colour) });
      return `${[...head, ...rows, "", ...foot].join("\n")}\n`;
    }
    case "json":
      return toJson(view);
    case "csv":
      return toCsv(view);
    case "md":
      return toMarkdown(view);
    case "html":
      return toHtml(view, language);
  }
}
