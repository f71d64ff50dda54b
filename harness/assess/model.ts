/**
 * The words of a session: its events, the state that they fold to, the commands that make them and the refusals.
 * Everything is plain JSON. `at` and every moment are milliseconds since 1970 by the server's clock.
 */
import { z } from "zod";
import { kataName, MOST_SECONDS, moment, outcome, plan } from "./settings.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const id = z.string().min(1).max(200);
/** Who of the organisers did it, and why; both stay in the log. */
const byWhom = { by: z.string().min(1).max(200), reason: z.string().max(1_000) };

/** A text of an attempt, which the store keeps under its hash. */
const source = z.strictObject({ hash: sha256, bytes: count });
/** One open editor: a page or a folder, new each time it is opened. */
const device = z.string().regex(/^[\w-]{1,64}$/);
const fromDevice = { device, sequence: count.describe("counts the device's own saves of this kata, upwards") };
/** A fingerprint of address and program, hashed: only whether it changes is told. */
const client = z.string().max(200);

export const END_REASONS = ["expired", "finished", "closed", "revoked"] as const;
export type EndReason = (typeof END_REASONS)[number];
const submitter = z.enum(["candidate", ...END_REASONS]);

const late = z.boolean().describe("arrived too late: kept, never scored");

/** What each kind of event says, beside its number and its moment. */
export const EVENT_DATA = {
  invited: z.strictObject({ assessment: id, expiresAt: moment.nullable(), by: byWhom.by }),
  opened: z.strictObject({ client }),
  reconnected: z.strictObject({ client }),
  practised: z.strictObject({}),
  started: z.strictObject({ plan, deadline: moment, honour: z.boolean().describe("the statement was accepted") }),
  saved: z.strictObject({ kata: kataName, source, ...fromDevice, late }),
  ran: z.strictObject({ kata: kataName, source }),
  submitted: z.strictObject({
    kata: kataName,
    submission: id,
    source,
    by: submitter,
    from: z.strictObject(fromDevice).nullable().describe("null where the end of the session submitted"),
    late,
  }),
  verdict: z.strictObject({ submission: id, round: z.int().min(1), outcome }),
  "focus-lost": z.strictObject({}),
  "focus-returned": z.strictObject({}),
  pasted: z.strictObject({ kata: kataName, bytes: count, hash: sha256 }),
  "time-changed": z.strictObject({
    seconds: z.int(),
    extraSeconds: z.int().describe("all changes together"),
    deadline: moment.nullable(),
    ...byWhom,
  }),
  expired: z.strictObject({ deadline: moment }),
  finished: z.strictObject({}),
  closed: z.strictObject(byWhom),
  reopened: z.strictObject(byWhom),
  revoked: z.strictObject(byWhom),
  reissued: z.strictObject({ expiresAt: moment.nullable(), by: byWhom.by }),
  regraded: z.strictObject({
    submissions: z.array(z.strictObject({ submission: id, round: z.int().min(2) })).min(1),
    ...byWhom,
  }),
} as const;

export type EventKind = keyof typeof EVENT_DATA;
export type EventData<Kind extends EventKind = EventKind> = z.infer<(typeof EVENT_DATA)[Kind]>;

/** One entry of a session's log. `hash` binds it to its session and to everything before it. */
export type SessionEvent = {
  [Kind in EventKind]: {
    readonly seq: number;
    readonly at: number;
    readonly kind: Kind;
    readonly data: EventData<Kind>;
    readonly hash: string;
  };
}[EventKind];

/** The one schema of an event as a store or an export gives it back. */
export const sessionEvent: z.ZodType<SessionEvent> = z.discriminatedUnion(
  "kind",
  Object.entries(EVENT_DATA).map(([kind, data]) =>
    z.strictObject({ seq: z.int().min(1), at: moment, kind: z.literal(kind), data, hash: sha256 }),
  ) as never,
);

const work = z.strictObject({ source, at: moment, ...fromDevice });

const kataState = z.strictObject({
  work: work.nullable().describe("the newest text in time, saved or submitted: what the end of the session submits"),
  latest: work.nullable().describe("the newest text, late or not: what an editor opens with"),
  devices: z
    .array(z.strictObject({ ...fromDevice, hash: sha256 }))
    .describe("the newest save of each, newest device last"),
  submissions: z.array(id).describe("in the order of arrival"),
});

/** The outcome of a round without its parts, which the store keeps. */
const settled = z.strictObject({ at: moment, score: z.number().nullable().describe("0 to 100; null: not gradable") });

const submissionState = z.strictObject({
  kata: kataName,
  source,
  at: moment,
  by: submitter,
  late,
  round: count.describe("the newest round of grading; 0 for a late one, which is not graded"),
  verdicts: z.record(z.string(), settled).describe("by round"),
});

export const PHASES = ["invited", "running", "ended"] as const;

export const sessionState = z.strictObject({
  session: id,
  assessment: id.nullable().describe("null before the invitation"),
  phase: z.enum(PHASES),
  plan: plan.nullable().describe("null before the start"),
  expiresAt: moment.nullable().describe("when the invitation can no longer be used to start"),
  revoked: z.boolean(),
  openedAt: moment.nullable(),
  practisedAt: moment.nullable(),
  startedAt: moment.nullable(),
  deadline: moment.nullable(),
  extraSeconds: z.int(),
  endedAt: moment.nullable(),
  endedBy: z.enum(END_REASONS).nullable(),
  client: client.nullable(),
  clientChanges: count,
  notes: count,
  lastRunAt: moment.nullable(),
  seq: count,
  lastHash: z.string(),
  lastAt: moment,
  katas: z.record(z.string(), kataState),
  submissions: z.record(z.string(), submissionState),
});

export type Source = z.infer<typeof source>;
export type KataState = z.infer<typeof kataState>;
export type SubmissionState = z.infer<typeof submissionState>;
export type SessionState = z.infer<typeof sessionState>;

/** When the first byte of the request reached the server. */
const began = moment;
/** Before the start a session follows the assessment as it is now. */
const assessed = { plan, closed: z.boolean().describe("the whole assessment was closed") };

export const command = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("invite"), assessment: id, expiresAt: moment.nullable(), by: byWhom.by }),
  z.strictObject({ kind: z.literal("open"), client }),
  z.strictObject({ kind: z.literal("reconnect"), client }),
  z.strictObject({ kind: z.literal("practise"), ...assessed }),
  z.strictObject({ kind: z.literal("start"), ...assessed, honour: z.boolean() }),
  z.strictObject({ kind: z.literal("save"), kata: z.string(), source, ...fromDevice, began }),
  z.strictObject({ kind: z.literal("run"), kata: z.string(), source }),
  z.strictObject({ kind: z.literal("submit"), kata: z.string(), submission: z.uuid(), source, ...fromDevice, began }),
  z.discriminatedUnion("note", [
    z.strictObject({ kind: z.literal("note"), note: z.enum(["focus-lost", "focus-returned"]) }),
    z.strictObject({
      kind: z.literal("note"),
      note: z.literal("pasted"),
      kata: z.string(),
      bytes: count,
      hash: sha256,
    }),
  ]),
  z.strictObject({ kind: z.literal("finish") }),
  z.strictObject({ kind: z.literal("sweep") }),
  z.strictObject({ kind: z.literal("recordVerdict"), submission: id, round: z.int().min(1), outcome }),
  z.strictObject({
    kind: z.literal("changeTime"),
    seconds: z
      .int()
      .min(-MOST_SECONDS)
      .max(MOST_SECONDS)
      .refine((n) => n !== 0, { error: "must not be 0" }),
    ...byWhom,
  }),
  z.strictObject({ kind: z.literal("close"), ...byWhom }),
  z.strictObject({ kind: z.literal("reopen"), ...byWhom }),
  z.strictObject({ kind: z.literal("revoke"), ...byWhom }),
  z.strictObject({ kind: z.literal("reissue"), expiresAt: moment.nullable(), by: byWhom.by }),
  z.strictObject({
    kind: z.literal("regrade"),
    kata: kataName.optional().describe("only the submissions of this kata"),
    submission: id.optional().describe("only this one"),
    ...byWhom,
  }),
]);

export type Command = z.infer<typeof command>;
export type CommandOf<Kind extends Command["kind"]> = Extract<Command, { kind: Kind }>;

/** Why a command makes no event. `tellRefusal` puts it into words with what to do next. */
export type Refusal =
  | {
      readonly code:
        | "not-invited"
        | "already-invited"
        | "revoked"
        | "assessment-closed"
        | "honour-required"
        | "no-practice";
    }
  | { readonly code: "invitation-expired"; readonly expiresAt: number }
  | { readonly code: "not-open-yet"; readonly opensAt: number }
  | { readonly code: "window-closed"; readonly closesAt: number }
  | { readonly code: "no-time"; readonly extraSeconds: number }
  | { readonly code: "not-started" | "already-started" | "not-ended" | "runs-off" | "nothing-to-regrade" }
  | { readonly code: "ended"; readonly endedBy: EndReason; readonly endedAt: number }
  | { readonly code: "unknown-kata"; readonly kata: string }
  | { readonly code: "source-too-large"; readonly bytes: number; readonly limit: number }
  | { readonly code: "too-soon"; readonly what: "submit" | "run"; readonly nextAt: number; readonly waitMs: number }
  | { readonly code: "submissions-used"; readonly kata: string; readonly max: number }
  | { readonly code: "submission-reused" | "unknown-submission"; readonly submission: string }
  | { readonly code: "sequence-reused"; readonly device: string; readonly sequence: number }
  | { readonly code: "unknown-round" | "already-judged"; readonly submission: string; readonly round: number }
  | { readonly code: "too-many-notes"; readonly limit: number }
  /** The most seconds that can be taken away without ending the session in the past. */
  | { readonly code: "takes-too-much"; readonly atMost: number }
  /** The fewest seconds that must be added for a deadline that lies ahead. */
  | { readonly code: "deadline-past"; readonly needed: number };

/** A decision: events to append, in order, or why there are none. No events and no refusal: it was so already. */
export type Decision = { readonly events: readonly SessionEvent[] } | { readonly refused: Refusal };

export type VerdictRow = {
  readonly submission: string;
  readonly round: number;
  readonly outcome: z.infer<typeof outcome>;
};
