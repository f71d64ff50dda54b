/** What an organiser's page or script sends and gets about somebody's sitting. */
import { z } from "zod";
import {
  by,
  count,
  endedBy,
  id,
  kataName,
  moment,
  nullableMoment,
  phase,
  plainData,
  reason,
  sha256,
  text,
} from "./common.ts";

const kataProgress = z.object({
  kata: kataName,
  savedAt: nullableMoment,
  bytes: count,
  submissions: count,
  score: z.number(),
  pending: count,
});

/** A sitting as the live view shows it. */
export const sessionRow = z
  .object({
    id,
    name: z.string().nullable().describe("null: forgotten"),
    email: z.string().nullable(),
    invitedAt: moment,
    expiresAt: nullableMoment,
    revoked: z.boolean(),
    forgotten: z.boolean(),
    phase,
    openedAt: nullableMoment,
    startedAt: nullableMoment,
    deadline: nullableMoment,
    remainingMs: count.nullable(),
    extraSeconds: z.int(),
    endedAt: nullableMoment,
    endedBy,
    lastAt: nullableMoment,
    seq: count,
    clientChanges: count,
    score: z.number().nullable(),
    final: z.boolean(),
    katas: z.array(kataProgress),
  })
  .meta({ id: "Sitting" });
export const sessionList = z.object({ now: moment, sessions: z.array(sessionRow) });

export const timeBody = z.strictObject({
  seconds: z.int().describe("added to the person's time; may be negative"),
  by,
  reason,
});
export const whyBody = z.strictObject({ by, reason });
export const regradeBody = z.strictObject({ kata: kataName.optional(), submission: id.optional(), by, reason });
const verification = z
  .union([
    z.object({ intact: z.literal(true), events: count, head: z.string() }),
    z.object({ intact: z.literal(false), seq: count, why: z.enum(["missing", "changed", "time"]) }),
  ])
  .meta({ id: "Verification" });
export const events = z
  .object({
    events: z.array(
      z.object({ seq: count, at: moment, kind: z.string(), data: z.record(z.string(), z.unknown()), hash: sha256 }),
    ),
    verification,
  })
  .meta({ id: "Events" });

const writing = z.object({
  kata: kataName,
  edits: count,
  lateEdits: count,
  firstMs: count.nullable().describe("since the start; null: nothing was written"),
  lastMs: count.nullable(),
  inserted: count.describe("UTF-16 code units over all edits"),
  removed: count,
  largest: z
    .object({ ms: count, seq: count, inserted: count })
    .nullable()
    .describe("the edit that put the most there at once"),
  devices: count,
  runs: count,
  pastes: count,
  gaps: count.describe("silences of two minutes or more"),
  longestGapMs: count,
});

export const report = z
  .object({
    name: z.string().nullable(),
    title: z.string(),
    report: plainData(
      "score, katas with every submission and round, diagnoses, timeline, signals, verification of the log",
    ),
    records: z
      .array(z.object({ submission: id, round: count, at: moment, record: z.unknown() }))
      .describe("the whole record of each grading"),
    writing: z.array(writing).describe("each kata's playback in a few numbers"),
    attempts: z.array(z.object({ kata: kataName, text: z.string() })).describe("the texts that the scores are from"),
    note: text.describe("to be shown beside the signals"),
  })
  .meta({ id: "Report" });
export const playback = plainData("the skeleton and every edit and mark, by the time since the start");
export const attempt = z.object({
  text: z.string(),
  hash: sha256,
  submission: z.string().nullable().describe("null: nothing was graded yet; it is the newest text"),
});

export const reportQuery = z.object({
  format: z.enum(["json", "html"]).optional().describe("default: html for whoever accepts it, as a browser does"),
  lang: z.enum(["en", "zh"]).optional().describe("of the page; default: as the browser asks"),
});

export type SessionRow = z.output<typeof sessionRow>;
export type EventLog = z.output<typeof events>;
export type AttemptView = z.output<typeof attempt>;
