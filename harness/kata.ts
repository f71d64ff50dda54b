/** The public half of a kata: what a candidate may read. Declared in `katas/NN-slug/kata.ts`. */

/** The languages that everything a candidate reads comes in. */
export type Language = "en" | "zh";

/** A sentence in every language. */
export type Text = Readonly<Record<Language, string>>;

export const DIFFICULTIES = ["easy", "medium", "hard"] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

/** What a kata is about, in the order in which a course would take them. */
export const THEMES = [
  "foundations",
  "optimization",
  "architectures",
  "generalization",
  "evaluation",
  "practice",
] as const;
export type Theme = (typeof THEMES)[number];

/** What an attempt may use; a kata overrides what it must. Milliseconds. */
export interface Limits {
  /** Compiling the module's top level and collecting its exports. */
  readonly loadMs: number;
  /** One call of one part. */
  readonly caseMs: number;
  /** The whole submission, every part together. */
  readonly submissionMs: number;
}

export const DEFAULT_LIMITS: Limits = { loadMs: 500, caseMs: 1_000, submissionMs: 10_000 };

/**
 * How a part's result is drawn beside its verdict. Places in a result are paths: `losses`, `[].trajectory` (of each item), `""` for the result itself. A
 * wrong tensor is drawn without being declared.
 */
export type PictureDeclaration =
  /** Numbers over steps: vectors, or the columns of a matrix. `at` is the position of the argument that holds the steps; default: 0, 1, 2 … */
  | {
      readonly kind: "curve";
      readonly of: string | readonly string[];
      readonly x: Text;
      readonly y: Text;
      readonly at?: number;
    }
  /** A way through the plane: points as rows, of which the first two numbers are drawn, or a path for each axis. */
  | {
      readonly kind: "trajectory";
      readonly of: string | readonly [x: string, y: string];
      readonly x: Text;
      readonly y: Text;
    }
  /** The last two axes of a tensor as an image, beside those of the arguments at the positions `inputs`. */
  | { readonly kind: "image"; readonly of: string; readonly inputs?: readonly number[] };

export interface PartDeclaration<Name extends string = string> {
  readonly points: number;
  /** Parts that this one builds on; their known mistakes are looked for here too. */
  readonly needs?: readonly Name[];
  /** Progressive: a nudge, then the formula, then pseudo-code; never the code. */
  readonly hints: readonly Text[];
  /** Where a picture says more than numbers: a loss that falls, a way down a valley, a convolved image. */
  readonly picture?: PictureDeclaration;
}

export interface KataDeclaration<Name extends string = string> {
  readonly title: Text;
  readonly theme: Theme;
  /** Katas to know first, by slug: they decide the learning path, and forbid nothing. */
  readonly requires?: readonly string[];
  readonly difficulty: Difficulty;
  /** Time under interview conditions. */
  readonly minutes: number;
  /** In the order in which a candidate meets them. */
  readonly parts: { readonly [Part in Name]: PartDeclaration<NoInfer<Name>> };
  readonly limits?: Partial<Limits>;
}

/** Declares a kata. Number, slug and every path come from the folder's name. */
export function defineKata<const Name extends string>(declaration: KataDeclaration<Name>): KataDeclaration<Name> {
  return declaration;
}
