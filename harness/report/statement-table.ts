/** Tables: columns aligned by display width, or a list of fields when the terminal is too narrow for them. */
import type { Token } from "markdown-it";
import stringWidth from "string-width";
import { layOut, type Span, spanOf } from "./statement-flow.ts";
import { spansOf } from "./statement-inline.ts";
import type { Painter } from "./statement-paint.ts";

const GUTTER = "  ";

/** `tokens` are those between `table_open` and `table_close`. */
export function renderTable(tokens: readonly Token[], width: number, colour: boolean, paint: Painter): string[] {
  const [header, ...rows] = readRows(tokens, colour);
  const text = (cell: Span[] | undefined) => layOut(cell ?? [], Number.POSITIVE_INFINITY, paint).join(" ");
  const grid = [header, ...rows].map((row) => header.cells.map((_, column) => text(row.cells[column])));
  const widths = header.cells.map((_, column) => Math.max(...grid.map((row) => stringWidth(row[column]))));
  const total = widths.reduce((sum, each) => sum + each, 0) + GUTTER.length * (widths.length - 1);
  if (total > width) return rows.flatMap((row) => fieldsOf(header, row, width, paint));
  const lines = grid.map((row) =>
    row
      .map((cell, i) => align(cell, widths[i], header.alignments[i]))
      .join(GUTTER)
      .trimEnd(),
  );
  const rule = paint(widths.map((each) => "─".repeat(each)).join(GUTTER), ["dim"]);
  return [lines[0], rule, ...lines.slice(1)];
}

interface Row {
  readonly cells: Span[][];
  /** `left`, `center`, `right` or nothing, as the row of dashes says. */
  readonly alignments: string[];
}

function readRows(tokens: readonly Token[], colour: boolean): Row[] {
  const rows: Row[] = [];
  for (const [i, token] of tokens.entries()) {
    if (token.type === "tr_open") rows.push({ cells: [], alignments: [] });
    if (token.type !== "th_open" && token.type !== "td_open") continue;
    rows.at(-1)!.cells.push(spansOf(tokens[i + 1].children ?? [], colour, token.type === "th_open" ? ["bold"] : []));
    rows.at(-1)!.alignments.push(String(token.attrGet("style") ?? "").replace("text-align:", ""));
  }
  return rows;
}

function align(cell: string, width: number, alignment: string): string {
  const space = width - stringWidth(cell);
  const left = alignment === "right" ? space : alignment === "center" ? Math.floor(space / 2) : 0;
  return " ".repeat(left) + cell + " ".repeat(space - left);
}

/** One row as `header: cell` lines under a bullet, so that nothing is lost where the columns do not fit. */
function fieldsOf(header: Row, row: Row, width: number, paint: Painter): string[] {
  const bullet = width < 10 ? "" : "• ";
  return row.cells.flatMap((cell, column) => {
    const label = header.cells[column].length > 0 ? [...header.cells[column], spanOf(": ")] : [];
    const lines = layOut([...label, ...cell], width - bullet.length, paint);
    return lines.map((line, i) => (column === 0 && i === 0 ? bullet : " ".repeat(bullet.length)) + line);
  });
}
