/** What a candidate does. Each action is one decision and its rows, in one transaction. */
import type { CommandOf, SessionState } from "../../assess/model.ts";
import { hashToken, sourceOf } from "../../assess/token.ts";
import { type Assessment, findAssessment } from "../../store/assessments.ts";
import type { Tx } from "../../store/driver.ts";
import { listEvents } from "../../store/events.ts";
import { findPerson, findPersonByToken, type Person } from "../../store/people.ts";
import { position } from "../../store/queue.ts";
import { findSession } from "../../store/sessions.ts";
import { findSource, listVerdicts } from "../../store/submissions.ts";
import { notFound, refuse, unauthorized } from "../api-error.ts";
import type { KataPage, SavedView, SessionView, SubmissionView } from "../schemas/candidate.ts";
import { act, actOn, type Desk, noSession } from "./desk.ts";
import { pageOf } from "./katas.ts";
import { pendingSubmissions, planOf, viewSession, viewSubmission, viewSubmissions, viewWritten } from "./views.ts";

/** Whose link it is. @throws ApiError for nobody's, and for one that was withdrawn */
export async function personOf({ store }: Desk, token: string): Promise<Person> {
  const person = await store.read((tx) => findPersonByToken(tx, hashToken(token)));
  if (!person) throw unauthorized("candidate");
  if (person.revokedAt !== null) throw refuse({ code: "revoked" });
  return person;
}

/** @param client a fingerprint of where the request comes from */
export async function enter(desk: Desk, id: string, client: string): Promise<SessionView> {
  await actOn(desk, id, { kind: "open", client });
  return readSession(desk, id);
}

/** The connection of a running session is there again. */
export async function reconnect(desk: Desk, id: string, client: string): Promise<void> {
  await actOn(desk, id, { kind: "reconnect", client });
}

export function readSession({ store, catalog, clock }: Desk, id: string): Promise<SessionView> {
  return store.read(async (tx) => {
    const { state, assessment, person } = await whole(tx, id);
    return viewSession(state, { assessment, person, catalog, now: clock.now() });
  });
}

export async function start(desk: Desk, id: string, honour: boolean): Promise<SessionView> {
  const { store, clock } = desk;
  await store.write(async (tx) => {
    const { state, assessment } = await whole(tx, id);
    const plan = planOf(state, assessment);
    await act(tx, id, { kind: "start", honour, plan, closed: assessment.closedAt !== null }, clock);
  });
  return readSession(desk, id);
}

export async function finish(desk: Desk, id: string): Promise<SessionView> {
  await actOn(desk, id, { kind: "finish" });
  return readSession(desk, id);
}

interface Sent {
  readonly kata: string;
  readonly text: string;
  readonly device: string;
  readonly sequence: number;
  /** When its first byte was here. */
  readonly began: number;
}

export async function save(desk: Desk, id: string, sent: Sent): Promise<SavedView> {
  const { text, ...rest } = sent;
  const source = sourceOf(text);
  const { state, events } = await actOn(desk, id, { kind: "save", source, ...rest }, text);
  const event = events.find(({ kind }) => kind === "saved");
  return {
    at: event?.at ?? state.lastAt,
    hash: source.hash,
    bytes: source.bytes,
    late: event?.kind === "saved" && event.data.late,
    repeated: event === undefined,
    lastDevice: state.katas[sent.kata].latest?.device ?? sent.device,
    now: desk.clock.now(),
    deadline: state.deadline,
  };
}

/** @returns the submission, and whether it is a new one */
export async function submit(desk: Desk, id: string, sent: Sent & { readonly submission: string }) {
  const { text, ...rest } = sent;
  const { state, events } = await actOn(desk, id, { kind: "submit", source: sourceOf(text), ...rest }, text);
  const { store } = desk;
  const { submission } = sent;
  const known = await store.read(async (tx) => ({
    verdicts: await listVerdicts(tx, id),
    positions: await positionsOf(tx, state),
  }));
  const view = viewSubmission(state, submission, known.verdicts, known.positions.get(submission) ?? null);
  return { view, isNew: events.some(({ kind }) => kind === "submitted") };
}

/** Notes that the examples are run. @throws ApiError when they may not be */
export async function noteRun(desk: Desk, id: string, kata: string, text: string): Promise<void> {
  await actOn(desk, id, { kind: "run", kata, source: sourceOf(text) }, text);
}

/** The kata of the practice room. @throws ApiError when there is none, or the clock runs */
export async function enterPractice({ store, clock }: Desk, id: string): Promise<string> {
  return store.write(async (tx) => {
    const { state, assessment } = await whole(tx, id);
    const plan = planOf(state, assessment);
    await act(tx, id, { kind: "practise", plan, closed: assessment.closedAt !== null }, clock);
    if (plan.settings.practice === null) throw refuse({ code: "no-practice" });
    return plan.settings.practice;
  });
}

export async function practicePage(desk: Desk, id: string): Promise<KataPage> {
  return { ...(await pageOf(desk.catalog, await enterPractice(desk, id))), latest: null };
}

type Note = CommandOf<"note"> extends infer One ? (One extends unknown ? Omit<One, "kind"> : never) : never;

export async function note(desk: Desk, id: string, one: Note): Promise<void> {
  await actOn(desk, id, { kind: "note", ...one } as CommandOf<"note">);
}

/** A kata of the session, from its start on. @throws ApiError */
export async function readKata({ store, catalog }: Desk, id: string, kata: string): Promise<KataPage> {
  const { latest, text } = await store.read(async (tx) => {
    const { latest } = kataOf(await stateOf(tx, id), kata);
    return { latest, text: latest ? await findSource(tx, id, latest.source.hash) : undefined };
  });
  const page = await pageOf(catalog, kata);
  return { ...page, latest: latest ? { ...viewWritten(latest), text: text ?? "" } : null };
}

export function readSubmissions({ store }: Desk, id: string): Promise<SubmissionView[]> {
  return store.read(async (tx) => {
    const state = await stateOf(tx, id);
    return viewSubmissions(state, await listVerdicts(tx, id), await positionsOf(tx, state));
  });
}

/** Every text of a kata that reached the server. */
export function readHistory({ store }: Desk, id: string, kata: string) {
  return store.read(async (tx) => {
    kataOf(await stateOf(tx, id), kata);
    const events = await listEvents(tx, id);
    return events.flatMap(({ seq, at, kind, data }) => {
      const one = data as { kata?: string; source: { hash: string; bytes: number }; late: boolean };
      if (one.kata !== kata || (kind !== "saved" && kind !== "submitted")) return [];
      const { device, sequence, submission, from } = data as {
        device?: string;
        sequence?: number;
        submission?: string;
        from?: { device: string; sequence: number } | null;
      };
      const { hash, bytes } = one.source;
      const written = from ?? { device: device ?? "", sequence: sequence ?? 0 };
      return [{ seq, at, hash, bytes, late: one.late, submission: submission ?? null, ...written }];
    });
  });
}

export async function readSource({ store }: Desk, id: string, kata: string, hash: string): Promise<string> {
  const found = await store.read(async (tx) => {
    kataOf(await stateOf(tx, id), kata);
    return findSource(tx, id, hash);
  });
  if (found === undefined)
    throw notFound({ en: "No such text was saved in this session.", zh: "这场测评中没有保存过这份内容。" });
  return found;
}

/** How many gradings come before each that waits. */
export async function positionsOf(tx: Tx, state: SessionState): Promise<Map<string, number>> {
  const positions = new Map<string, number>();
  for (const { submission, round } of pendingSubmissions(state)) {
    const before = await position(tx, `${submission}:${round}`);
    if (before !== undefined) positions.set(submission, before);
  }
  return positions;
}

/** @throws ApiError */
export async function stateOf(tx: Tx, id: string): Promise<SessionState> {
  const session = await findSession(tx, id);
  if (!session?.state) throw noSession();
  return session.state as SessionState;
}

/** What a session has of a kata. @throws ApiError before the start, and for a kata of another assessment */
function kataOf(state: SessionState, kata: string) {
  if (state.startedAt === null) throw refuse({ code: "not-started" });
  if (!Object.hasOwn(state.katas, kata)) throw refuse({ code: "unknown-kata", kata });
  return state.katas[kata];
}

async function whole(tx: Tx, id: string): Promise<{ state: SessionState; assessment: Assessment; person: Person }> {
  const state = await stateOf(tx, id);
  const person = await findPerson(tx, id);
  const assessment = person && (await findAssessment(tx, person.assessmentId));
  if (!assessment) throw noSession();
  return { state, assessment, person };
}
