/** What TeX's names and characters look like in plain text, and which class of atom each belongs to. Data only. */

/**
 * TeX's classes of atoms (TeXbook, chapter 17), as far as they decide spacing, and a few of our own: `word` is an ordinary
 * atom that must not touch the next letter, `big` a sum or an integral, `frac` a fraction that may need parentheses beside
 * a neighbour, `gap` a deliberate wide space.
 */
export type Kind =
  | "ord"
  | "word"
  | "op"
  | "big"
  | "bin"
  | "rel"
  | "open"
  | "close"
  | "punct"
  | "space"
  | "gap"
  | "frac";

/** One atom, already text. `text` may have several lines when it came from an environment. */
export interface Piece {
  readonly kind: Kind;
  readonly text: string;
  /** Under a brace: a script that follows is a remark about it, not an index. */
  readonly braced?: boolean;
}

/** Macros without arguments. */
export const SYMBOLS: ReadonlyMap<string, Piece> = symbolTable({
  ord: `alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν
    xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    partial ∂ nabla ∇ infty ∞ ell ℓ hbar ℏ Re ℜ Im ℑ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤
    bot ⊥ prime ′ dag † dagger † ddagger ‡ angle ∠ degree ° dots … ldots … dotsc … dotsb ⋯ cdots ⋯ vdots ⋮ ddots ⋱ imath ı
    jmath ȷ aleph ℵ R ℝ N ℕ Z ℤ square □ blacksquare ■ checkmark ✓ vert | Vert ‖ | ‖ backslash \\ _ _ % % # # & & $ $
    intercal ⊤ wp ℘ surd √ triangle △ flat ♭ sharp ♯`,
  bin: `cdot · times × div ÷ ast * star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ oslash ⊘ pm ± mp ∓ cup ∪ cap ∩
    setminus ∖ wedge ∧ vee ∨ land ∧ lor ∨ bmod mod mod mod uplus ⊎ sqcup ⊔ amalg ⨿`,
  rel: `le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ lt < gt >
    in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ subsetneq ⊊ supset ⊃ supseteq ⊇ mid | parallel ∥ perp ⊥ models ⊨ vdash ⊢ prec ≺
    preceq ⪯ succ ≻ succeq ⪰ doteq ≐ triangleq ≜ coloneqq := colon : to → rightarrow → longrightarrow → leftarrow ← gets ←
    longleftarrow ← leftrightarrow ↔ mapsto ↦ longmapsto ↦ hookrightarrow ↪ Rightarrow ⇒ implies ⇒ Longrightarrow ⇒
    Leftarrow ⇐ impliedby ⇐ Leftrightarrow ⇔ iff ⇔ uparrow ↑ downarrow ↓ nearrow ↗ searrow ↘ rightsquigarrow ⇝
    leadsto ⇝ lesssim ≲ gtrsim ≳ because ∵ therefore ∴`,
  big: "sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ bigwedge ⋀ bigvee ⋁",
  op: `log log ln ln lg lg exp exp sin sin cos cos tan tan cot cot sec sec csc csc arcsin arcsin arccos arccos arctan arctan
    sinh sinh cosh cosh tanh tanh coth coth max max min min sup sup inf inf lim lim limsup limsup liminf liminf
    arg arg argmax argmax argmin argmin det det dim dim ker ker gcd gcd deg deg hom hom Pr Pr`,
  open: "lfloor ⌊ lceil ⌈ langle ⟨ lbrace { { { lbrack [ lvert | lVert ‖ llbracket ⟦ lgroup (",
  close: "rfloor ⌋ rceil ⌉ rangle ⟩ rbrace } } } rbrack ] rvert | rVert ‖ rrbracket ⟧ rgroup )",
});

/** Single characters that are more than an ordinary atom. */
export const CHARACTERS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...[..."+-*"].map((c) => [c, "bin"] as const),
  ...[..."=<>"].map((c) => [c, "rel"] as const),
  [":=", "rel"],
  ...[...",;"].map((c) => [c, "punct"] as const),
  ...[..."(["].map((c) => [c, "open"] as const),
  ...[...")]"].map((c) => [c, "close"] as const),
]);

/** Widths of TeX's horizontal spaces: one column, or a gap that separates formulas. */
export const SPACES: ReadonlyMap<string, string> = new Map([
  ...[",", ":", ";", ">", " ", "space", "enspace", "nobreakspace", "thinspace", "\\"].map(
    (name) => [name, " "] as const,
  ),
  ["quad", "  "],
  ["qquad", "    "],
]);

/** Macros that change only the look: they leave nothing behind. */
export const SILENT: ReadonlySet<string> = new Set(
  (
    "! displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag hline allowbreak nobreak " +
    "bf rm it sf tt cal normalsize small large negthinspace strut mathstrut"
  ).split(" "),
);

/** Combining characters that stand above (or through) one letter. */
export const ACCENTS: Readonly<Record<string, string>> = {
  hat: "\u0302",
  widehat: "\u0302",
  bar: "\u0304",
  overline: "\u0305",
  tilde: "\u0303",
  widetilde: "\u0303",
  vec: "\u20d7",
  dot: "\u0307",
  ddot: "\u0308",
  check: "\u030c",
  breve: "\u0306",
  acute: "\u0301",
  grave: "\u0300",
  mathring: "\u030a",
  underline: "\u0332",
};

/** Letters of the double-struck and the script alphabets that lie outside the regular blocks of Unicode. */
export const ALPHABETS: Readonly<
  Record<"mathbb" | "mathcal", { exceptions: Readonly<Record<string, string>>; upper: number }>
> = {
  mathbb: {
    exceptions: { C: "ℂ", H: "ℍ", N: "ℕ", P: "ℙ", Q: "ℚ", R: "ℝ", Z: "ℤ", "1": "𝟙", "0": "𝟘" },
    upper: 0x1d538,
  },
  mathcal: { exceptions: { B: "ℬ", E: "ℰ", F: "ℱ", H: "ℋ", I: "ℐ", L: "ℒ", M: "ℳ", R: "ℛ" }, upper: 0x1d49c },
};

/** Fractions that have a character of their own, which needs no parentheses beside any neighbour. */
export const VULGAR: Readonly<Record<string, string>> = Object.fromEntries(
  "1/2 ½ 1/3 ⅓ 2/3 ⅔ 1/4 ¼ 3/4 ¾ 1/5 ⅕ 2/5 ⅖ 3/5 ⅗ 4/5 ⅘ 1/6 ⅙ 5/6 ⅚ 1/8 ⅛ 3/8 ⅜ 5/8 ⅝ 7/8 ⅞"
    .match(/\S+ \S+/g)!
    .map((pair) => pair.split(" ")),
);

/** Characters that exist raised; the others are written `^(…)`. */
export const RAISED: ReadonlyMap<string, string> = characterTable(
  "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδφχ⊤′*∘†‡⋆",
  "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᵠᵡᵀ′*°†‡⋆",
);

/** Characters that exist lowered; the others are written `_x` or `_(…)`. */
export const LOWERED: ReadonlyMap<string, string> = characterTable(
  "0123456789+-=()aehijklmnoprstuvxβγρφχ",
  "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
);

function symbolTable(byKind: Partial<Record<Kind, string>>): Map<string, Piece> {
  const table = new Map<string, Piece>();
  for (const [kind, list] of Object.entries(byKind)) {
    const words = list.split(/\s+/);
    for (let i = 0; i + 1 < words.length; i += 2) table.set(words[i], { kind: kind as Kind, text: words[i + 1] });
  }
  return table;
}

function characterTable(from: string, to: string): Map<string, string> {
  const target = [...to];
  return new Map([...from].map((character, i) => [character, target[i]]));
}
