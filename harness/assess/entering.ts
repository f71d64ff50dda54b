/** From the invitation to the start of the clock. */
import { deadlineOf } from "./clock.ts";
import type { CommandOf, SessionState } from "./model.ts";
import { type Answer, NOTHING, refuseEnded } from "./step.ts";

export function invite(state: SessionState, { assessment, expiresAt, by }: CommandOf<"invite">): Answer {
  if (state.seq > 0) return { code: "already-invited" };
  return [{ kind: "invited", data: { assessment, expiresAt, by } }];
}

/** The link is used, the first time or again. After the start it needs no invitation any more. */
export function open(state: SessionState, { client }: CommandOf<"open">, time: number): Answer {
  if (state.phase === "invited" && isExpired(state, time)) return refuseExpired(state);
  if (state.openedAt === null) return [{ kind: "opened", data: { client } }];
  return client === state.client ? NOTHING : [{ kind: "reconnected", data: { client } }];
}

/** The connection was lost and is there again. */
export function reconnect(state: SessionState, { client }: CommandOf<"reconnect">): Answer {
  return state.phase === "running" ? [{ kind: "reconnected", data: { client } }] : NOTHING;
}

export function practise(state: SessionState, { plan, closed }: CommandOf<"practise">, time: number): Answer {
  const refused = refuseEntry(state, closed, time);
  if (refused) return refused;
  if (state.phase === "running") return { code: "already-started" };
  if (plan.settings.practice === null) return { code: "no-practice" };
  return state.practisedAt === null ? [{ kind: "practised", data: {} }] : NOTHING;
}

/** Starts the clock, once: a second click or a second device finds it running. */
export function start(state: SessionState, command: CommandOf<"start">, time: number): Answer {
  const { plan, closed, honour } = command;
  const { opensAt, closesAt, limitSeconds } = plan.settings;
  if (state.phase === "running") return NOTHING;
  const refused = refuseEntry(state, closed, time);
  if (refused) return refused;
  if (opensAt !== null && time < opensAt) return { code: "not-open-yet", opensAt };
  if (limitSeconds + state.extraSeconds <= 0) return { code: "no-time", extraSeconds: state.extraSeconds };
  const end = closesAt === null ? null : closesAt + state.extraSeconds * 1_000;
  if (end !== null && time >= end) return { code: "window-closed", closesAt: end };
  if (plan.settings.honour !== null && !honour) return { code: "honour-required" };
  const deadline = deadlineOf(plan.settings, time, state.extraSeconds);
  return [{ kind: "started", data: { plan, deadline, honour } }];
}

/** What keeps somebody out before the clock runs. */
function refuseEntry(state: SessionState, closed: boolean, time: number) {
  if (state.phase === "ended") return refuseEnded(state);
  if (state.phase === "running") return undefined;
  if (isExpired(state, time)) return refuseExpired(state);
  return closed ? ({ code: "assessment-closed" } as const) : undefined;
}

function isExpired({ expiresAt }: SessionState, time: number): boolean {
  return expiresAt !== null && time >= expiresAt;
}

function refuseExpired({ expiresAt }: SessionState) {
  return { code: "invitation-expired", expiresAt: expiresAt ?? 0 } as const;
}
