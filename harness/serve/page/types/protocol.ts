/** What a page and its type-checking worker say to each other. Positions count UTF-16 units from the start of the text. */

export interface TypeProblem {
  readonly from: number;
  readonly to: number;
  /** TypeScript's own number, without the letters. */
  readonly code: number;
  readonly message: string;
}

export interface Completion {
  readonly label: string;
  readonly type: string;
  readonly boost: number;
}

interface Explanation {
  readonly from: number;
  readonly to: number;
  /** `function zeros(n: number): Vector` */
  readonly signature: string;
  readonly about: string;
}

interface OfText {
  readonly kata: string;
  readonly text: string;
}

export type Asked =
  | ({ readonly ask: "check" } & OfText)
  | ({ readonly ask: "complete"; readonly at: number } & OfText)
  | ({ readonly ask: "explain"; readonly at: number } & OfText);

export type Answer =
  | { readonly ask: "check"; readonly problems: readonly TypeProblem[] }
  | { readonly ask: "complete"; readonly completions: readonly Completion[] }
  | { readonly ask: "explain"; readonly explanation: Explanation | undefined };

export type AnswerTo<Ask extends Asked["ask"]> = Extract<Answer, { ask: Ask }>;
