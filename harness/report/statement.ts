/** A kata's statement in the terminal: markdown with mathematics as lines of text. Pure; the caller prints. */
import MarkdownIt, { type Token } from "markdown-it";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { GLUE, indentedSpanOf, layOut } from "./statement-flow.ts";
import { spansOf } from "./statement-inline.ts";
import { mathRules } from "./statement-math.ts";
import { type Painter, painterFor, withoutControls } from "./statement-paint.ts";
import { renderTable } from "./statement-table.ts";
import { texToText } from "./tex.ts";

export interface StatementOptions {
  /** Columns of the terminal. Below 2, where no Han character fits, it counts as 2. */
  readonly width: number;
  /** Whether lines carry SGR codes. The terminal is not asked. */
  readonly colour: boolean;
}

/** Lines without line ends, none wider than `width` as string-width measures it. Control characters are taken out. */
export function renderStatement(markdown: string, { width, colour }: StatementOptions): string[] {
  const tokens = PARSER.parse(withoutControls(markdown), {});
  return renderBlocks(tokens, { width: Math.max(2, Math.floor(width)), colour, paint: painterFor(colour) });
}

const PARSER = new MarkdownIt({ html: false }).use(mathRules);

/** Decoration that would leave text fewer columns than this is left out: deep lists in a narrow terminal stay readable. */
const NARROWEST = 8;
const LONGEST_RULE = 80;
const TAB = "    ";

interface Context {
  readonly width: number;
  readonly colour: boolean;
  readonly paint: Painter;
}

/** A block that contains others comes with them; a leaf comes alone. */
interface Block {
  readonly token: Token;
  readonly inner: Token[];
}

function renderBlocks(tokens: readonly Token[], context: Context): string[] {
  const lines: string[] = [];
  let previous: Token | undefined;
  for (const { token, inner } of blocksOf(tokens)) {
    const block = renderBlock(token, inner, context);
    if (block.length === 0) continue;
    // Paragraphs of a tight list are hidden in markdown-it's words: no blank line belongs around them.
    const isTight =
      previous?.hidden || token.hidden || (previous?.type === "heading_open" && token.type !== "heading_open");
    const isApart = previous !== undefined && !isTight;
    lines.push(...(isApart ? [""] : []), ...block);
    previous = token;
  }
  return lines;
}

function renderBlock(token: Token, inner: readonly Token[], context: Context): string[] {
  const { width, colour, paint } = context;
  switch (token.type) {
    case "heading_open":
      return renderHeading(Number(token.tag.slice(1)), inner, context);
    case "bullet_list_open":
    case "ordered_list_open":
      return renderList(token, inner, context);
    case "blockquote_open": {
      const bar = `${paint("│", ["dim"])} `;
      return prefixed(bar, bar, context, (narrower) => renderBlocks(inner, narrower));
    }
    case "table_open":
      return renderTable(inner, width, colour, paint);
    case "fence":
    case "code_block":
      return prefixed("  ", "  ", context, (narrower) => renderCode(token.content, narrower));
    case "math_block":
      return prefixed("  ", "  ", context, (narrower) => renderMath(token.content, narrower));
    case "hr":
      return [paint("─".repeat(Math.min(width, LONGEST_RULE)), ["dim"])];
    case "inline":
      return layOut(spansOf(token.children ?? [], colour), width, paint);
    default:
      return renderBlocks(inner, context);
  }
}

/** Titles are underlined, so that they stand out without colour too; from the third level on they carry a mark. */
function renderHeading(level: number, inner: readonly Token[], context: Context): string[] {
  const render = ({ width, colour, paint }: Context) =>
    layOut(spansOf(inner[0]?.children ?? [], colour, ["heading"]), width, paint);
  if (level > 2) return prefixed(context.paint("▸ ", ["heading"]), "  ", context, render);
  const title = render(context);
  const length = Math.max(0, ...title.map((line) => stringWidth(line)));
  return [...title, context.paint((level === 1 ? "═" : "─").repeat(length), ["dim"])];
}

function renderList(list: Token, inner: readonly Token[], context: Context): string[] {
  const items = blocksOf(inner);
  const isLoose = inner.some(
    (token) => token.type === "paragraph_open" && token.level === list.level + 2 && !token.hidden,
  );
  const start = Number(list.attrGet("start") ?? 1);
  const markers = items.map((_, i) => (list.type === "ordered_list_open" ? `${start + i}. ` : "• "));
  const width = Math.max(...markers.map((marker) => stringWidth(marker)));
  return items.flatMap((item, i) => {
    const marker = markers[i].padStart(width);
    const lines = prefixed(marker, " ".repeat(width), context, (narrower) => renderBlocks(item.inner, narrower));
    return isLoose && i > 0 ? ["", ...lines] : lines;
  });
}

/** Code keeps its spaces; a line that is too long goes on in the next, as an editor would wrap it. */
function renderCode(content: string, { width, paint }: Context): string[] {
  const lines = withoutControls(content).replace(/\n+$/, "").replaceAll("\t", TAB).split("\n");
  return lines.flatMap((line) =>
    wrapAnsi(line, width, { hard: true, trim: false })
      .split("\n")
      .map((part, i) => paint(i === 0 ? part.trimEnd() : part.trim(), ["dim"])),
  );
}

/** Too wide for the terminal: first every equation of a `\qquad` row gets a line, then a line breaks between equations if it can. */
function renderMath(content: string, { width, paint }: Context): string[] {
  const lay = (text: string, columns: number) => layOut([indentedSpanOf(text, ["math"])], columns, paint);
  const rows = texToText(content).split("\n");
  const parts = rows.flatMap((row) => (stringWidth(row) <= width ? [row] : row.split(/(?<=\S) {4,}(?=\S)/)));
  return parts.flatMap((part) => {
    if (stringWidth(part) <= width || width <= NARROWEST) return lay(part, width);
    const equationsFit = part.split(/ {2,}/).every((equation) => stringWidth(equation) <= width - 2);
    const unbroken = equationsFit ? part.replace(/(?<=\S) (?=\S)/g, GLUE) : part;
    return lay(unbroken, width - 2).map((line, i) => (i === 0 ? line : `  ${line}`));
  });
}

/** Lines behind a mark: `first` before the first, `rest`, which is as wide, before the others. */
function prefixed(first: string, rest: string, context: Context, render: (narrower: Context) => string[]): string[] {
  const width = context.width - stringWidth(first);
  if (width < NARROWEST) return render(context);
  const lines = render({ ...context, width });
  if (lines.length === 0) return [first.trimEnd()];
  return lines.map((line, i) => (line === "" ? (i === 0 ? first : rest).trimEnd() : (i === 0 ? first : rest) + line));
}

function blocksOf(tokens: readonly Token[]): Block[] {
  const blocks: Block[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token.nesting !== 1) {
      blocks.push({ token, inner: [] });
      continue;
    }
    const end = tokens.findIndex((other, j) => j > i && other.nesting === -1 && other.level === token.level);
    blocks.push({ token, inner: tokens.slice(i + 1, end) });
    i = end;
  }
  return blocks;
}
