/** What the page of practice sends and gets. */
import { z } from "zod";
import { GROUPS } from "../../grading.ts";
import { DIFFICULTIES, THEMES } from "../../kata.ts";
import { picture } from "../../report/pictures/picture.ts";
import { kataPage } from "../schemas/candidate.ts";
import { kataName, sha256, sourceText, text, verdict } from "../schemas/common.ts";

const count = z.int().min(0);
/** Grows with every change of a file that is seen, over new starts too: what is told late is known by it. */
const seq = count;
/** Of a file; empty where there is none. */
const hash = sha256.or(z.literal(""));
/** One open page. */
const tab = z.string().regex(/^[\w-]{1,64}$/);

export const enterBody = z.strictObject({ token: z.string().min(1).max(200).describe("the secret of the link") });
export const saveBody = z.strictObject({
  text: sourceText,
  base: hash.describe("of the file that this text was made from: if another one lies there now, nothing is written"),
  keep: z.boolean().default(false).describe("keep the file that is written over beside it"),
  tab,
});
export const keepBody = z.strictObject({ text: sourceText });
export const hintBody = z.strictObject({ part: z.string().min(1).max(100) });
export const tabBody = z.strictObject({ tab });

const isolation = z.enum(["process", "os", "os+cgroup"]);

const kataSummary = z.object({
  kata: kataName,
  number: z.int(),
  title: text,
  theme: z.enum(THEMES),
  difficulty: z.enum(DIFFICULTIES),
  minutes: z.number(),
  parts: count,
  done: count.describe("parts that passed in the last grading"),
  score: z.number(),
  best: z.number(),
  passed: z.boolean().describe("full marks were reached once"),
  hints: count.describe("seen so far"),
  solutionSeen: z.boolean(),
});

export const practiceView = z.object({
  katas: z.array(kataSummary),
  path: z.array(kataName).describe("each after those that it builds on"),
  current: kataName.nullable(),
  isolation,
});

const shownCase = z.object({
  name: z.string(),
  group: z.enum(GROUPS),
  shown: z.boolean(),
  verdict,
  ran: z.boolean(),
});

/** A verdict as `kata watch` shows it, part by part. */
const gradedView = z.object({
  kata: kataName,
  hash: hash.describe("of the text that was graded"),
  verdict,
  points: z.number(),
  maxPoints: z.number(),
  score: z.number(),
  durationMs: z.number(),
  problem: text.nullable().describe("why nothing ran"),
  parts: z.array(
    z.object({
      part: z.string(),
      verdict,
      points: z.number(),
      maxPoints: z.number(),
      cases: z.array(shownCase),
      report: text.describe("the first case that failed, in lines; empty when there is nothing to say"),
      revealed: text.describe("the same with the numbers of a hidden case and with what it was called with"),
      pictures: z.array(picture),
      revealedPictures: z.array(picture).describe("the same with the numbers of a hidden case"),
    }),
  ),
  console: z.string(),
});

const hints = z.object({ part: z.string(), all: count, seen: z.array(text) });

export const openedKata = z.object({
  summary: kataSummary,
  page: kataPage.omit({ latest: true }),
  file: z.string().describe("where the attempt lies"),
  text: z.string(),
  hash,
  seq,
  unusable: text.nullable().describe("why the file cannot be shown as a text"),
  hints: z.array(hints),
  graded: gradedView.nullable(),
  isGrading: z.boolean(),
});

export const savedText = z.object({
  hash: sha256,
  seq,
  kept: z.string().nullable().describe("where the other text lies"),
});
export const keptText = z.object({ kept: z.string() });
export const resetText = z.object({ text: z.string(), hash, seq, kept: z.string().nullable() });
export { hints as hintsView };

/** What a file holds now, told to every page. */
export interface TextNews {
  readonly kata: string;
  /** Null where there is none any more, or nothing that is a text. */
  readonly text: string | null;
  readonly hash: string;
  readonly seq: number;
  /** The page that wrote it; null: somebody on this machine. */
  readonly by: string | null;
}

export type KataSummary = z.output<typeof kataSummary>;
export type PracticeView = z.output<typeof practiceView>;
export type GradedView = z.output<typeof gradedView>;
export type OpenedKata = z.output<typeof openedKata>;
export type SavedText = z.output<typeof savedText>;
export type KeptText = z.output<typeof keptText>;
export type ResetText = z.output<typeof resetText>;
export type HintsView = z.output<typeof hints>;
