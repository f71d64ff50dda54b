/** What a board reads of a record. Other fields are passed over, so that a million records cost little more than reading them. */
import { z } from "zod";
import type { Text } from "../kata.ts";
import { KATA_SPEED_FLAGS, type KataSpeedFlag } from "../verdict.ts";

/** The speed of an attempt, as its record tells it: a ratio to the reference's time, and why it is not ranked. */
export interface EntrySpeed {
  readonly ratio?: number;
  readonly flag?: KataSpeedFlag;
}

export interface Entry {
  readonly submission: string;
  /** Empty when the submission is unreadable and does not say it. */
  readonly kata: string;
  /** 0 to 100. */
  readonly score: number;
  readonly durationMs: number;
  /** Absent where it was not timed. */
  readonly speed?: EntrySpeed;
  /** Whether it says anything about the person: not after a fault of ours, nor where this machine could not grade. */
  readonly counts: boolean;
  /** Whether our side failed. */
  readonly fault: boolean;
  /** What separates the parts of its path. */
  readonly separators: RegExp;
}

const KATA = /^\d{2,}-[a-z0-9-]+$/;
const SCHEMA = "katagrad/result/1";

const ofInterest = z.object({
  schema: z.literal(SCHEMA),
  submission: z.string().max(32_768),
  kata: z.union([z.literal(""), z.string().max(200).regex(KATA)]),
  score: z.number().min(0).max(100),
  verdict: z.string(),
  problem: z.object({ fault: z.boolean().optional() }).optional(),
  durationMs: z.number().min(0),
  speed: z.object({ ratio: z.number().positive().optional(), flag: z.enum(KATA_SPEED_FLAGS).optional() }).optional(),
  harness: z.object({ platform: z.string() }),
});

/** The record of a line; undefined for a blank line; else, why it is none. */
export function readEntry(line: string | undefined): Entry | undefined | { readonly wrong: Text } {
  if (line === undefined) return { wrong: { en: "is not UTF-8", zh: "不是 UTF-8" } };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return line.trim() === "" ? undefined : { wrong: { en: "is not JSON", zh: "不是 JSON" } };
  }
  const { data, error } = ofInterest.safeParse(value);
  if (!data) {
    const why = `${error.issues[0].path.join(".")}: ${error.issues[0].message}`;
    return { wrong: { en: `is no record of ${SCHEMA}: ${why}`, zh: `不是 ${SCHEMA} 的记录：${why}` } };
  }
  const { submission, kata, score, verdict, problem, durationMs, speed, harness } = data;
  const fault = problem?.fault === true;
  const counts = !fault && verdict !== "not-graded" && kata !== "";
  return {
    submission,
    kata,
    score,
    durationMs,
    ...(speed && { speed }),
    counts,
    fault,
    separators: separatorsOn(harness.platform),
  };
}

/** A backslash is a letter of a name but on Windows, and nobody may use it to stand in another's place. */
function separatorsOn(platform: string): RegExp {
  return platform.startsWith("win32") ? /[\\/]/ : /\//;
}
