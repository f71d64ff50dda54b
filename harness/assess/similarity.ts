/**
 * How alike the attempts at one kata are, after what everybody was given is taken away. A rank, never a judgement: short katas are often
 * solved alike by people who never met.
 */
import { File, FingerprintIndex, type Pair, Region, TokenizedFile } from "@dodona/dolos-core";
import type { Text } from "../kata.ts";
import { shapeOf } from "./shape.ts";

/** To be shown wherever a similarity is. */
export const SIMILARITY_NOTE: Text = {
  en: "Similarity does not by itself prove misconduct: read both attempts and their playback before you conclude anything.",
  zh: "相似度本身并不能证明作弊：在下结论之前，请阅读两份作答及其回放。",
};

export interface Attempt {
  readonly session: string;
  readonly text: string;
}

/** Lines from 1, both ends included. */
interface Lines {
  readonly first: number;
  readonly last: number;
}

export interface Likeness {
  /** The two sessions, in the order in which they were given. */
  readonly sessions: readonly [string, string];
  /** The share of the two attempts' own code, 0 to 1, that the other has too. */
  readonly similarity: number;
  /** Pieces of the one's and the other's own code: a share of little means little. */
  readonly own: readonly [number, number];
  /** The longest run of pieces that both have in the same order. */
  readonly longest: number;
  /** More alike than the pairs of this kata are; the reason to look, not more. */
  readonly standsOut: boolean;
  /** Where they are alike, longest first. */
  readonly fragments: readonly { readonly left: Lines; readonly right: Lines }[];
}

export interface Similarity {
  readonly note: Text;
  /** The most alike first. */
  readonly pairs: readonly Likeness[];
  /** All pairs that were compared; `pairs` holds the first of them. */
  readonly compared: number;
  /** The middle one of all similarities. */
  readonly median: number;
  /** Attempts that say too little of their own to be compared, the skeleton alone among them. */
  readonly tooLittle: readonly string[];
  /** Attempts that could not be read. */
  readonly unreadable: readonly string[];
}

/** Nodes and ends of nodes in one piece, and pieces of which at least one is kept: a match of 32 tokens is never missed. */
const PIECE = 17;
const WINDOW = 16;
/** Fewer own pieces say nothing. */
const LEAST_OWN = 12;
/** A piece that one attempt repeats so often is a table or an attack on our time, and tells nothing. */
const MOST_REPEATS = 12;
/** Right answers in different styles stay below 0.35, a renamed copy is 1; half-way is worth a look. */
const HIGH = 0.6;
/** How far above the middle of the kata's pairs one must be, where there are enough of them for a middle. */
const ABOVE_MEDIAN = 0.2;
const ENOUGH_PAIRS = 10;
const MOST_FRAGMENTS = 20;

/**
 * Compares each with each: about 0.2 ms a pair, so 200 attempts take seconds. Keep it off a server's own thread.
 * @param skeleton what every candidate began with
 * @param most how many pairs to return
 */
export function compareAttempts(attempts: readonly Attempt[], skeleton: string, most = 100): Similarity {
  const read = attempts.map(({ session, text }) => ({ session, file: fileOf(session, text) }));
  const files = read.flatMap(({ file }) => file ?? []);
  const index = indexOf(files, fileOf("skeleton", skeleton));
  const own = new Map(index.entries().map((entry) => [entry.file.id, ownPieces(entry)]));
  const large = files.filter(({ id }) => (own.get(id) ?? 0) >= LEAST_OWN);
  const pairs = large.flatMap((left, i) => large.slice(i + 1).map((right) => index.getPair(left, right)));
  const ranked = pairs.map((pair) => ({ pair, ...likenessOf(pair, own) })).sort((a, b) => b.similarity - a.similarity);
  const median = ranked[Math.floor(ranked.length / 2)]?.similarity ?? 0;
  const bar = ranked.length >= ENOUGH_PAIRS ? Math.max(HIGH, Math.min(1, median + ABOVE_MEDIAN)) : HIGH;
  return {
    note: SIMILARITY_NOTE,
    pairs: ranked.slice(0, most).map(({ pair, ...likeness }) => ({
      ...likeness,
      standsOut: likeness.similarity >= bar,
      fragments: fragmentsOf(pair),
    })),
    compared: pairs.length,
    median,
    tooLittle: files.filter((file) => !large.includes(file)).map(({ file }) => file.path),
    unreadable: read.filter(({ file }) => file === undefined).map(({ session }) => session),
  };
}

function fileOf(session: string, text: string): TokenizedFile | undefined {
  const shape = shapeOf(text);
  if (!shape) return undefined;
  const regions = shape.lines.map(([first, last]) => new Region(first, 0, last, 0));
  return new TokenizedFile(new File(session, text), [...shape.tokens], regions);
}

/** The skeleton comes last: dolos takes away only what is there already. */
function indexOf(files: readonly TokenizedFile[], skeleton: TokenizedFile | undefined): FingerprintIndex {
  const index = new FingerprintIndex(PIECE, WINDOW);
  index.addFiles([...files]);
  const repeated = index
    .sharedFingerprints()
    .filter((one) => one.files().some((file) => one.occurrencesOf(file).length > MOST_REPEATS));
  index.addIgnoredHashes(repeated.map(({ hash }) => hash));
  if (skeleton) index.addIgnoredFile(skeleton);
  return index;
}

type Entry = ReturnType<FingerprintIndex["entries"]>[number];

function ownPieces({ file, kgrams, ignored }: Entry): number {
  return kgrams.length - [...ignored].reduce((sum, one) => sum + one.occurrencesOf(file).length, 0);
}

/** Counted here, because dolos counts what is ignored of the left file for both. */
function likenessOf(pair: Pair, own: ReadonlyMap<number, number>) {
  const { leftFile, rightFile, leftCovered, rightCovered, longest } = pair;
  const sides: [number, number] = [own.get(leftFile.id) ?? 0, own.get(rightFile.id) ?? 0];
  const sessions: [string, string] = [leftFile.file.path, rightFile.file.path];
  const similarity = Math.round((1_000 * (leftCovered + rightCovered)) / (sides[0] + sides[1])) / 1_000;
  return { sessions, similarity, own: sides, longest };
}

function fragmentsOf(pair: Pair): Likeness["fragments"] {
  return pair
    .buildFragments(2)
    .sort((a, b) => b.pairs.length - a.pairs.length)
    .slice(0, MOST_FRAGMENTS)
    .map(({ leftSelection, rightSelection }) => ({ left: linesOf(leftSelection), right: linesOf(rightSelection) }));
}

function linesOf({ startRow, endRow }: Region): Lines {
  return { first: startRow, last: Math.max(startRow, endRow) };
}
