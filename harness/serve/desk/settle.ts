/** What becomes of a grading: a verdict and its event, once for each round, or a failure of ours. */
import { marksOf } from "../../assess/marks.ts";
import type { SessionState } from "../../assess/model.ts";
import type { Outcome } from "../../assess/settings.ts";
import { sessionSecret } from "../../assess/token.ts";
import { findAssessment } from "../../store/assessments.ts";
import type { Tx } from "../../store/driver.ts";
import { buryLost, complete, deadJobs, dropDead, fail, findJob, type Job } from "../../store/queue.ts";
import { findSession, lockSession } from "../../store/sessions.ts";
import { findSource, findSubmission } from "../../store/submissions.ts";
import { notFound } from "../api-error.ts";
import type { TeamRecord } from "../grader/protocol.ts";
import { act, type Books } from "./desk.ts";

export interface Assignment {
  readonly kata: string;
  readonly source: string;
  readonly secret: string;
}

/** What a job is about; undefined where its person was forgotten meanwhile. */
export function readAssignment({ store }: Pick<Books, "store">, job: Job): Promise<Assignment | undefined> {
  return store.read(async (tx) => {
    const submission = await findSubmission(tx, job.submissionId ?? "");
    const session = await findSession(tx, job.sessionId);
    const assessment = session && (await findAssessment(tx, session.assessmentId));
    const source = submission && (await findSource(tx, job.sessionId, submission.sourceHash));
    if (!submission || !assessment || source === undefined) return undefined;
    return { kata: submission.kata, source, secret: sessionSecret(assessment.secret, job.sessionId) };
  });
}

/** @returns false when the job was another's by now: nothing is written */
export function settleGraded({ store, clock }: Books, job: Job, graded: TeamRecord): Promise<boolean> {
  return store.write(async (tx) => {
    await lockSession(tx, job.sessionId);
    const { score } = graded.record;
    if (!(await complete(tx, job, { score, record: graded }))) return false;
    await record(tx, job, { gradable: true, marks: marksOf(graded.record) }, clock);
    return true;
  });
}

/** Tries again later; after the last attempt the submission counts as not gradable, which costs nobody anything. */
export function settleFailed({ store, clock }: Books, job: Job, error: string): Promise<"waiting" | "dead" | "stale"> {
  return store.write(async (tx) => {
    await lockSession(tx, job.sessionId);
    const became = await fail(tx, job, error);
    if (became === "dead") await record(tx, job, { gradable: false, reason: error }, clock);
    return became;
  });
}

/** Ends the jobs whose workers were lost each time. @returns them */
export async function settleLost({ store, clock }: Books): Promise<Job[]> {
  return store.write(async (tx) => {
    const lost = await buryLost(tx);
    for (const job of lost) await record(tx, job, { gradable: false, reason: job.error ?? "lost" }, clock);
    return lost;
  });
}

export function readDead({ store }: Books): Promise<Job[]> {
  return store.read(deadJobs);
}

/** Lets a dead grading begin anew, as another round. @throws ApiError where there is no such job */
export async function retry({ store, clock }: Books, id: string, by: string): Promise<void> {
  await store.write(async (tx) => {
    const job = await findJob(tx, id);
    if (!job || job.submissionId === null || !(await dropDead(tx, id)))
      throw notFound({ en: "There is no such dead job.", zh: "没有这个失败的评分任务。" });
    await act(tx, job.sessionId, { kind: "regrade", submission: job.submissionId, by, reason: "tried again" }, clock);
  });
}

async function record(tx: Tx, job: Job, outcome: Outcome, clock: Books["clock"]): Promise<void> {
  const session = await lockSession(tx, job.sessionId);
  const state = session?.state as SessionState | null | undefined;
  const submission = job.submissionId ?? "";
  // Somebody forgotten has no log any more.
  if (!state || !Object.hasOwn(state.submissions, submission)) return;
  if (state.submissions[submission].verdicts[job.round] !== undefined) return;
  await act(tx, job.sessionId, { kind: "recordVerdict", submission, round: job.round, outcome }, clock);
}
