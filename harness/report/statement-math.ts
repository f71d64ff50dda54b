/** Mathematics as a part of markdown: `$…$` inside a line, `$$…$$` on its own. Rules for markdown-it. */
import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";

/** Teaches a parser both forms. Tokens: `math_inline` (markup `$` or `$$`) and `math_block`; `content` is the TeX. */
export function mathRules(md: MarkdownIt): void {
  // Behind `escape`, so that `\$` is a dollar sign; code spans are skipped because they begin with a character of their own.
  md.inline.ruler.after("escape", "math_inline", inlineMath);
  md.block.ruler.before("fence", "math_block", blockMath, { alt: ["paragraph", "reference", "blockquote", "list"] });
}

function inlineMath(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== "$") return false;
  const markup = state.src.startsWith("$$", state.pos) ? "$$" : "$";
  const start = state.pos + markup.length;
  const end = closingDollar(state.src, start, state.posMax, markup);
  const content = end === undefined ? "" : state.src.slice(start, end);
  const isFormula =
    markup === "$$" ? content.trim() !== "" : end !== undefined && isInlineFormula(state.src, state.pos, end);
  if (!isFormula) {
    // All of the run at once: the second of two dollars must not open what the first did not.
    if (!silent) state.pending += markup;
    state.pos = start;
    return true;
  }
  if (!silent) {
    const token = state.push("math_inline", "math", 0);
    token.markup = markup;
    token.content = content;
  }
  state.pos = start + content.length + markup.length;
  return true;
}

/** The first unescaped dollar decides. A backtick ends the search: what follows it may be code. */
function closingDollar(source: string, from: number, limit: number, markup: string): number | undefined {
  for (let at = from; at < limit; at++) {
    const character = source[at];
    if (character === "`") return undefined;
    if (character === "\\") at++;
    else if (character === "$") return source.startsWith(markup, at) && at + markup.length <= limit ? at : undefined;
  }
  return undefined;
}

/**
 * Pandoc's conditions (manual, `tex_math_dollars`): no space inside the dollars, no digit behind the second. Further ones keep
 * "$5 for (a) and $6" and `US$5` prose: no letter before the first, and a number with a word behind it is a price.
 */
function isInlineFormula(source: string, open: number, close: number): boolean {
  const content = source.slice(open + 1, close);
  if (content === "" || /^\s|\s$/.test(content)) return false;
  if (/[0-9]/.test(source[close + 1] ?? "") || /[A-Za-z0-9]/.test(source[open - 1] ?? "")) return false;
  return !/^\d[\d.,]*\s*(?:\s[a-z]{2,}|[\p{Script=Han}，。、；])/iu.test(content);
}

function blockMath(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.sCount[startLine] - state.blkIndent >= 4) return false;
  const lines: string[] = [];
  for (let line = startLine; line < endLine; line++) {
    // A blank line or a dedent ends the block, so that one forgotten `$$` cannot swallow the page.
    if (state.isEmpty(line) || (line > startLine && state.sCount[line] < state.blkIndent)) return false;
    const text = state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]).trimEnd();
    if (line === startLine && !text.startsWith("$$")) return false;
    lines.push(line === startLine ? text.slice(2) : text);
    const closing = lines.at(-1)!.indexOf("$$");
    if (closing < 0) continue;
    if (closing !== lines.at(-1)!.length - 2) return false;
    if (!silent) pushBlock(state, startLine, line + 1, lines.join("\n").slice(0, -2));
    return true;
  }
  return false;
}

function pushBlock(state: StateBlock, startLine: number, nextLine: number, content: string): void {
  const token = state.push("math_block", "math", 0);
  token.block = true;
  token.markup = "$$";
  token.content = content.trim();
  token.map = [startLine, nextLine];
  state.line = nextLine;
}
