/** Fills lines with styled text of any script, none wider than the terminal. */
import stringWidth from "string-width";
import { type Painter, type Style, withoutControls } from "./statement-paint.ts";

/** A space that no line breaks at; printed as an ordinary one. */
export const GLUE = "\u00a0";

/** A run of text in one look. */
export interface Span {
  readonly text: string;
  readonly styles: readonly Style[];
  /** Where a line of the source ends (`soft`), or where a line of the output must (`hard`). `text` is then empty. */
  readonly lineBreak?: "soft" | "hard";
}

/** A short formula or piece of code up to this width is not broken at its spaces. */
const UNBROKEN = 24;

/** A run that is safe to print, on one line: entities may have brought back what the source was cleaned of. */
export function spanOf(text: string, styles: readonly Style[] = []): Span {
  return { text: withoutControls(text).replace(/[\n\t]/g, " "), styles };
}

/** The same with the spaces in front kept as an indent, which the start of a line would otherwise lose. */
export function indentedSpanOf(text: string, styles: readonly Style[]): Span {
  const span = spanOf(text, styles);
  return { ...span, text: span.text.replace(/^ +/, (indent) => GLUE.repeat(indent.length)) };
}

/** The same for a formula or for code inside a sentence, which stays on one line when it is short. */
export function unbrokenSpanOf(text: string, styles: readonly Style[]): Span {
  const span = spanOf(text, styles);
  return stringWidth(span.text) > UNBROKEN ? span : { ...span, text: span.text.replaceAll(" ", GLUE) };
}

/**
 * Lines of at most `width` columns. Latin text breaks at spaces; Han text breaks anywhere but before closing and behind
 * opening punctuation; what is longer than a line is cut. Not wrap-ansi, which breaks at spaces only: it would push a
 * whole Chinese clause to the next line.
 */
export function layOut(spans: readonly Span[], width: number, paint: Painter): string[] {
  const lines: Span[][] = [[]];
  for (const span of resolveSoftBreaks(spans)) {
    if (span.lineBreak === "hard") lines.push([]);
    else lines.at(-1)!.push(span);
  }
  return lines
    .filter((line) => line.some((span) => span.text.trim() !== ""))
    .flatMap((line) => fill(cellsOf(line), width))
    .map((line) => paintCells(line, paint));
}

/**
 * Lines of a source are joined with a space, but for two Han characters or beside a full-width mark, where none belongs.
 * @param left the last character of a line @param right the first one of the next
 */
export function joinsLines(left: string, right: string): boolean {
  const isHan = WIDE.test(left)
    ? WIDE.test(right) || SHARED_MARK.test(right)
    : SHARED_MARK.test(left) && WIDE.test(right);
  return isHan || FULL_WIDTH_MARK.test(left) || FULL_WIDTH_MARK.test(right);
}

/** One grapheme. */
interface Cell {
  readonly text: string;
  readonly width: number;
  readonly styles: readonly Style[];
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]/u;
const FULL_WIDTH_MARK = /[\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff60]/;
/** Shared by both scripts: belongs to Han text only beside a Han character. */
const SHARED_MARK = /[“”‘’—…]/;
const NEVER_FIRST = /^[、。，．：；？！）】》」』〉〕”’…—·)\],.:;?!%]/;
/** Brings its own space: the one that markdown needs behind `**要点。**` is not printed. */
const ENDS_CLAUSE = /[、。，：；？！）】》」』]$/;
const NEVER_LAST = /[（【《「『〈〔“‘([]$/;
const WIDTHS = new Map<string, number>();
const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function resolveSoftBreaks(spans: readonly Span[]): Span[] {
  const last = (i: number) => [...(spans[i]?.text ?? "")].at(-1) ?? "";
  const first = (i: number) => [...(spans[i]?.text ?? "")][0] ?? "";
  return spans.map((span, i) => {
    if (span.lineBreak !== "soft") return span;
    return { text: joinsLines(last(i - 1), first(i + 1)) ? "" : " ", styles: [] };
  });
}

/** Cut over the joined text, since a combining character may stand in another span than its base. */
function cellsOf(spans: readonly Span[]): Cell[] {
  const text = spans.map((span) => span.text).join("");
  const cells: Cell[] = [];
  let at = 0;
  let end = spans[0]?.text.length ?? 0;
  for (const { segment, index } of GRAPHEMES.segment(text)) {
    while (index >= end) end += spans[++at].text.length;
    if (segment === " " && ENDS_CLAUSE.test(cells.at(-1)?.text ?? "")) continue;
    cells.push({ text: segment, width: graphemeWidth(segment), styles: spans[at].styles });
  }
  return cells;
}

/** string-width asks several large tables for each grapheme; a page has a few hundred different ones in its thousands. */
function graphemeWidth(grapheme: string): number {
  const known = WIDTHS.get(grapheme);
  if (known !== undefined) return known;
  const width = stringWidth(grapheme);
  // Single characters only, which bounds the memory.
  if (grapheme.length === 1) WIDTHS.set(grapheme, width);
  return width;
}

/** Greedy. Spaces at a break and at the start of a line vanish. */
function fill(cells: readonly Cell[], width: number): Cell[][] {
  const lines: Cell[][] = [[]];
  let used = 0;
  let spaces: Cell[] = [];
  const place = (cell: Cell) => {
    if (used > 0 && used + cell.width > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)!.push(cell);
    used += cell.width;
  };
  for (const word of wordsOf(cells)) {
    if (word[0].text === " ") {
      spaces = word;
      continue;
    }
    if (used > 0 && used + spaces.length + widthOf(word) > width) {
      lines.push([]);
      used = 0;
    } else if (used > 0) for (const space of spaces) place(space);
    for (const cell of word) place(cell);
    spaces = [];
  }
  return lines;
}

/** Runs of spaces, and runs that no line may break. */
function wordsOf(cells: readonly Cell[]): Cell[][] {
  const words: Cell[][] = [];
  for (const [i, cell] of cells.entries()) {
    if (i === 0 || mayBreak(cells[i - 1].text, cell.text)) words.push([cell]);
    else words.at(-1)!.push(cell);
  }
  return words;
}

function mayBreak(left: string, right: string): boolean {
  if (left === " " || right === " ") return left !== right;
  return (WIDE.test(left) || WIDE.test(right)) && !NEVER_FIRST.test(right) && !NEVER_LAST.test(left);
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

function paintCells(cells: readonly Cell[], paint: Painter): string {
  let line = "";
  for (let start = 0, end = 0; start < cells.length; start = end) {
    while (end < cells.length && cells[end].styles === cells[start].styles) end++;
    const run = cells.slice(start, end);
    line += paint(run.map((cell) => cell.text.replace(GLUE, " ")).join(""), run[0].styles);
  }
  return line;
}
