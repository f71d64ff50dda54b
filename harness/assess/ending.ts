/** What the end of a session does with work that nobody submitted. */
import { createHash } from "node:crypto";
import type { EndReason, KataState, SessionState, SubmissionState } from "./model.ts";
import type { Step } from "./step.ts";

/** Submits, for each kata, the newest text in time, unless it was the newest submission anyway. */
export function endSteps(state: SessionState, by: EndReason): readonly Step[] {
  return Object.entries(state.katas).flatMap(([kata, { work, submissions }]) => {
    if (work === null || newestInTime(state, submissions)?.source.hash === work.source.hash) return [];
    const submission = `${by}-${digest(state.lastHash + kata)}`;
    return [{ kind: "submitted", data: { kata, submission, source: work.source, by, from: null, late: false } }];
  });
}

function newestInTime(state: SessionState, submissions: KataState["submissions"]): SubmissionState | undefined {
  const id = submissions.findLast((one) => !state.submissions[one].late);
  return id === undefined ? undefined : state.submissions[id];
}

/** Differs at every end of every session, and from the UUIDs that candidates choose. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
