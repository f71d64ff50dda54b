/** Puts atoms of a formula side by side as text: spacing, signs, fractions, roots, scripts. Knows nothing of TeX's syntax. */
import stringWidth from "string-width";
import { type Kind, LOWERED, type Piece, RAISED, VULGAR } from "./tex-symbols.ts";

/** Joins atoms with TeX's spacing. `tight` is the style of scripts: no space around operators and relations. */
export function joinPieces(pieces: readonly Piece[], tight = false): string {
  const atoms = settle(pieces);
  let text = "";
  for (const [i, atom] of atoms.entries()) {
    const between = i === 0 ? "" : spaceBetween(atoms[i - 1], atom, tight);
    text = beside(text + between, atom.text);
  }
  return text;
}

/** Braces make one ordinary atom of many; a single one keeps its class, punctuation loses it as in `1{,}000`. */
export function groupPieces(pieces: readonly Piece[]): Piece {
  const [only, ...others] = pieces.filter((piece) => piece.kind !== "space");
  if (only && others.length === 0) return only.kind === "punct" ? { kind: "ord", text: only.text } : only;
  return { kind: "ord", text: joinPieces(pieces) };
}

/** `a/b`, with parentheses exactly where leaving them out would change the value. */
export function fractionOf(over: readonly Piece[], under: readonly Piece[]): Piece {
  const top = joinPieces(over);
  const bottom = joinPieces(under);
  const vulgar = VULGAR[`${top}/${bottom}`];
  if (vulgar) return { kind: "ord", text: vulgar };
  return { kind: "frac", text: `${isTerm(over) ? top : `(${top})`}/${isFactor(under) ? bottom : `(${bottom})`}` };
}

/** `√x`, `√(x + y)`, `³√x`. */
export function rootOf(body: readonly Piece[], degree: readonly Piece[]): Piece {
  const visible = withoutSpaces(body);
  const bare = visible.length === 1 && (visible[0].kind === "ord" || visible[0].kind === "word");
  const index =
    degree.length > 0 ? (transliterate(joinPieces(degree, true), RAISED) ?? `[${joinPieces(degree, true)}]`) : "";
  return { kind: "ord", text: `${index}√${bare ? joinPieces(body) : `(${joinPieces(body)})`}` };
}

/** An accent over one letter is a combining character; over more it is written like a function, `hat(xy)`. */
export function accentOf(name: string, mark: string, body: readonly Piece[]): Piece {
  const group = groupPieces(body);
  const [first = "", ...others] = [...group.text];
  if (withoutSpaces(body).length === 1 && /[\p{L}\p{N}∇]/u.test(first))
    return { kind: "ord", text: (first + mark).normalize() + others.join("") };
  return { kind: "word", text: `${name.replace("wide", "")}(${group.text})` };
}

/** Attaches an index (`_`) or an exponent (`^`): as Unicode where the characters exist, as `_x` or `^(…)` otherwise. */
export function attachScript(base: Piece | undefined, position: "_" | "^", script: readonly Piece[]): Piece {
  const text = joinPieces(script, true);
  const { kind, text: stem, braced } = base ?? { kind: "ord" as const, text: "", braced: false };
  if (text === "") return base ?? { kind, text: stem };
  if (braced) return { kind: "word", text: `${stem} [${joinPieces(script)}]` };
  const under = kind === "frac" ? `(${stem})` : stem;
  const classAfter: Kind = kind === "frac" || kind === "space" || kind === "gap" ? "ord" : kind;
  const spelled = script.every((piece) => piece.kind === "word" || piece.kind === "op");
  const small = spelled ? undefined : transliterate(text, position === "^" ? RAISED : LOWERED);
  if (small !== undefined) return { kind: classAfter, text: under + small };
  const isPlain = /^[\p{Lu}\p{Ll}\p{Lo}\p{Nd}\p{M}∞…]+$/u.test(text);
  return {
    kind: classAfter === "ord" ? "word" : classAfter,
    text: `${under}${position}${isPlain ? text : `(${text})`}`,
  };
}

/** Text of several lines keeps its lines under its own first column. */
function beside(left: string, right: string): string {
  if (!right.includes("\n")) return left + right;
  const indent = " ".repeat(stringWidth(left.slice(left.lastIndexOf("\n") + 1)));
  return left + right.replaceAll("\n", `\n${indent}`);
}

interface Atom {
  readonly kind: Kind | "sign";
  readonly text: string;
  /** The source had a space before it: kept between ordinary atoms, where it is a reader's only hint of a product. */
  readonly spaced: boolean;
}

const OPERAND_BEFORE: ReadonlySet<Kind> = new Set(["ord", "word", "close", "frac"]);
const OPERAND_AFTER: ReadonlySet<Kind> = new Set(["ord", "word", "open", "frac", "op", "big"]);
/** An operator next to one of these has no operand on that side, so it is a sign: `-x`, `f(·)`. */
const NO_LEFT_OPERAND: ReadonlySet<Kind> = new Set(["bin", "rel", "open", "punct", "op", "big", "gap"]);
const NO_RIGHT_OPERAND: ReadonlySet<Kind> = new Set(["rel", "close", "punct", "gap"]);

/** Decides what depends on neighbours: which operators are signs and which fractions need parentheses. */
function settle(pieces: readonly Piece[]): Atom[] {
  const visible = withoutSpaces(pieces);
  const spaced = new Set(pieces.filter((_, i) => pieces[i - 1]?.kind === "space"));
  const atoms: Atom[] = [];
  for (const [i, piece] of visible.entries()) {
    const before = visible[i - 1];
    const after = visible[i + 1];
    let { kind, text }: { kind: Atom["kind"]; text: string } = piece;
    if (kind === "bin") {
      const isSign =
        !before ||
        NO_LEFT_OPERAND.has(before.kind) ||
        isOpeningBar(visible, i - 1) ||
        !after ||
        NO_RIGHT_OPERAND.has(after.kind);
      if (isSign) kind = "sign";
    } else if (kind === "frac" && touchesOperand(before, after)) {
      kind = "ord";
      text = `(${text})`;
    }
    atoms.push({ kind, text, spaced: spaced.has(piece) });
  }
  return atoms;
}

/** Bars open and close in turn: the minus in `|-x|` is a sign, the one in `|x| - y` is not. */
function isOpeningBar(pieces: readonly Piece[], at: number): boolean {
  const isBar = (piece: Piece) => piece.kind === "ord" && (piece.text === "|" || piece.text === "‖");
  return isBar(pieces[at]) && pieces.slice(0, at).filter(isBar).length % 2 === 0;
}

function touchesOperand(before: Piece | undefined, after: Piece | undefined): boolean {
  const left = before !== undefined && (OPERAND_BEFORE.has(before.kind) || before.kind === "op");
  return left || (after !== undefined && OPERAND_AFTER.has(after.kind));
}

function spaceBetween(a: Atom, b: Atom, tight: boolean): string {
  if (/\s$/.test(a.text) || /^\s/.test(b.text) || a.kind === "gap" || b.kind === "gap") return "";
  const letters = /[\p{L}\p{N}\p{M}]$/u.test(a.text) && /^[\p{L}\p{N}∂∇√∑∏]/u.test(b.text);
  if (letters && [a.kind, b.kind].some((kind) => kind === "word" || kind === "op" || kind === "big")) return " ";
  if (tight) return "";
  if (a.kind === "rel" || b.kind === "rel") return a.kind === b.kind ? "" : " ";
  if (a.kind === "bin" || b.kind === "bin") return " ";
  if (a.kind === "punct") return " ";
  if (b.kind === "punct" || a.kind === "sign" || b.kind === "sign" || a.kind === "open" || b.kind === "close")
    return "";
  if (a.kind === "op" && b.text.startsWith("(") && !a.text.endsWith(")")) return "";
  if (a.kind === "op" && b.kind === "open") return "";
  if (a.kind === "op" || a.kind === "big") return " ";
  if (b.kind === "op" || b.kind === "big") return " ";
  // `1/\,x` asks for a hair of space, which a column is not.
  if (a.text === "/" && !a.spaced) return "";
  return b.spaced || /[…⋯]$/.test(a.text) ? " " : "";
}

/** May stand before a slash as it is: a product without spaces, perhaps with a sign. */
function isTerm(pieces: readonly Piece[]): boolean {
  let depth = 0;
  const atoms = settle(pieces);
  return atoms.every(({ kind, text, spaced }, i) => {
    if (kind === "close") depth--;
    const fits = depth > 0 || ["ord", "word", "open", "close"].includes(kind) || (kind === "sign" && i === 0);
    if (kind === "open") depth++;
    return fits && text !== "/" && !(spaced && depth === 0 && i > 0) && !text.includes("\n");
  });
}

/** May stand behind a slash as it is: one atom, a differential such as `∂x`, one call or one parenthesis. */
function isFactor(pieces: readonly Piece[]): boolean {
  const atoms = withoutSpaces(pieces);
  const isAtom = (piece: Piece | undefined) => piece?.kind === "ord" || piece?.kind === "word";
  if (atoms.length === 1) return isAtom(atoms[0]);
  if (atoms.length === 2 && /^[d∂∇Δδ]\S?$/u.test(atoms[0].text)) return isAtom(atoms[1]);
  const open = atoms[0]?.kind === "open" ? 0 : 1;
  if ((open === 1 && !isAtom(atoms[0])) || atoms[open]?.kind !== "open") return false;
  return closingIndex(atoms, open) === atoms.length - 1;
}

function closingIndex(atoms: readonly Piece[], open: number): number {
  let depth = 0;
  for (let i = open; i < atoms.length; i++) {
    if (atoms[i].kind === "open") depth++;
    if (atoms[i].kind === "close") depth--;
    if (depth === 0) return i;
  }
  return -1;
}

/** Raised or lowered text, or nothing when a character is missing or the whole would be too long to read so small. */
function transliterate(text: string, table: ReadonlyMap<string, string>): string | undefined {
  const characters = [...text];
  const hasInnerParentheses = /[()]/.test(text) && !/^\([^()]*\)$/.test(text);
  if (characters.length > 6 || hasInnerParentheses || !characters.every((character) => table.has(character)))
    return undefined;
  return characters.map((character) => table.get(character)).join("");
}

function withoutSpaces(pieces: readonly Piece[]): Piece[] {
  return pieces.filter((piece) => piece.kind !== "space");
}
