/** What an organiser's page or script sends and gets. */
import { z } from "zod";
import { plan, settings } from "../../assess/settings.ts";
import { DIFFICULTIES, THEMES } from "../../kata.ts";
import { kataPage, shownSettings } from "./candidate.ts";
import { by, count, id, kataName, moment, nullableMoment, phase, plainData, reason, text, words } from "./common.ts";

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

const MOST_FROZEN_MINUTES = 1_440;
const frozenMinutes = "minutes before the end; 0: never frozen";
export const boardQuery = z.object({
  freeze: z.coerce.number().int().min(0).max(MOST_FROZEN_MINUTES).default(0).describe(frozenMinutes),
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
        revealed: z.boolean().describe("it was uncovered, though the board is frozen"),
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
/** Which rows, by their sessions. */
export const revealBody = z.strictObject({ sessions: z.array(id).max(10_000).optional().describe("default: all") });

export const newBoardLink = z.strictObject({
  names: z.enum(["shown", "pseudonyms"]).default("pseudonyms").describe("what whoever has the link sees of a person"),
  freezeMinutes: z.int().min(0).max(MOST_FROZEN_MINUTES).default(0).describe(frozenMinutes),
});
const boardLink = z.object({ id, ...newBoardLink.shape, createdAt: moment }).meta({ id: "BoardLink" });
export const boardLinks = z.object({ links: z.array(boardLink) });
export const madeBoardLink = boardLink.extend({ link: z.string().describe("told this once; its secret follows #") });

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
export type BoardView = z.output<typeof board>;
export type BoardLinkView = z.output<typeof boardLink>;
export type NewBoardLink = z.input<typeof newBoardLink>;
export type MadeBoardLink = z.output<typeof madeBoardLink>;
export type Catalogue = z.output<typeof catalogue>;
export type NewAssessment = z.input<typeof newAssessment>;
export type InviteBody = z.input<typeof inviteBody>;
export type Invited = z.output<typeof invited>;
export type Preview = z.output<typeof preview>;
export type Queue = z.output<typeof queue>;
