/** What a candidate does while the clock runs, and what becomes of what arrives when it does not. */
import { isInTime } from "./clock.ts";
import { endSteps } from "./ending.ts";
import type { CommandOf, Refusal, SessionState, Source, SubmissionState } from "./model.ts";
import { MAX_SOURCE_BYTES, type Plan } from "./settings.ts";
import { type Answer, NOTHING, refuseEnded } from "./step.ts";

/** Marks of focus and paste that one session keeps: more tell nothing more. */
export const MAX_NOTES = 2_000;

/**
 * The newest by arrival wins, whichever device it is from. What a device sends again, or after something newer of its own, is acknowledged
 * without an event.
 */
export function save(state: SessionState, command: CommandOf<"save">, time: number): Answer {
  const { kata, source, device, sequence, began } = command;
  const refused = refuseText(planOf(state), kata, source);
  if (refused) return refused;
  const seen = state.katas[kata].devices.find((one) => one.device === device);
  if (seen && sequence < seen.sequence) return NOTHING;
  if (seen && sequence === seen.sequence)
    return seen.hash === source.hash ? NOTHING : { code: "sequence-reused", device, sequence };
  const late = !isInTime(state, began, time);
  return [{ kind: "saved", data: { kata, source, device, sequence, late } }];
}

export function run(state: SessionState, { kata, source }: CommandOf<"run">, time: number): Answer {
  const plan = planOf(state);
  const refused = refuseText(plan, kata, source) ?? refuseOver(state, time);
  if (refused) return refused;
  if (!plan?.settings.runs) return { code: "runs-off" };
  const early = refuseSoon("run", state.lastRunAt, plan.settings.runIntervalSeconds, time);
  return early ?? [{ kind: "ran", data: { kata, source } }];
}

/** The same submission again is the same submission. One that is late is kept, and costs nothing of the count. */
export function submit(state: SessionState, command: CommandOf<"submit">, time: number): Answer {
  const { kata, submission, source, device, sequence, began } = command;
  const plan = planOf(state);
  const refused = refuseText(plan, kata, source);
  if (refused || plan === null) return refused ?? { code: "not-started" };
  if (Object.hasOwn(state.submissions, submission)) {
    const earlier = state.submissions[submission];
    const same = earlier.kata === kata && earlier.source.hash === source.hash;
    return same ? NOTHING : { code: "submission-reused", submission };
  }
  const late = !isInTime(state, began, time);
  const held = refuseSubmission(state, plan, kata, late, time);
  if (held) return held;
  const data = { kata, submission, source, by: "candidate", from: { device, sequence }, late } as const;
  return [{ kind: "submitted", data }];
}

export function note(state: SessionState, command: CommandOf<"note">, time: number): Answer {
  const refused = refuseOver(state, time);
  if (refused) return refused;
  if (state.notes >= MAX_NOTES) return { code: "too-many-notes", limit: MAX_NOTES };
  if (command.note !== "pasted") return [{ kind: command.note, data: {} }];
  const { kata, bytes, hash } = command;
  if (!Object.hasOwn(state.katas, kata)) return { code: "unknown-kata", kata };
  return [{ kind: "pasted", data: { kata, bytes, hash } }];
}

export function finish(state: SessionState): Answer {
  if (state.startedAt === null) return refuseEnded(state);
  if (state.phase === "ended") return NOTHING;
  return [{ kind: "finished", data: {} }, ...endSteps(state, "finished")];
}

/** The plan of a session that has started. */
function planOf({ startedAt, plan }: SessionState): Plan | null {
  return startedAt === null ? null : plan;
}

function refuseText(plan: Plan | null, kata: string, { bytes }: Source): Refusal | undefined {
  if (plan === null) return { code: "not-started" };
  if (!plan.katas.includes(kata)) return { code: "unknown-kata", kata };
  return bytes > MAX_SOURCE_BYTES ? { code: "source-too-large", bytes, limit: MAX_SOURCE_BYTES } : undefined;
}

/** What is no work needs no grace: it ends at the deadline. */
function refuseOver(state: SessionState, time: number): Refusal | undefined {
  const { phase, deadline } = state;
  if (phase !== "running" || deadline === null) return refuseEnded(state);
  return time > deadline ? { code: "ended", endedBy: "expired", endedAt: deadline } : undefined;
}

/** A submission that our side could not grade costs neither the interval nor the count. */
function refuseSubmission(
  state: SessionState,
  { settings }: Plan,
  kata: string,
  late: boolean,
  time: number,
): Refusal | undefined {
  const all = state.katas[kata].submissions.map((id) => state.submissions[id]);
  const mine = all.filter((one) => one.by === "candidate" && !isUngradable(one));
  const max = settings.maxSubmissions;
  if (!late && max !== null && mine.filter((one) => !one.late).length >= max)
    return { code: "submissions-used", kata, max };
  return refuseSoon("submit", mine.at(-1)?.at ?? null, settings.submitIntervalSeconds, time);
}

function refuseSoon(what: "submit" | "run", last: number | null, seconds: number, time: number): Refusal | undefined {
  const nextAt = last === null ? time : last + seconds * 1_000;
  return time < nextAt ? { code: "too-soon", what, nextAt, waitMs: nextAt - time } : undefined;
}

/** Whether every grading that it got failed on our side, and none is under way. */
function isUngradable({ round, verdicts }: SubmissionState): boolean {
  return verdicts[round] !== undefined && Object.values(verdicts).every(({ score }) => score === null);
}
