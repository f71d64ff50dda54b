/** What a candidate's page or editor sends and gets. */
import { z } from "zod";
import { settings } from "../../assess/settings.ts";
import { GROUPS } from "../../grading.ts";
import { DIFFICULTIES } from "../../kata.ts";
import { picture } from "../../report/pictures/picture.ts";
import { endedBy, id, kataName, moment, nullableMoment, phase, sha256, sourceText, text, verdict } from "./common.ts";

const count = z.int().min(0);

/** One open editor of one person, new each time it is opened; it counts its own saves upwards. */
const fromDevice = { device: z.string().regex(/^[\w-]{1,64}$/), sequence: count };

export const enterBody = z.strictObject({ token: z.string().min(1).max(200).describe("the secret of the link") });
export const startBody = z.strictObject({ honour: z.boolean().default(false).describe("the statement is accepted") });
export const saveBody = z.strictObject({ text: sourceText, ...fromDevice });
export const runBody = z.strictObject({ text: sourceText });
export const submitBody = z.strictObject({
  submission: z.uuid().describe("made by the client, so that asking again submits once"),
  text: sourceText,
  ...fromDevice,
});
export const noteBody = z.discriminatedUnion("note", [
  z.strictObject({ note: z.enum(["focus-lost", "focus-returned"]) }),
  z.strictObject({ note: z.literal("pasted"), kata: kataName, bytes: count, hash: sha256 }),
]);

const { shape } = settings;

export const shownSettings = z
  .object({
    limitSeconds: shape.limitSeconds,
    opensAt: nullableMoment,
    closesAt: nullableMoment,
    graceSeconds: shape.graceSeconds.unwrap(),
    submitIntervalSeconds: shape.submitIntervalSeconds.unwrap(),
    runIntervalSeconds: shape.runIntervalSeconds.unwrap(),
    maxSubmissions: shape.maxSubmissions.unwrap(),
    counts: shape.counts.unwrap(),
    feedback: shape.feedback.unwrap(),
    runs: shape.runs.unwrap(),
    practice: shape.practice.unwrap(),
    honour: shape.honour.unwrap(),
  })
  .meta({ id: "Settings" });

const written = z.object({ at: moment, bytes: count, hash: sha256, ...fromDevice });

const kataSummary = z
  .object({
    kata: kataName,
    title: text,
    difficulty: z.enum(DIFFICULTIES),
    minutes: z.number(),
    latest: written.nullable().describe("the newest text, and which device wrote it"),
    submissions: count,
    submissionsLeft: count.nullable().describe("null: as many as the interval allows"),
  })
  .meta({ id: "KataSummary" });

export const sessionView = z
  .object({
    session: id.describe("tells sessions apart, no more"),
    assessment: z.string().describe("the title"),
    name: z.string().nullable(),
    now: moment.describe("by the server's clock, which alone counts"),
    phase,
    settings: shownSettings,
    startedAt: nullableMoment,
    deadline: nullableMoment,
    remainingMs: count.nullable(),
    extraSeconds: z.int(),
    endedAt: nullableMoment,
    endedBy,
    seq: count.describe("of the newest entry of the log"),
    katas: z.array(kataSummary).describe("none before the start"),
    kataCount: count,
  })
  .meta({ id: "Session" });

const groupMarks = z.object({ group: z.enum(GROUPS), passed: count, cases: count });
const partMarks = z.object({
  part: z.string(),
  points: z.number(),
  maxPoints: z.number(),
  verdict,
  groups: z.array(groupMarks),
});

/** A verdict as far as the assessment lets its candidate see it. */
const shownMarks = z
  .discriminatedUnion("feedback", [
    z.object({ feedback: z.literal("none") }),
    z.object({ feedback: z.literal("score"), score: z.number(), verdict }),
    z.object({ feedback: z.literal("full"), score: z.number(), verdict, parts: z.array(partMarks) }),
  ])
  .meta({ id: "Marks" });

export const submissionView = z
  .object({
    submission: z.string(),
    kata: kataName,
    at: moment,
    by: z.enum(["candidate", "expired", "finished", "closed", "revoked"]),
    late: z.boolean().describe("arrived too late: kept, never scored"),
    bytes: count,
    hash: sha256,
    status: z
      .enum(["late", "waiting", "graded", "ungradable"])
      .describe("ungradable: a failure of ours, which costs neither points nor a submission"),
    position: count.nullable().describe("gradings that come before; null when it does not wait"),
    marks: shownMarks.nullable(),
  })
  .meta({ id: "Submission" });

export const submissionList = z.object({ submissions: z.array(submissionView) });

export const saved = z
  .object({
    at: moment,
    hash: sha256,
    bytes: count,
    late: z.boolean(),
    repeated: z.boolean().describe("it was known already"),
    lastDevice: z.string().describe("which device wrote last"),
    now: moment,
    deadline: nullableMoment,
  })
  .meta({ id: "Saved" });

const example = z
  .object({
    part: z.string(),
    name: z.string(),
    call: z.string().describe("as code, shortened where it is long"),
    result: z.string(),
  })
  .meta({ id: "Example" });

export const kataPage = z
  .object({
    kata: kataName,
    title: text,
    difficulty: z.enum(DIFFICULTIES),
    minutes: z.number(),
    parts: z.array(z.object({ part: z.string(), points: z.number() })),
    statement: text.describe("Markdown"),
    html: text.describe("the statement as HTML with MathML, without scripts and styles"),
    skeleton: z.string(),
    examples: z.array(example),
    latest: written.extend({ text: z.string() }).nullable().describe("the newest text"),
  })
  .meta({ id: "KataPage" });

export const history = z
  .object({
    saves: z.array(written.extend({ seq: count, late: z.boolean(), submission: z.string().nullable() })),
  })
  .meta({ id: "History" });
export const historyParams = z.object({ kata: kataName, hash: sha256 });
export const sourceView = z.object({ text: z.string() });

export const runView = z
  .object({
    kata: kataName,
    verdict,
    parts: z.array(
      z.object({
        part: z.string(),
        verdict,
        cases: z.array(z.object({ name: z.string(), verdict, ran: z.boolean() })),
        pictures: z.array(picture),
      }),
    ),
    report: text.describe("the whole in words, for people"),
    console: z.string(),
    isolation: z.enum(["process", "os", "os+cgroup"]),
    durationMs: z.number(),
    waitedMs: z.number().describe("in the line, before it began"),
  })
  .meta({ id: "Run" });

export type SessionView = z.output<typeof sessionView>;
export type KataPage = z.output<typeof kataPage>;
export type SubmissionView = z.output<typeof submissionView>;
export type SavedView = z.output<typeof saved>;
export type RunView = z.output<typeof runView>;
