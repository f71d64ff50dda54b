/** All that an organiser reads about one session, as plain data that a page, a file and a script show alike. */
import { type Verification, verifyChain } from "./chain.ts";
import type { EndReason, SessionEvent, SessionState, SubmissionState, VerdictRow } from "./model.ts";
import { type KataScore, scoreSession } from "./score.ts";
import type { Marks, PartMarks, Settings } from "./settings.ts";
import type { Likeness, Similarity } from "./similarity.ts";
import { drawTimeline, type TimelineEntry } from "./timeline.ts";

export interface ReportRound {
  readonly round: number;
  /** Null while no outcome is there. */
  readonly at: number | null;
  readonly marks: Marks | null;
  /** Why our side could not grade it. */
  readonly ungradable: string | null;
}

export interface ReportSubmission {
  readonly submission: string;
  readonly at: number;
  /** Milliseconds since the start. */
  readonly ms: number;
  readonly bytes: number;
  readonly hash: string;
  readonly by: SubmissionState["by"];
  readonly late: boolean;
  /** Whether it is the one that the score is from. */
  readonly counts: boolean;
  /** The newest last. */
  readonly rounds: readonly ReportRound[];
}

export interface ReportKata extends KataScore {
  readonly history: readonly ReportSubmission[];
  /** What is known about the mistakes of the submission that counts. */
  readonly diagnoses: readonly { readonly part: string; readonly diagnosis: NonNullable<PartMarks["diagnosis"]> }[];
  readonly saves: number;
  readonly lateSaves: number;
  readonly runs: number;
  readonly pastes: number;
  readonly pastedBytes: number;
  /** The pairs that this session is one of; null where nothing was compared. */
  readonly similarity: { readonly note: Similarity["note"]; readonly pairs: readonly Likeness[] } | null;
}

export interface SessionReport {
  readonly session: string;
  readonly assessment: string | null;
  readonly phase: SessionState["phase"];
  readonly settings: Settings | null;
  readonly startedAt: number | null;
  readonly deadline: number | null;
  readonly endedAt: number | null;
  readonly endedBy: EndReason | null;
  readonly extraSeconds: number;
  readonly score: number | null;
  /** No outcome is missing and the session has ended. */
  readonly final: boolean;
  readonly katas: readonly ReportKata[];
  readonly timeline: readonly TimelineEntry[];
  /** Signs that something was different, none of which proves anything. */
  readonly signals: { readonly focusLost: number; readonly clientChanges: number; readonly pastes: number };
  /** Whether the log is what was written. */
  readonly log: Verification;
}

/**
 * @param similarity by kata, of the attempts that count; without it nothing is said about it
 */
export function reportSession(
  state: SessionState,
  events: readonly SessionEvent[],
  verdicts: readonly VerdictRow[],
  similarity: ReadonlyMap<string, Similarity> = new Map(),
): SessionReport {
  const { session, assessment, phase, plan, startedAt, deadline, endedAt, endedBy, extraSeconds } = state;
  const { score, final, katas } = scoreSession(state, verdicts);
  return {
    session,
    assessment,
    phase,
    settings: plan?.settings ?? null,
    startedAt,
    deadline,
    endedAt,
    endedBy,
    extraSeconds,
    score,
    final,
    katas: katas.map((kata) => reportKata(state, events, verdicts, kata, similarity.get(kata.kata))),
    timeline: drawTimeline(events),
    signals: {
      focusLost: events.filter(({ kind }) => kind === "focus-lost").length,
      clientChanges: state.clientChanges,
      pastes: events.filter(({ kind }) => kind === "pasted").length,
    },
    log: verifyChain(session, events, state),
  };
}

function reportKata(
  state: SessionState,
  events: readonly SessionEvent[],
  verdicts: readonly VerdictRow[],
  score: KataScore,
  similarity: Similarity | undefined,
): ReportKata {
  const { kata } = score;
  const saves = events.flatMap((one) => (one.kind === "saved" && one.data.kata === kata ? [one.data] : []));
  const pastes = events.flatMap((one) => (one.kind === "pasted" && one.data.kata === kata ? [one.data] : []));
  return {
    ...score,
    history: state.katas[kata].submissions.map((id) => reportSubmission(state, id, score.submission, verdicts)),
    diagnoses: (score.marks?.parts ?? []).flatMap(({ part, diagnosis }) => (diagnosis ? [{ part, diagnosis }] : [])),
    saves: saves.length,
    lateSaves: saves.filter(({ late }) => late).length,
    runs: events.filter((one) => one.kind === "ran" && one.data.kata === kata).length,
    pastes: pastes.length,
    pastedBytes: pastes.reduce((sum, { bytes }) => sum + bytes, 0),
    similarity: similarity
      ? { note: similarity.note, pairs: similarity.pairs.filter(({ sessions }) => sessions.includes(state.session)) }
      : null,
  };
}

function reportSubmission(
  state: SessionState,
  submission: string,
  counted: string | null,
  verdicts: readonly VerdictRow[],
): ReportSubmission {
  const { at, by, late, source, round: rounds, verdicts: settled } = state.submissions[submission];
  return {
    submission,
    at,
    ms: at - (state.startedAt ?? at),
    bytes: source.bytes,
    hash: source.hash,
    by,
    late,
    counts: submission === counted,
    rounds: Array.from({ length: rounds }, (_, i): ReportRound => {
      const outcome = verdicts.find((row) => row.submission === submission && row.round === i + 1)?.outcome;
      return {
        round: i + 1,
        at: settled[i + 1]?.at ?? null,
        marks: outcome?.gradable ? outcome.marks : null,
        ungradable: outcome && !outcome.gradable ? outcome.reason : null,
      };
    }),
  };
}
