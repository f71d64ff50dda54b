/** What requests and responses of both sides are made of. */
import { z } from "zod";
import { END_REASONS, PHASES } from "../../assess/model.ts";
import { kataName, moment } from "../../assess/settings.ts";
import { VERDICTS } from "../../verdict.ts";

export const text = z.object({ en: z.string(), zh: z.string() }).meta({ id: "Text" });
export const verdict = z.enum(VERDICTS);
export const id = z.string().min(1).max(100);
export const nullableMoment = moment.nullable();
export const phase = z.enum(PHASES);
export const endedBy = z.enum(END_REASONS).nullable();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const errorBody = z
  .object({
    error: z.object({
      code: z.string().describe("for programs"),
      message: text,
      remedy: text.describe("what to do next"),
      data: z.record(z.string(), z.unknown()).describe("numbers and moments of the refusal"),
    }),
  })
  .meta({ id: "Problem" });

/** Every route may be refused. */
export const refusals = { "4xx": errorBody, "5xx": errorBody };

export const done = z.object({ done: z.literal(true) }).meta({ id: "Done" });

/** Text that every store keeps as it is: no half of a surrogate pair. Sources have a limit of their own, told with its number. */
export const words = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((one) => one.isWellFormed(), { error: "must be well-formed Unicode" });

export const sourceText = z.string().refine((one) => one.isWellFormed(), { error: "must be well-formed Unicode" });

export const kataParams = z.object({ kata: kataName });
export const idParams = z.object({ id });

export { kataName, moment };

export const count = z.int().min(0);
export const by = words(100).default("organiser").describe("who does it, for the log");
export const reason = z.string().max(1_000).default("").describe("why, for the log");

/** Plain data of the rules, described in words: its shape is that of `reportSession`. */
export const plainData = (description: string) => z.record(z.string(), z.unknown()).describe(description);

export const kataQuery = z.object({ kata: kataName });
