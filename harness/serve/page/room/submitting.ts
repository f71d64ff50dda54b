/** When the next submission of a kata may come, from what the page knows. The server decides; this spares a refusal. */
import type { SessionView, SubmissionView } from "../../schemas/candidate.ts";

type Limits = Pick<SessionView["settings"], "submitIntervalSeconds" | "maxSubmissions">;

export interface NextSubmission {
  /** Milliseconds since 1970 by the server; undefined: at once. */
  readonly at: number | undefined;
  /** null: as many as the interval allows. */
  readonly left: number | null;
}

/**
 * What is known, with news of it. An answer may be overtaken by the verdict that follows it, so nothing that is settled waits again.
 * @returns oldest first
 */
export function mergeSubmissions(known: readonly SubmissionView[], news: readonly SubmissionView[]): SubmissionView[] {
  const merged = new Map(known.map((one) => [one.submission, one]));
  for (const one of news) {
    const before = merged.get(one.submission);
    if (one.status !== "waiting" || before === undefined || before.status === "waiting")
      merged.set(one.submission, one);
  }
  return [...merged.values()].sort((a, b) => a.at - b.at);
}

/**
 * The submission of a kata that counts as far as the page knows: the best where it is told scores, else the last.
 * @returns undefined: none came in time
 */
export function countingSubmission(
  submissions: readonly SubmissionView[],
  kata: string,
  counts: SessionView["settings"]["counts"],
): SubmissionView | undefined {
  const inTime = submissions.filter((one) => one.kata === kata && !one.late);
  const scored = counts === "last" ? [] : inTime.filter((one) => scoreOf(one) !== undefined);
  return scored.length === 0
    ? inTime.at(-1)
    : scored.reduce((best, one) => (scoreOf(one)! > scoreOf(best)! ? one : best));
}

/** From 0 to 100; undefined while or where it is not told. */
export function scoreOf({ marks }: SubmissionView): number | undefined {
  return marks === null || marks.feedback === "none" ? undefined : marks.score;
}

/** What our side could not grade costs neither the interval nor the count; what was late costs no count. */
export function nextSubmission(
  submissions: readonly SubmissionView[],
  kata: string,
  { submitIntervalSeconds, maxSubmissions }: Limits,
): NextSubmission {
  const mine = submissions.filter((one) => one.kata === kata && one.by === "candidate" && one.status !== "ungradable");
  const last = mine.reduce((latest, { at }) => Math.max(latest, at), 0);
  return {
    at: mine.length > 0 && submitIntervalSeconds > 0 ? last + submitIntervalSeconds * 1_000 : undefined,
    left: maxSubmissions === null ? null : Math.max(0, maxSubmissions - mine.filter(({ late }) => !late).length),
  };
}
