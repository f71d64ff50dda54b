/** What the service stands on, and the one way in which anything happens to a session. */
import { randomUUID } from "node:crypto";
import { apply } from "../../assess/apply.ts";
import { sweepAt } from "../../assess/clock.ts";
import { decide } from "../../assess/decide.ts";
import type { Command, SessionEvent, SessionState } from "../../assess/model.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Store, Tx } from "../../store/driver.ts";
import { appendEvents } from "../../store/events.ts";
import { revokePerson } from "../../store/people.ts";
import { enqueueGrading } from "../../store/queue.ts";
import { lockSession, saveSession } from "../../store/sessions.ts";
import { addSubmission, putSource } from "../../store/submissions.ts";
import { notFound, refuse } from "../api-error.ts";
import type { Clock } from "../clock.ts";

export interface Desk {
  readonly store: Store;
  readonly clock: Clock;
  readonly catalog: Catalog;
}

/** All that grading needs of it. */
export type Books = Pick<Desk, "store" | "clock">;

/** Who listens hears `<assessment> <session>` of every session that something happened to. */
export const SESSION_CHANNEL = "session";

export interface Acted {
  readonly before: SessionState;
  readonly state: SessionState;
  readonly events: readonly SessionEvent[];
}

/**
 * Decides a command and keeps what follows, inside a transaction of the caller: events, snapshot, texts, submissions, jobs, and the word to whoever listens.
 * @param text the source that the command names, if it names one
 * @throws ApiError when the rules refuse, or there is no such session
 */
export async function act(tx: Tx, id: string, command: Command, clock: Clock, text?: string): Promise<Acted> {
  const before = await lockState(tx, id);
  // After the lock, so that the moments of a log are in the order of its entries.
  const now = clock.now();
  const decision = decide(before, command, now);
  if ("refused" in decision) throw refuse(decision.refused);
  const { events } = decision;
  if (events.length === 0) return { before, state: before, events };
  const state = events.reduce(apply, before);
  await appendEvents(tx, id, events);
  if (text !== undefined && "source" in command) await putSource(tx, id, command.source.hash, text, now);
  for (const event of events) await keepRows(tx, state, event);
  await saveState(tx, state);
  return { before, state, events };
}

/** The same in a transaction of its own. */
export function actOn({ store, clock }: Books, id: string, command: Command, text?: string): Promise<Acted> {
  return store.write((tx) => act(tx, id, command, clock, text));
}

/** The state of a session that nobody else changes until the transaction ends. @throws ApiError */
async function lockState(tx: Tx, id: string): Promise<SessionState> {
  const session = await lockSession(tx, id);
  if (!session?.state) throw noSession();
  return session.state as SessionState;
}

export function noSession() {
  return notFound({ en: "There is no such session.", zh: "没有这场测评。" });
}

/** Keeps the snapshot that follows the newest event, and tells. */
async function saveState(tx: Tx, state: SessionState): Promise<void> {
  await saveSession(tx, rowOf(state));
  await tx.wake(SESSION_CHANNEL, `${state.assessment} ${state.session}`);
}

export function rowOf(state: SessionState) {
  return {
    id: state.session,
    assessmentId: state.assessment ?? "",
    state,
    phase: state.phase,
    seq: state.seq,
    sweepAt: sweepAt(state),
    updatedAt: state.lastAt,
  };
}

export function newId(): string {
  return randomUUID();
}

/** What an event means outside of the log. */
async function keepRows(tx: Tx, state: SessionState, event: SessionEvent): Promise<void> {
  const sessionId = state.session;
  const { at } = event;
  switch (event.kind) {
    case "submitted": {
      const { submission, kata, source, late, by } = event.data;
      const row = { id: submission, sessionId, kata, sourceHash: source.hash, at, late, by };
      // Another session's id: the rules see only their own.
      if (!(await addSubmission(tx, row))) throw refuse({ code: "submission-reused", submission });
      if (!late) await enqueueGrading(tx, { sessionId, submissionId: submission, round: 1, data: null });
      return;
    }
    case "regraded":
      for (const { submission, round } of event.data.submissions)
        await enqueueGrading(tx, { sessionId, submissionId: submission, round, data: null });
      return;
    case "revoked":
      await revokePerson(tx, sessionId, at);
      return;
  }
}
