/** HTML in which everything is text unless this file made it. */
import { UNPRINTABLE } from "../../text.ts";

/** A piece of a page. */
export class Html {
  constructor(readonly text: string) {}
}

type Piece = string | number | Html | null | undefined | false | readonly Piece[];

/** A template whose values are escaped, but for pieces made the same way; lists are joined, nothing is left out. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(strings.reduce((all, one, i) => all + render(pieces[i - 1]) + one));
}

/** For styles of our own, which escaping would break. */
export function trusted(text: string): Html {
  return new Html(text);
}

function render(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (Array.isArray(piece)) return piece.map(render).join("");
  return piece === null || piece === undefined || piece === false ? "" : escapeText(String(piece));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What cannot be seen, or turns a line round, is named: whoever reads must see what is there. */
function escapeText(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(UNPRINTABLE, (one) => `[U+${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`)
    .replace(/[&<>"']/g, (one) => ENTITIES[one]);
}
