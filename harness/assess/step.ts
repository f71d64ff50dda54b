/** What a rule answers: the steps that a session takes, or why it takes none. */
import type { EventData, EventKind, Refusal, SessionState } from "./model.ts";

/** An event that has no number, moment and hash yet. */
export type Step = {
  [Kind in EventKind]: { readonly kind: Kind; readonly data: EventData<Kind> };
}[EventKind];

export type Answer = readonly Step[] | Refusal;

/** It was so already. */
export const NOTHING: readonly Step[] = [];

export function refuses(answer: Answer): answer is Refusal {
  return !Array.isArray(answer);
}

/** @throws never: a session that has no end is told as not started */
export function refuseEnded({ endedBy, endedAt }: SessionState): Refusal {
  return endedBy === null || endedAt === null ? { code: "not-started" } : { code: "ended", endedBy, endedAt };
}
