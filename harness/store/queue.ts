/**
 * The work of grading. A job is leased to one worker, which renews the lease while it works; when the lease is lost, the next worker gets the job with a
 * higher fence, and the earlier one's answer is refused. After three attempts without an answer the job is dead, kept and shown. Who locks a session and takes a job in one transaction locks the session first.
 */
import type { Row, Tx } from "./driver.ts";
import { fromJson, fromJsonOrNull, toJson } from "./json.ts";

export const JOB_CHANNEL = "job";
const MOST_ATTEMPTS = 3;
const FIRST_RETRY_MS = 1_000;

type JobState = "waiting" | "running" | "done" | "dead";

export interface Job {
  readonly id: string;
  /** `grade`: of a submission, ends with a verdict. Any other kind ends with a result that stands in the job. */
  readonly kind: string;
  readonly sessionId: string;
  readonly submissionId: string | null;
  readonly round: number;
  /** What the worker is told. */
  readonly data: unknown;
  readonly state: JobState;
  readonly createdAt: number;
  readonly availableAt: number;
  readonly leaseUntil: number | null;
  /** Grows with each claim: who shows an older one has lost the job. */
  readonly fence: number;
  readonly attempts: number;
  readonly worker: string | null;
  /** Why the newest attempt failed. */
  readonly error: string | null;
  readonly result: unknown;
  readonly finishedAt: number | null;
}

/** What a worker shows to prove that a job is still its own. */
export type Lease = Pick<Job, "id" | "fence">;

/** Puts a round of a submission into the queue, once. @returns the id of the job */
export async function enqueueGrading(
  tx: Tx,
  job: { readonly sessionId: string; readonly submissionId: string; readonly round: number; readonly data: unknown },
): Promise<string> {
  const id = `${job.submissionId}:${job.round}`;
  await enqueue(tx, { ...job, id, kind: "grade" });
  return id;
}

/** Puts anything else into the queue, once for each id. */
export async function enqueueRun(
  tx: Tx,
  job: { readonly id: string; readonly kind: string; readonly sessionId: string; readonly data: unknown },
): Promise<void> {
  await enqueue(tx, { ...job, submissionId: null, round: 0 });
}

/** Leases the job that waits longest to `worker`. undefined: nothing to do. A worker calls `buryLost` before. */
export async function claim(tx: Tx, worker: string, leaseMs: number): Promise<Job | undefined> {
  const { now, skipLocked } = tx.dialect;
  const row = await tx.get(
    `UPDATE job SET state = 'running', worker = ?, fence = fence + 1, attempts = attempts + 1, lease_until = ${now} + ?
     WHERE id = (SELECT id FROM job
       WHERE (state = 'waiting' AND available_at <= ${now})
          OR (state = 'running' AND lease_until <= ${now} AND attempts < ${MOST_ATTEMPTS})
       ORDER BY available_at, created_at, id LIMIT 1 ${skipLocked})
     RETURNING *`,
    [toJson(worker), leaseMs],
  );
  return row && jobOf(row);
}

/** Jobs whose lease was lost at the last attempt: dead from now on, and for the caller to tell. */
export async function buryLost(tx: Tx): Promise<Job[]> {
  const { now, skipLocked } = tx.dialect;
  const rows = await tx.all(
    `UPDATE job SET state = 'dead', fence = fence + 1, lease_until = NULL, error = ?, finished_at = ${now}
     WHERE id IN (SELECT id FROM job WHERE state = 'running' AND lease_until <= ${now} AND attempts >= ${MOST_ATTEMPTS} ${skipLocked})
     RETURNING *`,
    [toJson("The worker was lost each time.")],
  );
  return rows.map(jobOf);
}

/** @returns false when the job is no longer this worker's, which should stop */
export async function renew(tx: Tx, { id, fence }: Lease, leaseMs: number): Promise<boolean> {
  const sql = `UPDATE job SET lease_until = ${tx.dialect.now} + ? WHERE id = ? AND fence = ? AND state = 'running'`;
  return (await tx.run(sql, [leaseMs, id, fence])) === 1;
}

/** Ends a grading with its verdict, once for each round. @returns false when the job is no longer this worker's: nothing is written */
export async function complete(
  tx: Tx,
  lease: Lease,
  { score, record }: { readonly score: number | null; readonly record: unknown },
): Promise<boolean> {
  const job = await finish(tx, lease, null);
  if (!job) return false;
  const sql = `INSERT INTO verdict (submission_id, round, at, score, record) VALUES (?, ?, ${tx.dialect.now}, ?, ?)`;
  await tx.run(sql, [job.submissionId, job.round, score, toJson(record)]);
  return true;
}

/** Ends another job with its result. @returns false when the job is no longer this worker's: nothing is written */
export async function completeRun(tx: Tx, lease: Lease, result: unknown): Promise<boolean> {
  return (await finish(tx, lease, toJson(result))) !== undefined;
}

/** Gives a job back that could not be done: to wait a while, or dead after the last attempt. `stale`: no longer this worker's. */
export async function fail(tx: Tx, { id, fence }: Lease, error: string): Promise<"waiting" | "dead" | "stale"> {
  const { now } = tx.dialect;
  const row = await tx.get(
    `UPDATE job SET error = ?, lease_until = NULL,
       state = CASE WHEN attempts < ${MOST_ATTEMPTS} THEN 'waiting' ELSE 'dead' END,
       available_at = ${now} + attempts * attempts * ${FIRST_RETRY_MS},
       finished_at = CASE WHEN attempts < ${MOST_ATTEMPTS} THEN NULL ELSE ${now} END
     WHERE id = ? AND fence = ? AND state = 'running' RETURNING state`,
    [toJson(error), id, fence],
  );
  return row ? (row.state as "waiting" | "dead") : "stale";
}

export async function findJob(tx: Tx, id: string): Promise<Job | undefined> {
  const row = await tx.get("SELECT * FROM job WHERE id = ?", [id]);
  return row && jobOf(row);
}

/** Newest first. */
export async function deadJobs(tx: Tx): Promise<Job[]> {
  return (await tx.all("SELECT * FROM job WHERE state = 'dead' ORDER BY finished_at DESC, id")).map(jobOf);
}

/** Takes a dead job away, whose work another one does. @returns false where there is no such dead job */
export async function dropDead(tx: Tx, id: string): Promise<boolean> {
  return (await tx.run("DELETE FROM job WHERE id = ? AND state = 'dead'", [id])) === 1;
}

/** Gives a job back untouched, for another worker to do at once: it costs no attempt. @returns false when it is no longer this worker's */
export async function release(tx: Tx, { id, fence }: Lease): Promise<boolean> {
  const sql = `UPDATE job SET state = 'waiting', lease_until = NULL, attempts = attempts - 1 WHERE id = ? AND fence = ? AND state = 'running'`;
  const found = (await tx.run(sql, [id, fence])) === 1;
  if (found) await tx.wake(JOB_CHANNEL);
  return found;
}

/** Lets a dead job begin anew with all its attempts. @returns false where there is no such dead job */
export async function retryDead(tx: Tx, id: string): Promise<boolean> {
  const sql = `UPDATE job SET state = 'waiting', attempts = 0, available_at = ${tx.dialect.now}, finished_at = NULL WHERE id = ? AND state = 'dead'`;
  const found = (await tx.run(sql, [id])) === 1;
  if (found) await tx.wake(JOB_CHANNEL);
  return found;
}

/** How many waiting jobs come before this one; 0: it is being done, or next. undefined: it is done, dead or unknown. */
export async function position(tx: Tx, id: string): Promise<number | undefined> {
  const job = await findJob(tx, id);
  if (job?.state === "running") return 0;
  if (job?.state !== "waiting") return undefined;
  const row = await tx.get(
    `SELECT COUNT(*) AS before FROM job WHERE state = 'waiting'
     AND (available_at, created_at, id) < (CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS TEXT))`,
    [job.availableAt, job.createdAt, id],
  );
  return row?.before as number;
}

/** How many jobs there are in each state that asks for attention, and since when the oldest waits. */
export async function depth(
  tx: Tx,
): Promise<{ waiting: number; running: number; dead: number; oldestWaitingAt: number | null }> {
  const rows = await tx.all(
    "SELECT state, COUNT(*) AS count, MIN(created_at) AS oldest FROM job WHERE state IN ('waiting', 'running', 'dead') GROUP BY state",
  );
  const of = (state: JobState) => rows.find((row) => row.state === state);
  const count = (state: JobState) => (of(state)?.count as number | undefined) ?? 0;
  const oldestWaitingAt = (of("waiting")?.oldest as number | undefined) ?? null;
  return { waiting: count("waiting"), running: count("running"), dead: count("dead"), oldestWaitingAt };
}

/** Drops finished runs from before that moment, whose results nobody will fetch. Gradings stay. @returns how many */
export async function dropFinishedRuns(tx: Tx, before: number): Promise<number> {
  return tx.run("DELETE FROM job WHERE submission_id IS NULL AND finished_at < ?", [before]);
}

async function finish(tx: Tx, { id, fence }: Lease, result: string | null): Promise<Job | undefined> {
  const row = await tx.get(
    `UPDATE job SET state = 'done', lease_until = NULL, result = ?, finished_at = ${tx.dialect.now}
     WHERE id = ? AND fence = ? AND state = 'running' RETURNING *`,
    [result, id, fence],
  );
  return row && jobOf(row);
}

async function enqueue(
  tx: Tx,
  job: Pick<Job, "id" | "kind" | "sessionId" | "submissionId" | "round" | "data">,
): Promise<void> {
  const { now } = tx.dialect;
  await tx.run(
    `INSERT INTO job (id, kind, session_id, submission_id, round, data, state, created_at, available_at, fence, attempts)
     VALUES (?, ?, ?, ?, ?, ?, 'waiting', ${now}, ${now}, 0, 0) ON CONFLICT DO NOTHING`,
    [job.id, job.kind, job.sessionId, job.submissionId, job.round, toJson(job.data)],
  );
  await tx.wake(JOB_CHANNEL);
}

function jobOf(row: Row): Job {
  return {
    id: row.id as string,
    kind: row.kind as string,
    sessionId: row.session_id as string,
    submissionId: row.submission_id as string | null,
    round: row.round as number,
    data: fromJson(row.data),
    state: row.state as JobState,
    createdAt: row.created_at as number,
    availableAt: row.available_at as number,
    leaseUntil: row.lease_until as number | null,
    fence: row.fence as number,
    attempts: row.attempts as number,
    worker: fromJsonOrNull(row.worker) as string | null,
    error: fromJsonOrNull(row.error) as string | null,
    result: fromJsonOrNull(row.result),
    finishedAt: row.finished_at as number | null,
  };
}
