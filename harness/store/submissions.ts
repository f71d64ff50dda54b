/** Texts of attempts, what was submitted of them, and what grading said. */
import type { Row, Tx } from "./driver.ts";
import { fromJson, toJson } from "./json.ts";

export interface Submission {
  readonly id: string;
  readonly sessionId: string;
  readonly kata: string;
  /** Empty where the person was forgotten. */
  readonly sourceHash: string;
  readonly at: number;
  /** Kept, never scored. */
  readonly late: boolean;
  /** Who submitted: the candidate, or the end of the sitting. */
  readonly by: string;
}

export interface Verdict {
  readonly submissionId: string;
  /** Counts gradings of one submission, from 1. */
  readonly round: number;
  readonly at: number;
  /** null: could not be graded. */
  readonly score: number | null;
  /** The whole record; null where the person was forgotten. */
  readonly record: unknown;
}

/** Keeps a text under its hash, once for each sitting. */
export async function putSource(tx: Tx, sessionId: string, hash: string, text: string, at: number): Promise<void> {
  const sql = "INSERT INTO source (session_id, hash, text, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
  await tx.run(sql, [sessionId, hash, toJson(text), at]);
}

export async function findSource(tx: Tx, sessionId: string, hash: string): Promise<string | undefined> {
  const row = await tx.get("SELECT text FROM source WHERE session_id = ? AND hash = ?", [sessionId, hash]);
  return row && (fromJson(row.text) as string);
}

/** @returns false where that id is known: nothing is changed, and it is for the caller to see whether it is the same */
export async function addSubmission(tx: Tx, one: Submission): Promise<boolean> {
  const added = await tx.run(
    "INSERT INTO submission (id, session_id, kata, source_hash, at, late, by) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    [one.id, one.sessionId, one.kata, one.sourceHash, one.at, one.late ? 1 : 0, one.by],
  );
  return added === 1;
}

export async function findSubmission(tx: Tx, id: string): Promise<Submission | undefined> {
  const row = await tx.get("SELECT * FROM submission WHERE id = ?", [id]);
  return row && submissionOf(row);
}

/** In the order of arrival. */
export async function listSubmissions(tx: Tx, sessionId: string): Promise<Submission[]> {
  return (await tx.all("SELECT * FROM submission WHERE session_id = ? ORDER BY at, id", [sessionId])).map(submissionOf);
}

/** Those of every sitting of an assessment, in the order of arrival. */
export async function listAssessmentSubmissions(tx: Tx, assessmentId: string): Promise<Submission[]> {
  const sql =
    "SELECT submission.* FROM submission JOIN session ON session.id = submission.session_id WHERE session.assessment_id = ? ORDER BY submission.at, submission.id";
  return (await tx.all(sql, [assessmentId])).map(submissionOf);
}

/** Of one round, or of the newest. */
export async function findVerdict(tx: Tx, submissionId: string, round?: number): Promise<Verdict | undefined> {
  const row =
    round === undefined
      ? await tx.get("SELECT * FROM verdict WHERE submission_id = ? ORDER BY round DESC LIMIT 1", [submissionId])
      : await tx.get("SELECT * FROM verdict WHERE submission_id = ? AND round = ?", [submissionId, round]);
  return row && verdictOf(row);
}

/** All rounds of all submissions of a sitting. */
export async function listVerdicts(tx: Tx, sessionId: string): Promise<Verdict[]> {
  const sql =
    "SELECT verdict.* FROM verdict JOIN submission ON submission.id = verdict.submission_id WHERE submission.session_id = ? ORDER BY verdict.submission_id, verdict.round";
  return (await tx.all(sql, [sessionId])).map(verdictOf);
}

/** All rounds of all submissions of an assessment. */
export async function listAssessmentVerdicts(tx: Tx, assessmentId: string): Promise<Verdict[]> {
  const sql =
    "SELECT verdict.* FROM verdict JOIN submission ON submission.id = verdict.submission_id JOIN session ON session.id = submission.session_id WHERE session.assessment_id = ? ORDER BY verdict.submission_id, verdict.round";
  return (await tx.all(sql, [assessmentId])).map(verdictOf);
}

function submissionOf(row: Row): Submission {
  return {
    id: row.id as string,
    sessionId: row.session_id as string,
    kata: row.kata as string,
    sourceHash: row.source_hash as string,
    at: row.at as number,
    late: row.late === 1,
    by: row.by as string,
  };
}

function verdictOf(row: Row): Verdict {
  return {
    submissionId: row.submission_id as string,
    round: row.round as number,
    at: row.at as number,
    score: row.score as number | null,
    record: fromJson(row.record),
  };
}
