/** The inside of a paragraph: markdown-it's inline tokens as styled spans. */
import type { Token } from "markdown-it";
import { indentedSpanOf, type Span, spanOf, unbrokenSpanOf } from "./statement-flow.ts";
import type { Style } from "./statement-paint.ts";
import { texToText } from "./tex.ts";

/** Without colour, code keeps its backticks, which are then the only sign of it. */
export function spansOf(tokens: readonly Token[], colour: boolean, outer: readonly Style[] = []): Span[] {
  const spans: Span[] = [];
  let styles = outer;
  let linkStart = 0;
  for (const token of tokens) {
    const style = STYLES[token.type.replace(/_(open|close)$/, "")];
    if (style && token.nesting === 1) styles = [...styles, style];
    if (style && token.nesting === -1) styles = styles.slice(0, styles.lastIndexOf(style));
    if (token.type === "link_open") linkStart = spans.length;
    else if (token.type === "link_close") spans.push(...addressOf(tokens, token, spans.slice(linkStart), outer));
    else if (token.nesting === 0) spans.push(...leafOf(token, colour, styles));
  }
  return spans;
}

const STYLES: Readonly<Record<string, Style | undefined>> = { em: "italic", strong: "bold", s: "strike", link: "link" };

function leafOf(token: Token, colour: boolean, styles: readonly Style[]): Span[] {
  switch (token.type) {
    case "softbreak":
      return [{ text: "", styles, lineBreak: "soft" }];
    case "hardbreak":
      return [{ text: "", styles, lineBreak: "hard" }];
    case "code_inline":
      return [unbrokenSpanOf(colour ? token.content : `\`${token.content}\``, [...styles, "code"])];
    case "math_inline":
      return mathOf(token, [...styles, "math"]);
    case "image":
      return [spanOf(`${token.content} (${token.attrGet("src") ?? ""})`.trim(), styles)];
    default:
      return token.content === "" ? [] : [spanOf(token.content, styles)];
  }
}

/** In a sentence a formula has one line; `$$…$$` inside a paragraph still gets lines of its own. */
function mathOf(token: Token, styles: readonly Style[]): Span[] {
  const rows = texToText(token.content).split("\n");
  if (token.markup !== "$$")
    return [unbrokenSpanOf(rows.map((row) => row.trim().replace(/ {2,}/g, " ")).join("; "), styles)];
  const lineBreak: Span = { text: "", styles, lineBreak: "hard" };
  return [lineBreak, ...rows.flatMap((row) => [indentedSpanOf(`  ${row}`, styles), lineBreak])];
}

/** The address of a link, unless the link's text is the address already. */
function addressOf(tokens: readonly Token[], close: Token, label: readonly Span[], styles: readonly Style[]): Span[] {
  const open = tokens.slice(0, tokens.indexOf(close)).findLast((token) => token.type === "link_open");
  const address = String(open?.attrGet("href") ?? "");
  const text = label.map((span) => span.text).join("");
  if (address === "" || open?.info === "auto" || text === address) return [];
  return [spanOf(` (${address})`, styles)];
}
