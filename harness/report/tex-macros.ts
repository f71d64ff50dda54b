/** Macros that take arguments. Each says in one line what it looks like as text. */
import { accentOf, attachScript, fractionOf, groupPieces, joinPieces, rootOf } from "./tex-pieces.ts";
import { ACCENTS, ALPHABETS, CHARACTERS, type Piece, SYMBOLS } from "./tex-symbols.ts";

/** What a macro may ask of the parser. */
export interface TexReader {
  argument(): Piece[];
  optional(): Piece[];
  raw(): string;
}

type Macro = (tex: TexReader, name: string) => Piece[];

/** By name, without the backslash. */
export const MACROS: ReadonlyMap<string, Macro> = new Map<string, Macro>([
  ...each("frac dfrac tfrac cfrac", (tex) => [fractionOf(tex.argument(), tex.argument())]),
  ...each("binom dbinom tbinom", (tex) => [
    { kind: "ord", text: `C(${joinPieces(tex.argument())}, ${joinPieces(tex.argument())})` },
  ]),
  ...each("sqrt", (tex) => {
    const degree = tex.optional();
    return [rootOf(tex.argument(), degree)];
  }),
  ...each(Object.keys(ACCENTS).join(" "), (tex, name) => [accentOf(name, ACCENTS[name], tex.argument())]),
  ...each("mathbb mathcal mathscr Bbb", (tex, name) => [
    alphabetOf(name === "mathbb" || name === "Bbb" ? "mathbb" : "mathcal", tex),
  ]),
  ...each("mathrm mathup rm", (tex) => uprightOf(tex.argument())),
  ...each("text textrm textbf textit texttt textsf textnormal mbox hbox", (tex) => [
    { kind: "word", text: plainText(tex.raw()) },
  ]),
  ...each("operatorname operatorname* mathop", (tex) => [{ kind: "op", text: operatorName(tex.argument()) }]),
  ...each("mathbf mathit mathsf mathtt mathnormal boldsymbol bm bold pmb boxed mathord mathinner", (tex) => [
    groupPieces(tex.argument()),
  ]),
  ...each("mathrel", (tex) => [{ kind: "rel", text: joinPieces(tex.argument(), true) }]),
  ...each("mathbin", (tex) => [{ kind: "bin", text: joinPieces(tex.argument(), true) }]),
  ...each("left bigl Bigl biggl Biggl", (tex) => delimiter(tex.raw(), "open")),
  ...each("right bigr Bigr biggr Biggr", (tex) => delimiter(tex.raw(), "close")),
  ...each("middle bigm Bigm", (tex) => delimiter(tex.raw(), "rel")),
  ...each("big Big bigg Bigg", (tex) => delimiter(tex.raw())),
  ...each("overset stackrel", (tex) => {
    const above = tex.argument();
    return [attachScript(groupPieces(tex.argument()), "^", above)];
  }),
  ...each("underset", (tex) => {
    const below = tex.argument();
    return [attachScript(groupPieces(tex.argument()), "_", below)];
  }),
  ...each("underbrace overbrace", (tex) => [bracedOf(tex.argument())]),
  ...each("xrightarrow", (tex) => [attachScript({ kind: "rel", text: "→" }, "^", tex.argument())]),
  ...each("xleftarrow", (tex) => [attachScript({ kind: "rel", text: "←" }, "^", tex.argument())]),
  ...each("not", (tex) => [negationOf(groupPieces(tex.argument()))]),
  ...each("pmod", (tex) => [
    { kind: "gap", text: " " },
    { kind: "ord", text: `(mod ${joinPieces(tex.argument())})` },
  ]),
  ...each("tag", (tex) => [
    { kind: "gap", text: "  " },
    { kind: "ord", text: `(${plainText(tex.raw())})` },
  ]),
  ...each("color label phantom hphantom vphantom", (tex) => {
    tex.raw();
    return [];
  }),
  ...each("hspace mspace kern", (tex) => {
    tex.raw();
    return [{ kind: "space", text: " " }];
  }),
  ...each("textcolor colorbox", (tex) => {
    tex.raw();
    return [groupPieces(tex.argument())];
  }),
]);

function each(names: string, macro: Macro): [string, Macro][] {
  return names.split(" ").map((name) => [name, macro]);
}

/** Text keeps its spaces, loses its braces and dollars, unescapes its characters and spells its symbols. */
function plainText(raw: string): string {
  return raw.replace(/\\([a-zA-Z]+)\s*|\\(.?)|[{}$]|~/g, (match, name?: string, escaped?: string) => {
    if (name) return SYMBOLS.get(name)?.text ?? name;
    if (match === "~" || escaped === "\\") return " ";
    return escaped ?? "";
  });
}

function operatorName(pieces: readonly Piece[]): string {
  return joinPieces(pieces.map((piece) => (piece.kind === "bin" ? { kind: "ord", text: piece.text } : piece)));
}

/** Several upright letters are a word; one is the d of an integral. */
function uprightOf(pieces: readonly Piece[]): Piece[] {
  const group = groupPieces(pieces);
  return [{ kind: /^[\p{L}\p{N}\s-]{2,}$/u.test(group.text) ? "word" : group.kind, text: group.text }];
}

function alphabetOf(alphabet: keyof typeof ALPHABETS, tex: TexReader): Piece {
  const { exceptions, upper } = ALPHABETS[alphabet];
  const letters = [...tex.raw().replace("\\", "")].map((letter) => {
    const isUpper = /^[A-Z]$/.test(letter);
    return exceptions[letter] ?? (isUpper ? String.fromCodePoint(upper + letter.charCodeAt(0) - 65) : letter);
  });
  return { kind: "ord", text: letters.join("") };
}

/** `\left.` is an invisible delimiter. A bar is what its side makes of it. */
function delimiter(token: string, side?: Piece["kind"]): Piece[] {
  if (token === ".") return [];
  const known = token.startsWith("\\") ? SYMBOLS.get(token.slice(1)) : undefined;
  const text = known?.text ?? plainText(token);
  return [{ kind: side ?? known?.kind ?? CHARACTERS.get(token) ?? "ord", text }];
}

function bracedOf(body: readonly Piece[]): Piece {
  const { kind, text } = groupPieces(body);
  return { kind: "ord", text: kind === "ord" && body.length > 1 ? `(${text})` : text, braced: true };
}

function negationOf({ text }: Piece): Piece {
  return { kind: "rel", text: NEGATED[text] ?? `${text}\u0338` };
}

const NEGATED: Readonly<Record<string, string>> = {
  "=": "≠",
  "∈": "∉",
  "⊂": "⊄",
  "⊆": "⊈",
  "≡": "≢",
  "∼": "≁",
  "≤": "≰",
  "≥": "≱",
  "|": "∤",
};
