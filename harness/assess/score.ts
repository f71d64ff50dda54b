/** What a session is worth: the submission that counts for each kata, and all katas alike. */
import type { SessionState, SubmissionState, VerdictRow } from "./model.ts";
import type { Marks, Settings } from "./settings.ts";

export interface KataScore {
  readonly kata: string;
  /** 0 to 100; 0 where nothing was submitted in time. */
  readonly score: number;
  /** The submission that counts; null where there is none, or none graded yet. */
  readonly submission: string | null;
  /** The round that its score is from. */
  readonly round: number | null;
  /** Submissions in time. */
  readonly submissions: number;
  readonly late: number;
  /** Submissions in time whose newest round has no outcome yet. */
  readonly pending: number;
  /** Submissions in time that our side could not grade in any round: look at them before you decide. */
  readonly ungradable: number;
  /** By part and group; null where the verdict's row was not given. */
  readonly marks: Marks | null;
}

export interface SessionScore {
  /** The mean of the katas' scores, 0 to 100, rounded to hundredths; null before the start. */
  readonly score: number | null;
  /** No outcome is missing. */
  readonly final: boolean;
  readonly katas: readonly KataScore[];
}

/**
 * Scores the submissions in time by the newest round of each that could be graded.
 * @param verdicts the rows of the session's verdicts, for the marks by part and group
 */
export function scoreSession(state: SessionState, verdicts: readonly VerdictRow[] = []): SessionScore {
  const { plan } = state;
  if (plan === null) return { score: null, final: false, katas: [] };
  const rows = new Map(verdicts.map((row) => [keyOf(row.submission, row.round), row]));
  const katas = plan.katas.map((kata) => scoreKata(state, kata, plan.settings.counts, rows));
  const mean = katas.reduce((sum, { score }) => sum + score, 0) / katas.length;
  const final = state.phase === "ended" && katas.every(({ pending }) => pending === 0);
  return { score: Math.round(mean * 100) / 100, final, katas };
}

/** The score that a submission stands with: of its newest round that could be graded. */
export function standing({ verdicts }: SubmissionState): { round: number; score: number } | undefined {
  const rounds = Object.keys(verdicts)
    .map(Number)
    .sort((a, b) => b - a);
  for (const round of rounds) {
    const { score } = verdicts[round];
    if (score !== null) return { round, score };
  }
  return undefined;
}

function scoreKata(
  state: SessionState,
  kata: string,
  counts: Settings["counts"],
  rows: ReadonlyMap<string, VerdictRow>,
): KataScore {
  const all = state.katas[kata].submissions.map((id) => ({ id, ...state.submissions[id] }));
  const inTime = all.filter(({ late }) => !late);
  const graded = inTime.flatMap((one) => {
    const stands = standing(one);
    return stands ? [{ id: one.id, ...stands }] : [];
  });
  // Of equal ones the first counts: it was there earlier.
  const best = graded.reduce<(typeof graded)[number] | undefined>(
    (a, b) => (a && a.score >= b.score ? a : b),
    undefined,
  );
  const counted = counts === "best" ? best : graded.at(-1);
  return {
    kata,
    score: counted?.score ?? 0,
    submission: counted?.id ?? null,
    round: counted?.round ?? null,
    submissions: inTime.length,
    late: all.length - inTime.length,
    pending: inTime.filter(({ round, verdicts }) => verdicts[round] === undefined).length,
    ungradable: inTime.filter((one) => one.verdicts[one.round] !== undefined && !standing(one)).length,
    marks: counted ? marksIn(rows.get(keyOf(counted.id, counted.round))) : null,
  };
}

function marksIn(row: VerdictRow | undefined): Marks | null {
  return row?.outcome.gradable ? row.outcome.marks : null;
}

function keyOf(submission: string, round: number): string {
  return `${submission} ${round}`;
}
