/** What the server and the process that grades for it say to each other. Both are ours; candidates' code is in neither. */
import type { Similarity } from "../../assess/similarity.ts";
import type { Language } from "../../kata.ts";
import type { Picture } from "../../report/pictures/picture.ts";
import type { ResultRecord } from "../../report/record.ts";
import type { Isolation, Verdict } from "../../verdict.ts";

export type Work =
  /** All cases, drawn with the candidate's own secret. */
  | { readonly type: "grade"; readonly kata: string; readonly source: string; readonly secret: string }
  /** The public examples alone. */
  | { readonly type: "run"; readonly kata: string; readonly source: string }
  | {
      readonly type: "compare";
      readonly kata: string;
      readonly attempts: readonly { readonly session: string; readonly text: string }[];
    };

/** What is kept of a grading: for the team, never for the candidate as it is. */
export interface TeamRecord {
  readonly record: ResultRecord;
  readonly console: string;
  /** Of the parts that are wrong, hidden cases included; absent in records from before there were any. */
  readonly pictures?: readonly PartPictures[];
}

export interface PartPictures {
  readonly part: string;
  readonly pictures: Picture[];
}

/** What a run on the examples says. Nothing of it is hidden: examples are public. */
export interface RunResult {
  readonly kata: string;
  readonly verdict: Verdict;
  readonly parts: readonly {
    readonly part: string;
    readonly verdict: Verdict;
    readonly cases: readonly { readonly name: string; readonly verdict: Verdict; readonly ran: boolean }[];
    readonly pictures: Picture[];
  }[];
  /** The whole in words, as a terminal shows it. */
  readonly report: Readonly<Record<Language, string>>;
  readonly console: string;
  readonly isolation: Isolation;
  readonly durationMs: number;
}

export type WorkReply = { readonly id?: number } & (
  | { readonly type: "ready"; readonly isolation: Isolation; readonly missing: string }
  | { readonly type: "graded"; readonly graded: TeamRecord }
  | { readonly type: "ran"; readonly run: RunResult }
  | { readonly type: "compared"; readonly similarity: Similarity }
  /** A fault of ours, in one line. */
  | { readonly type: "failed"; readonly message: string }
);
