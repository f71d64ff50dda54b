/** What an organiser looks into after the fact: log, playback, similarity. */
import { verifyChain } from "../../assess/chain.ts";
import type { SessionEvent, SessionState } from "../../assess/model.ts";
import { playBack } from "../../assess/playback.ts";
import { scoreSession } from "../../assess/score.ts";
import type { Similarity } from "../../assess/similarity.ts";
import { hashToken } from "../../assess/token.ts";
import { readSkeleton } from "../../catalog/catalog.ts";
import type { Tx } from "../../store/driver.ts";
import { listEvents } from "../../store/events.ts";
import { listSessions } from "../../store/sessions.ts";

import { findSource } from "../../store/submissions.ts";
import { notFound, refuse } from "../api-error.ts";
import type { Grader } from "../grader/grader.ts";
import { Recent } from "../recent.ts";
import type { AttemptView } from "../schemas/sittings.ts";

import { assessmentOf } from "./assessments.ts";
import { stateOf } from "./candidate.ts";
import type { Desk } from "./desk.ts";

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
    const texts = await textsOf(events, (hash) => findSource(tx, id, hash));
    return playBack(events, kata, readSkeleton(catalog.find(kata)), (hash) => texts.get(hash));
  });
}

/** The text that counts for a kata. @throws ApiError where there is none */
export async function readAttempt({ store }: Desk, id: string, kata: string): Promise<AttemptView> {
  return store.read(async (tx) => {
    const state = await stateOf(tx, id);
    if (!Object.hasOwn(state.katas, kata)) throw refuse({ code: "unknown-kata", kata });
    const { hash, submission } = counting(state, kata) ?? {};
    const text = hash && (await findSource(tx, id, hash));
    if (!hash || !text) throw notFound({ en: "Nothing was written for this kata.", zh: "此题没有任何作答。" });
    return { text, hash, submission: submission ?? null };
  });
}

/** Comparisons that were made, for as long as the attempts are the same ones. */
const COMPARED = 100;
const compared = new WeakMap<Grader, Recent<Promise<Similarity>>>();

/** How alike the attempts at one kata are that count. @throws ApiError for a kata that nobody has, HarnessFault */
export async function compareSessions(
  { store }: Desk,
  grader: Grader,
  assessment: string,
  kata: string,
): Promise<Similarity> {
  const attempts = await store.read((tx) => attemptsOf(tx, assessment, kata));
  const known = compared.get(grader) ?? new Recent<Promise<Similarity>>(COMPARED);
  compared.set(grader, known);
  const key = hashToken(JSON.stringify([kata, attempts.map(({ session, hash }) => [session, hash])]));
  return known.get(key, () => {
    const made = grader.compare(
      kata,
      attempts.map(({ session, text }) => ({ session, text })),
    );
    made.catch(() => known.drop(key));
    return made;
  });
}

async function attemptsOf(tx: Tx, assessment: string, kata: string) {
  const { katas } = await assessmentOf(tx, assessment);
  const found: { session: string; hash: string; text: string }[] = [];
  for (const { id, state } of await listSessions(tx, assessment)) {
    const hash = counting(state as SessionState | null, kata)?.hash;
    const text = hash && (await findSource(tx, id, hash));
    if (hash && text) found.push({ session: id, hash, text });
  }
  // A kata that was taken out of the assessment stays one of those who had begun.
  if (found.length === 0 && !katas.includes(kata)) throw refuse({ code: "unknown-kata", kata });
  return found;
}

/** The submission that counts, or the newest text where none was graded yet. */
function counting(state: SessionState | null, kata: string): { hash: string; submission: string | null } | undefined {
  if (!state || !Object.hasOwn(state.katas, kata)) return undefined;
  const submission = scoreSession(state).katas.find((one) => one.kata === kata)?.submission ?? null;
  const source = submission === null ? state.katas[kata].work?.source : state.submissions[submission].source;
  return source && { hash: source.hash, submission };
}

/** Every text that a log names and that is still kept, by its hash. */
export async function textsOf(
  events: readonly SessionEvent[],
  find: (hash: string) => Promise<string | undefined>,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const hash of new Set(events.flatMap(({ data }) => ("source" in data ? [data.source.hash] : [])))) {
    const text = await find(hash);
    if (text !== undefined) texts.set(hash, text);
  }
  return texts;
}

export async function logOf(tx: Tx, id: string): Promise<{ state: SessionState; events: SessionEvent[] }> {
  return { state: await stateOf(tx, id), events: (await listEvents(tx, id)) as SessionEvent[] };
}
