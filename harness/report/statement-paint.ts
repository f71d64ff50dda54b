/** Colours of a statement, and what may not come through from its source. */
import { printable } from "../text.ts";

export type Style = "bold" | "italic" | "strike" | "dim" | "heading" | "code" | "math" | "link";

/** Puts styles around text. Each call closes what it opens, so that a line can be cut off behind it. */
export type Painter = (text: string, styles: readonly Style[]) => string;

/**
 * Own SGR codes rather than a colour library: those decide by the terminal that is there when they are imported, and here the
 * caller decides, each time.
 */
export function painterFor(colour: boolean): Painter {
  return (text, styles) => {
    if (!colour || text === "" || styles.length === 0) return text;
    const codes = [...new Set(styles)].map((style) => SGR[style]);
    return `${codes.map(([open]) => `\x1b[${open}m`).join("")}${text}${codes.map(([, close]) => `\x1b[${close}m`).join("")}`;
  };
}

/**
 * Without what a terminal would obey instead of show, and without what it may show at another width than it measures (soft
 * hyphens, lone surrogates). Newlines and tabs stay.
 */
export function withoutControls(text: string): string {
  const shown = printable(text, Number.POSITIVE_INFINITY);
  return shown.replace(/[\u00ad\u061c\ufff9-\ufffb]/g, "").replace(/[\ud800-\udfff]/gu, "\ufffd");
}

const SGR: Readonly<Record<Style, readonly [open: number, close: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  link: [4, 24],
  strike: [9, 29],
  heading: [1, 22],
  code: [36, 39],
  math: [35, 39],
};
