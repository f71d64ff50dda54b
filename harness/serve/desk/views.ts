/** A session as its candidate may see it. */
import { remainingMs } from "../../assess/clock.ts";
import { marksOf, type ShownMarks, showMarks } from "../../assess/marks.ts";
import type { SessionState } from "../../assess/model.ts";
import { standing } from "../../assess/score.ts";
import type { Plan, Settings } from "../../assess/settings.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Assessment } from "../../store/assessments.ts";
import type { Person } from "../../store/people.ts";
import type { Verdict } from "../../store/submissions.ts";
import type { TeamRecord } from "../grader/protocol.ts";
import { type SessionView, type SubmissionView, shownSettings } from "../schemas/candidate.ts";

/** What holds for a session: its own plan from the start on, the assessment's before. */
export function planOf(state: SessionState, { settings, katas }: Pick<Assessment, "settings" | "katas">): Plan {
  return state.plan ?? { settings: settings as Settings, katas: [...katas] };
}

export function viewSession(
  state: SessionState,
  { assessment, person, catalog, now }: { assessment: Assessment; person: Person; catalog: Catalog; now: number },
): SessionView {
  const plan = planOf(state, assessment);
  return {
    session: state.session,
    assessment: assessment.title,
    name: person.name,
    now,
    phase: state.phase,
    settings: showSettings(plan.settings),
    startedAt: state.startedAt,
    deadline: state.deadline,
    remainingMs: remainingMs(state, now),
    extraSeconds: state.extraSeconds,
    endedAt: state.endedAt,
    endedBy: state.endedBy,
    seq: state.seq,
    katas: state.startedAt === null ? [] : plan.katas.map((kata) => summarize(state, plan.settings, catalog, kata)),
    kataCount: plan.katas.length,
  };
}

/** What a candidate may know of the settings. */
export function showSettings(settings: Settings): SessionView["settings"] {
  return shownSettings.parse(settings);
}

function summarize(state: SessionState, { maxSubmissions }: Settings, catalog: Catalog, kata: string) {
  const { latest, submissions } = state.katas[kata];
  const { title, difficulty, minutes } = catalog.find(kata);
  // One that could not be graded, or was late, costs nothing.
  const counted = submissions
    .map((id) => state.submissions[id])
    .filter((one) => one.by === "candidate" && !one.late && statusOf(one) !== "ungradable");
  return {
    kata,
    title,
    difficulty,
    minutes,
    latest: latest && viewWritten(latest),
    submissions: submissions.length,
    submissionsLeft: maxSubmissions === null ? null : Math.max(0, maxSubmissions - counted.length),
  };
}

export function viewWritten({ at, source, device, sequence }: NonNullable<SessionState["katas"][string]["latest"]>) {
  return { at, bytes: source.bytes, hash: source.hash, device, sequence };
}

/** @param positions of the gradings that wait, by submission */
export function viewSubmissions(
  state: SessionState,
  verdicts: readonly Verdict[],
  positions: ReadonlyMap<string, number>,
): SubmissionView[] {
  return Object.keys(state.submissions)
    .map((id) => viewSubmission(state, id, verdicts, positions.get(id) ?? null))
    .sort((a, b) => a.at - b.at);
}

export function viewSubmission(
  state: SessionState,
  id: string,
  verdicts: readonly Verdict[],
  position: number | null,
): SubmissionView {
  const one = state.submissions[id];
  const { kata, at, by, late, source } = one;
  return {
    submission: id,
    kata,
    at,
    by,
    late,
    bytes: source.bytes,
    hash: source.hash,
    status: statusOf(one),
    position,
    marks: marksShown(state, id, verdicts),
  };
}

/** Submissions whose newest round is not settled. */
export function pendingSubmissions(state: SessionState): { submission: string; round: number }[] {
  return Object.entries(state.submissions)
    .filter(([, one]) => one.round > 0 && one.verdicts[one.round] === undefined)
    .map(([submission, { round }]) => ({ submission, round }));
}

type SubmissionState = SessionState["submissions"][string];

function statusOf(one: SubmissionState): SubmissionView["status"] {
  if (one.late) return "late";
  if (standing(one)) return "graded";
  return one.verdicts[one.round] === undefined ? "waiting" : "ungradable";
}

/** The newest round that could be graded, as far as the settings show it. */
function marksShown(state: SessionState, id: string, verdicts: readonly Verdict[]): SubmissionView["marks"] {
  const stands = standing(state.submissions[id]);
  const kept = verdicts.find(({ submissionId, round }) => submissionId === id && round === stands?.round)?.record;
  if (!kept || !state.plan) return null;
  const marks: ShownMarks = showMarks(marksOf((kept as TeamRecord).record), state.plan.settings.feedback);
  return marks as NonNullable<SubmissionView["marks"]>;
}
