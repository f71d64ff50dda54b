/** Until when a session runs. All moments are milliseconds since 1970 by the server's clock. */
import type { SessionState } from "./model.ts";
import type { Settings } from "./settings.ts";

type Limits = Pick<Settings, "limitSeconds" | "closesAt">;

/** The earlier of the person's own limit and the end of the window; extra time moves both. */
export function deadlineOf({ limitSeconds, closesAt }: Limits, startedAt: number, extraSeconds: number): number {
  const own = startedAt + limitSeconds * 1_000;
  return (closesAt === null ? own : Math.min(own, closesAt)) + extraSeconds * 1_000;
}

/** The first moment at which the sweep may end the session; null while there is nothing to sweep. */
export function sweepAt({ phase, deadline, plan }: SessionState): number | null {
  if (phase !== "running" || deadline === null || plan === null) return null;
  return deadline + plan.settings.graceSeconds * 1_000 + 1;
}

/** Milliseconds until the deadline, never below 0; null while the clock does not run. */
export function remainingMs({ phase, deadline }: SessionState, now: number): number | null {
  return phase === "running" && deadline !== null ? Math.max(0, deadline - now) : null;
}

/**
 * Whether work counts: it was under way by the deadline, and here by the end of the grace.
 * @param began when the first byte of the request reached the server
 */
export function isInTime(state: SessionState, began: number, now: number): boolean {
  const sweep = sweepAt(state);
  return sweep !== null && state.deadline !== null && Math.min(began, now) <= state.deadline && now < sweep;
}
