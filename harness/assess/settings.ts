/** What an organiser decides about an assessment, and what a grading is worth. Times are milliseconds since 1970 by the server's clock. */
import { z } from "zod";
import { GROUPS } from "../grading.ts";
import { VERDICTS } from "../verdict.ts";

const DAY = 86_400;
/** The longest sitting, and the most time that one change adds or takes. */
export const MOST_SECONDS = 31 * DAY;
/** As the compiler's limit for one attempt. */
export const MAX_SOURCE_BYTES = 64 * 1_024;

/** The end of the year 9999. */
const LAST_MOMENT = 253_402_300_799_999;
export const moment = z.int().min(0).max(LAST_MOMENT).describe("milliseconds since 1970, by the server's clock");
/** The name of a kata's folder. It is a key of objects, so nothing else passes. */
export const kataName = z.string().regex(/^\d{2,4}-[a-z0-9]+(-[a-z0-9]+)*$/);

export const settings = z
  .strictObject({
    limitSeconds: z.int().min(1).max(MOST_SECONDS),
    opensAt: moment.nullable().default(null).describe("null: from the beginning"),
    closesAt: moment.nullable().default(null).describe("null: never. Who starts late gets the rest of the window"),
    graceSeconds: z
      .int()
      .min(0)
      .max(300)
      .default(10)
      .describe("how long the bytes of work sent in time may be under way"),
    submitIntervalSeconds: z.int().min(0).max(DAY).default(30).describe("between two submissions of a kata"),
    runIntervalSeconds: z.int().min(0).max(DAY).default(2).describe("between two runs on the examples"),
    maxSubmissions: z.int().min(1).nullable().default(null).describe("of a kata; null: as many as the interval allows"),
    counts: z.enum(["best", "last"]).default("best").describe("which submission in time is scored"),
    feedback: z.enum(["none", "score", "full"]).default("score").describe("what a candidate sees of a verdict"),
    runs: z.boolean().default(true).describe("whether the public examples may be run"),
    practice: kataName.nullable().default(null).describe("the kata of the practice room; null: there is none"),
    honour: z
      .string()
      .min(1)
      .max(4_000)
      .nullable()
      .default(null)
      .describe("a statement to accept before the clock starts"),
  })
  .refine(({ opensAt, closesAt }) => opensAt === null || closesAt === null || opensAt < closesAt, {
    path: ["closesAt"],
    error: "must be later than opensAt",
  });

export type Settings = z.infer<typeof settings>;

/** An assessment as it stands when somebody starts; then it is the session's own, whatever is edited later. */
export const plan = z.strictObject({
  settings,
  katas: z
    .array(kataName)
    .min(1)
    .refine((names) => new Set(names).size === names.length, { error: "must name each kata once" }),
});

export type Plan = z.infer<typeof plan>;

const points = z.number().min(0);

const partMarks = z.strictObject({
  part: z.string(),
  points,
  maxPoints: points,
  verdict: z.enum(VERDICTS),
  groups: z.array(z.strictObject({ group: z.enum(GROUPS), passed: z.int().min(0), cases: z.int().min(0) })),
  diagnosis: z
    .strictObject({ id: z.string(), text: z.strictObject({ en: z.string(), zh: z.string() }) })
    .nullable()
    .describe("for organisers, never for the candidate"),
});

/** A grading without its cases: what scores, reports and candidates are told from. */
export const marks = z.strictObject({
  verdict: z.enum(VERDICTS),
  score: z.number().min(0).max(100),
  points,
  maxPoints: points,
  parts: z.array(partMarks),
});

export type PartMarks = z.infer<typeof partMarks>;
export type Marks = z.infer<typeof marks>;

/** How a grading ended. A failure of ours is no verdict: it costs the candidate neither points nor a submission. */
export const outcome = z.discriminatedUnion("gradable", [
  z.strictObject({ gradable: z.literal(true), marks }),
  z.strictObject({ gradable: z.literal(false), reason: z.string() }),
]);

export type Outcome = z.infer<typeof outcome>;
