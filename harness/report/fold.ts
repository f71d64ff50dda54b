/** Breaks a line, colours and full-width characters included, so that no piece is wider than a terminal. */
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

const COLOURS = "(?:\u001b\\[[\\d;]*m)*";
/** The space at which a line was broken; `wrap-ansi` leaves it where it was, so that pieces end or begin with it. */
const LAST_SPACE = new RegExp(` (${COLOURS})$`);
const FIRST_SPACE = new RegExp(`^(${COLOURS}) `);
/** What stands before the words of a line. */
const LEAD = /^ *(?:│ )?/;
const NARROWEST = 12;

/** Pieces after the first stand below the words of the first, or behind `hang`. */
export function fold(line: string, width: number, hang?: string): string[] {
  if (fits(line, width)) return [line];
  const lead = hang ?? LEAD.exec(line)![0];
  if (width - lead.length < NARROWEST) return pieces(line, width);
  const start = hang === undefined ? lead.length : 0;
  return pieces(line.slice(start), width - lead.length).map((piece, i) => (i > 0 || start > 0 ? lead + piece : piece));
}

/** Whether a line, colours aside, takes no more than so many cells. */
export function fits(line: string, width: number): boolean {
  return isSurelyNarrow(line, width) || stringWidth(line) <= width;
}

/** Whatever may take two cells: all from U+1100 on but punctuation, arrows, mathematics, boxes, blocks, ✓ and ✗. */
const MAYBE_WIDE = /[\u1100-\u200f\u2028-\u218f\u2300-\u24ff\u25a0-\u2712\u2714-\u2716\u2718-\uffff]/;
const COLOUR = /\u001b\[[\d;]*m/g;

/** Most lines are: what has no character of two cells is no wider than it is long. Asked first, since measuring graphemes costs much more. */
function isSurelyNarrow(line: string, width: number): boolean {
  if (MAYBE_WIDE.test(line)) return false;
  return line.length <= width || line.replaceAll(COLOUR, "").length <= width;
}

function pieces(line: string, width: number): string[] {
  const all = wrapAnsi(line, width, { hard: true, trim: false }).split("\n");
  return all.map((piece, i) => {
    const begun = i > 0 ? piece.replace(FIRST_SPACE, "$1") : piece;
    return i < all.length - 1 ? begun.replace(LAST_SPACE, "$1") : begun;
  });
}
