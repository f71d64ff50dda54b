/** What an organiser's page or script sends and gets. */
import { z } from "zod";
import { plan, settings } from "../../assess/settings.ts";
import { DIFFICULTIES, THEMES } from "../../kata.ts";
import { kataPage, shownSettings } from "./candidate.ts";
import { endedBy, id, kataName, moment, nullableMoment, phase, sha256, text, words } from "./common.ts";

const count = z.int().min(0);
const by = words(100).default("organiser").describe("who does it, for the log");
const reason = z.string().max(1_000).default("").describe("why, for the log");

export const loginBody = z.strictObject({
  secret: z.string().min(1).max(200),
  as: z.enum(["cookie", "token"]).default("cookie").describe("token: for scripts, which send it as a bearer"),
});
export const login = z.object({ expiresAt: moment, token: z.string().nullable() });

export const signedIn = z.object({ signedIn: z.boolean() });

export const newAssessment = z.strictObject({ title: words(200), katas: plan.shape.katas, settings });
export const changedAssessment = newAssessment.partial();

export const assessment = z
  .object({
    id,
    title: z.string(),
    katas: z.array(kataName),
    settings,
    createdAt: moment,
    closedAt: nullableMoment,
    sessions: z.object({ invited: count, running: count, ended: count }),
  })
  .meta({ id: "Assessment" });
export const assessmentList = z.object({ assessments: z.array(assessment) });
export const preview = z
  .object({ title: z.string(), settings: shownSettings, katas: z.array(kataPage) })
  .meta({ id: "Preview" });

export const inviteBody = z.strictObject({
  people: z
    .array(
      z.strictObject({
        name: words(200),
        email: z.email().max(320).nullable().default(null),
        extraSeconds: z
          .int()
          .min(-86_400)
          .max(7 * 86_400)
          .default(0)
          .describe("time of this person's own"),
      }),
    )
    .min(1)
    .max(500),
  expiresAt: nullableMoment.default(null),
  by,
});
export const invited = z
  .object({
    invitations: z.array(
      z.object({ id, name: z.string(), link: z.string().describe("shown this once"), expiresAt: nullableMoment }),
    ),
  })
  .meta({ id: "Invited" });
export const reissueBody = z.strictObject({ expiresAt: nullableMoment.default(null), by });
export const reissued = z.object({ id, link: z.string(), expiresAt: nullableMoment });

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
export const regradeAllBody = z.strictObject({ kata: kataName.optional(), by, reason });
export const closeBody = z.strictObject({
  running: z
    .enum(["finish", "end"])
    .default("finish")
    .describe("what becomes of those who sit: finish lets them go on"),
  by,
  reason,
});
export const regraded = z.object({ sessions: count, submissions: count });
export const byBody = z.strictObject({ by });

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

/** Plain data of the rules, described in words: its shape is that of `reportSession`. */
const plainData = (description: string) => z.record(z.string(), z.unknown()).describe(description);

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
export const kataQuery = z.object({ kata: kataName });
export const similarity = plainData("pairs, the most alike first, and the note to be shown with them");

export const catalogue = z.object({
  katas: z.array(
    z.object({
      kata: kataName,
      title: text,
      theme: z.enum(THEMES),
      difficulty: z.enum(DIFFICULTIES),
      minutes: z.number().describe("under interview conditions"),
      parts: count,
    }),
  ),
});

export const attempt = z.object({
  text: z.string(),
  hash: sha256,
  submission: z.string().nullable().describe("null: nothing was graded yet; it is the newest text"),
});

export const boardQuery = z.object({
  freeze: z.coerce.number().int().min(0).max(1_440).default(0).describe("minutes before the end; 0: never frozen"),
});
export const board = z
  .object({
    title: z.string(),
    katas: z.array(kataName),
    now: moment,
    endsAt: nullableMoment.describe("when nobody can submit any more, as far as it is known"),
    freezesAt: nullableMoment,
    frozenAt: nullableMoment.describe("submissions from then on are hidden"),
    rows: z.array(
      z.object({
        rank: count,
        id,
        name: z.string().nullable(),
        phase,
        score: z.number(),
        final: z.boolean(),
        katas: z.array(
          z.object({
            kata: kataName,
            score: z.number(),
            submissions: count,
            pending: count,
            hidden: count.describe("submissions since the board was frozen"),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "Board" });
export const reportQuery = z.object({
  format: z.enum(["json", "html"]).optional().describe("default: html for whoever accepts it, as a browser does"),
  lang: z.enum(["en", "zh"]).optional().describe("of the page; default: as the browser asks"),
});
export const exportQuery = z.object({ format: z.enum(["jsonl", "csv"]).default("jsonl") });

export const queue = z
  .object({
    waiting: count,
    running: count,
    dead: count,
    oldestWaitingAt: nullableMoment,
    deadJobs: z.array(
      z.object({
        id: z.string(),
        session: id,
        submission: z.string().nullable(),
        round: count,
        attempts: count,
        error: z.string().nullable(),
        finishedAt: nullableMoment,
      }),
    ),
  })
  .meta({ id: "Queue" });
export const jobParams = z.object({ job: z.string().min(1).max(300) });

export type AssessmentView = z.output<typeof assessment>;
export type SessionRow = z.output<typeof sessionRow>;
export type BoardView = z.output<typeof board>;
export type Catalogue = z.output<typeof catalogue>;
export type NewAssessment = z.input<typeof newAssessment>;
export type InviteBody = z.input<typeof inviteBody>;
export type Invited = z.output<typeof invited>;
export type Preview = z.output<typeof preview>;
export type Queue = z.output<typeof queue>;
export type EventLog = z.output<typeof events>;
export type AttemptView = z.output<typeof attempt>;
