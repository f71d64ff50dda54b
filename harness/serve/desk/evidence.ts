/** What an organiser reads about a session after the fact: report, log, playback, similarity. */
import { verifyChain } from "../../assess/chain.ts";
import type { SessionEvent, SessionState, VerdictRow } from "../../assess/model.ts";
import { playBack } from "../../assess/playback.ts";
import { reportSession } from "../../assess/report.ts";
import { scoreSession } from "../../assess/score.ts";
import { SIMILARITY_NOTE, type Similarity } from "../../assess/similarity.ts";
import { readSkeleton } from "../../catalog/catalog.ts";
import type { Tx } from "../../store/driver.ts";
import { listEvents } from "../../store/events.ts";
import { findPerson } from "../../store/people.ts";
import { listSessions } from "../../store/sessions.ts";
import { findSource, listVerdicts } from "../../store/submissions.ts";
import { refuse } from "../api-error.ts";
import type { Grader } from "../grader/grader.ts";
import { assessmentOf } from "./assessments.ts";
import { stateOf } from "./candidate.ts";
import { type Desk, noSession } from "./desk.ts";

export function readReport({ store }: Desk, id: string) {
  return store.read(async (tx) => {
    const { state, events } = await logOf(tx, id);
    const person = await findPerson(tx, id);
    if (!person) throw noSession();
    const { title } = await assessmentOf(tx, person.assessmentId);
    const records = (await listVerdicts(tx, id)).map(({ submissionId, round, at, record }) => ({
      submission: submissionId,
      round,
      at,
      record,
    }));
    const report = reportSession(state, events, verdictsOf(events));
    return { name: person.name, title, report: { ...report }, records, note: SIMILARITY_NOTE };
  });
}

/** The log as it was written, and whether it still is. */
export function readLog({ store }: Desk, id: string) {
  return store.read(async (tx) => {
    const { state, events } = await logOf(tx, id);
    return { events, verification: verifyChain(id, events, state) };
  });
}

/** How an attempt came to be. @throws ApiError for a kata that the session does not have */
export async function readPlayback({ store, catalog }: Desk, id: string, kata: string) {
  return store.read(async (tx) => {
    const { state, events } = await logOf(tx, id);
    if (!Object.hasOwn(state.katas, kata)) throw refuse({ code: "unknown-kata", kata });
    const texts = new Map<string, string>();
    for (const hash of hashesOf(events)) {
      const text = await findSource(tx, id, hash);
      if (text !== undefined) texts.set(hash, text);
    }
    return playBack(events, kata, readSkeleton(catalog.find(kata)), (hash) => texts.get(hash));
  });
}

/** How alike the attempts at one kata are that count. */
export async function compareSessions(
  { store }: Desk,
  grader: Grader,
  assessment: string,
  kata: string,
): Promise<Similarity> {
  const attempts = await store.read(async (tx) => {
    const { katas } = await assessmentOf(tx, assessment);
    if (!katas.includes(kata)) throw refuse({ code: "unknown-kata", kata });
    const found: { session: string; text: string }[] = [];
    for (const { id, state } of await listSessions(tx, assessment)) {
      const hash = countingHash(state as SessionState | null, kata);
      const text = hash && (await findSource(tx, id, hash));
      if (text) found.push({ session: id, text });
    }
    return found;
  });
  return grader.compare(kata, attempts);
}

/** Of the submission that counts, or of the newest text where none was graded yet. */
function countingHash(state: SessionState | null, kata: string): string | undefined {
  if (!state || !Object.hasOwn(state.katas, kata)) return undefined;
  const counts = scoreSession(state).katas.find((one) => one.kata === kata)?.submission;
  return (counts ? state.submissions[counts].source : state.katas[kata].work?.source)?.hash;
}

function hashesOf(events: readonly SessionEvent[]): Set<string> {
  return new Set(events.flatMap(({ data }) => ("source" in data ? [data.source.hash] : [])));
}

function verdictsOf(events: readonly SessionEvent[]): VerdictRow[] {
  return events.flatMap((event) => (event.kind === "verdict" ? [event.data] : []));
}

async function logOf(tx: Tx, id: string): Promise<{ state: SessionState; events: SessionEvent[] }> {
  return { state: await stateOf(tx, id), events: (await listEvents(tx, id)) as SessionEvent[] };
}
