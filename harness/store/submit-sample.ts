/** What a submission writes, for tests and measurements: its event, its text, the submission and its job. */
import { createHash } from "node:crypto";
import type { Tx } from "./driver.ts";
import { appendEvents } from "./events.ts";
import { enqueueGrading } from "./queue.ts";
import { addSubmission, putSource } from "./submissions.ts";

/** @returns the id of the job */
export async function submitSample(tx: Tx, sessionId: string, seq: number, text = `text ${seq}`): Promise<string> {
  const id = `${sessionId}-${seq}`;
  const hash = createHash("sha256").update(JSON.stringify(text)).digest("hex");
  const at = 2_000 + seq;
  const kata = "01-backpropagation";
  const submission = { id, sessionId, kata, sourceHash: hash, at, late: false, by: "candidate" };
  const event = { seq, at, kind: "submitted", data: { submission: id, hash }, hash };
  const [, , , job] = await Promise.all([
    appendEvents(tx, sessionId, [event]),
    putSource(tx, sessionId, hash, text, at),
    addSubmission(tx, submission),
    enqueueGrading(tx, { sessionId, submissionId: id, round: 1, data: { kata } }),
  ]);
  return job;
}
