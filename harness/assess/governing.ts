/** What organisers and gradings do to a session. Each change of an organiser carries who and why. */
import { deadlineOf } from "./clock.ts";
import { endSteps } from "./ending.ts";
import type { CommandOf, SessionState } from "./model.ts";
import { type Answer, NOTHING, refuseEnded } from "./step.ts";

/**
 * Adds seconds to a person's limit and window, or takes some. A session that had ended runs again when its new deadline lies ahead; one that runs is
 * never ended in its past, because that would undo work that was in time.
 */
export function changeTime(state: SessionState, command: CommandOf<"changeTime">, time: number): Answer {
  const { seconds, by, reason } = command;
  const extraSeconds = state.extraSeconds + seconds;
  const { startedAt, plan } = state;
  if (state.revoked) return { code: "revoked" };
  if (startedAt === null || plan === null)
    return [{ kind: "time-changed", data: { seconds, extraSeconds, deadline: null, by, reason } }];
  if (state.phase === "ended" && seconds < 0) return refuseEnded(state);
  const deadline = deadlineOf(plan.settings, startedAt, extraSeconds);
  const ahead = state.phase === "ended" ? deadline > time : deadline >= time;
  if (!ahead && seconds > 0) return { code: "deadline-past", needed: secondsNeeded(state, time) };
  if (!ahead) return { code: "takes-too-much", atMost: secondsLeft(state, time) };
  const changed = { kind: "time-changed", data: { seconds, extraSeconds, deadline, by, reason } } as const;
  return state.phase === "ended" ? [changed, { kind: "reopened", data: { by, reason } }] : [changed];
}

export function close(state: SessionState, { by, reason }: CommandOf<"close">): Answer {
  if (state.phase === "ended") return NOTHING;
  return [{ kind: "closed", data: { by, reason } }, ...endSteps(state, "closed")];
}

/** Undoes an end that came before the deadline; later ones need time added. */
export function reopen(state: SessionState, { by, reason }: CommandOf<"reopen">, time: number): Answer {
  if (state.revoked) return { code: "revoked" };
  if (state.phase !== "ended") return { code: "not-ended" };
  if (state.deadline !== null && state.deadline <= time)
    return { code: "deadline-past", needed: secondsNeeded(state, time) };
  return [{ kind: "reopened", data: { by, reason } }];
}

/** The link works no more. Who was sitting is ended, with what was written in time. */
export function revoke(state: SessionState, { by, reason }: CommandOf<"revoke">): Answer {
  if (state.revoked) return NOTHING;
  const revoked = { kind: "revoked", data: { by, reason } } as const;
  return state.phase === "running" ? [revoked, ...endSteps(state, "revoked")] : [revoked];
}

/** A new link for the same person and the same session. */
export function reissue(_state: SessionState, { expiresAt, by }: CommandOf<"reissue">): Answer {
  return [{ kind: "reissued", data: { expiresAt, by } }];
}

/** Opens another round for submissions in time; the verdicts before stay, and so does what was late. */
export function regrade(state: SessionState, command: CommandOf<"regrade">): Answer {
  const { kata, submission, by, reason } = command;
  const submissions = Object.entries(state.submissions)
    .filter(([id, one]) => !one.late && (submission ?? id) === id && (kata ?? one.kata) === one.kata)
    .map(([id, { round }]) => ({ submission: id, round: round + 1 }));
  if (submissions.length === 0) return { code: "nothing-to-regrade" };
  return [{ kind: "regraded", data: { submissions, by, reason } }];
}

/** Exactly one for each submission and round. */
export function recordVerdict(state: SessionState, command: CommandOf<"recordVerdict">): Answer {
  const { submission, round, outcome } = command;
  if (!Object.hasOwn(state.submissions, submission)) return { code: "unknown-submission", submission };
  const known = state.submissions[submission];
  if (round > known.round) return { code: "unknown-round", submission, round };
  if (known.verdicts[round] !== undefined) return { code: "already-judged", submission, round };
  return [{ kind: "verdict", data: { submission, round, outcome } }];
}

/** The fewest whole seconds that put the deadline after `time`. */
function secondsNeeded({ deadline }: SessionState, time: number): number {
  return deadline === null ? 0 : Math.floor((time - deadline) / 1_000) + 1;
}

/** The most whole seconds that leave the deadline at `time` or later. */
function secondsLeft({ deadline }: SessionState, time: number): number {
  return deadline === null ? 0 : Math.max(0, Math.floor((deadline - time) / 1_000));
}
