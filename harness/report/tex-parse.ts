/** Reads TeX, one token at a time, into atoms. Never throws: what it does not know it spells out. */
import { environmentOf, type Rows } from "./tex-environments.ts";
import { MACROS, type TexReader } from "./tex-macros.ts";
import { attachScript, groupPieces } from "./tex-pieces.ts";
import { CHARACTERS, type Piece, SILENT, SPACES, SYMBOLS } from "./tex-symbols.ts";

/** A control word swallows the spaces behind it, as in TeX; a number is one token. */
const TOKEN = /\\(?:operatorname\*|[a-zA-Z]+)\s*|\\[\s\S]?|\s+|\d+(?:\.\d+)?|:=|[\s\S]/gu;

/** One pass over the source. */
export class TexParser implements TexReader {
  readonly #tokens: string[];
  #at = 0;

  constructor(source: string) {
    this.#tokens = source.match(TOKEN) ?? [];
  }

  /** Cells and rows up to the end of the source or of the environment. */
  rows(): Rows {
    const rows: Piece[][][] = [[]];
    while (this.#at < this.#tokens.length) {
      rows.at(-1)!.push(this.#list((token) => token === "&" || token === "\\\\" || /^\\(end|cr)\b/.test(token)));
      const stop = this.#next();
      if (stop === undefined || stop.startsWith("\\end")) break;
      if (stop === "&") continue;
      this.#skipRowGap();
      rows.push([]);
    }
    const isEmpty = (row: Piece[][]) => row.every((cell) => cell.every((piece) => piece.kind === "space"));
    return rows.filter((row) => !isEmpty(row));
  }

  /** The argument of a macro: a group in braces, or the next token alone. */
  argument(): Piece[] {
    this.#skipSpaces();
    // `\frac12` takes one digit at a time.
    const digits = this.#tokens[this.#at] ?? "";
    if (/^\d./.test(digits)) this.#tokens.splice(this.#at, 1, digits[0], digits.slice(1));
    const token = this.#tokens[this.#at];
    if (token === undefined || token === "}") return [];
    if (token !== "{") {
      this.#at++;
      return this.#atom(token);
    }
    this.#at++;
    return this.#group();
  }

  /** An argument in square brackets, if there is one. */
  optional(): Piece[] {
    if (this.#tokens[this.#at] !== "[") return [];
    this.#at++;
    const pieces = this.#list((token) => token === "]");
    this.#at++;
    return pieces;
  }

  /** An argument as it stands in the source, without its braces: for text and for names. */
  raw(): string {
    this.#skipSpaces();
    if (this.#tokens[this.#at] !== "{") return (this.#next() ?? "").trim();
    const start = ++this.#at;
    for (let depth = 1; this.#at < this.#tokens.length; this.#at++) {
      if (this.#tokens[this.#at] === "{") depth++;
      if (this.#tokens[this.#at] === "}" && --depth === 0) break;
    }
    return this.#tokens.slice(start, this.#at++).join("");
  }

  #next(): string | undefined {
    return this.#tokens[this.#at++];
  }

  #skipSpaces(): void {
    while (/^\s/.test(this.#tokens[this.#at] ?? "")) this.#at++;
  }

  /** `\\[2pt]` asks for space between rows, which lines of text do not have. */
  #skipRowGap(): void {
    const rest = this.#tokens.slice(this.#at, this.#at + 6).join("");
    if (!/^\[-?[\d.]+\s*(pt|em|ex|mm|cm|px)\]/.test(rest)) return;
    while (this.#next() !== "]");
  }

  #group(): Piece[] {
    const pieces = this.#list((token) => token === "}");
    this.#at++;
    return pieces;
  }

  /** Atoms up to a token that `stops`, which stays unread. */
  #list(stops: (token: string) => boolean): Piece[] {
    const pieces: Piece[] = [];
    while (this.#at < this.#tokens.length && !stops(this.#tokens[this.#at])) {
      const token = this.#next()!;
      if (token === "_" || token === "^") {
        const base = takeBase(pieces);
        pieces.push(attachScript(base, token, this.argument()));
      } else if (token === "'") {
        const base = takeBase(pieces);
        pieces.push({ kind: base?.kind ?? "ord", text: `${base?.text ?? ""}′` });
      } else pieces.push(...this.#atom(token));
    }
    return pieces;
  }

  #atom(token: string): Piece[] {
    if (/^\s/.test(token) || token === "~") return [{ kind: "space", text: " " }];
    if (token === "{") return [groupPieces(this.#group())];
    if (token === "}" || token === "&" || token === "\\") return [];
    if (token.startsWith("\\")) return this.#macro(token.slice(1).trim() || token[1]);
    return [{ kind: CHARACTERS.get(token) ?? "ord", text: token }];
  }

  #macro(name: string): Piece[] {
    if (SILENT.has(name)) return [];
    const space = SPACES.get(name);
    if (space) return [{ kind: space === " " ? "space" : "gap", text: space }];
    if (name === "begin") return [this.#environment()];
    if (name === "substack") return [environmentOf(name, new TexParser(this.raw()).rows())];
    const macro = MACROS.get(name);
    if (macro) return macro(this, name);
    // A name that no table has is shown as it is: `\softplus(x)` reads as softplus(x).
    return [{ ...(SYMBOLS.get(name) ?? { kind: "word", text: name }) }];
  }

  #environment(): Piece {
    const name = this.raw();
    if (/^(array|alignat|alignedat)\*?$/.test(name)) this.raw();
    const rows = this.rows();
    if (this.#tokens[this.#at] === "{") this.raw();
    return environmentOf(name, rows);
  }
}

/** The atom that a script belongs to, over a space that TeX would not see. */
function takeBase(pieces: Piece[]): Piece | undefined {
  while (pieces.at(-1)?.kind === "space") pieces.pop();
  return pieces.at(-1)?.kind === "gap" ? undefined : pieces.pop();
}
