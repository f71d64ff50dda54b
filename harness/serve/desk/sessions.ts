/** The sittings of an assessment as its organisers see them. */
import { remainingMs } from "../../assess/clock.ts";
import type { SessionState } from "../../assess/model.ts";
import { scoreSession } from "../../assess/score.ts";
import { findPerson, listPeople, type Person } from "../../store/people.ts";
import { findSession, listSessions } from "../../store/sessions.ts";
import type { SessionRow } from "../schemas/sittings.ts";
import { assessmentOf } from "./assessments.ts";
import { type Desk, noSession } from "./desk.ts";

/** In the order of invitation. */
export function readSessions({ store, clock }: Desk, assessment: string): Promise<SessionRow[]> {
  return store.read(async (tx) => {
    await assessmentOf(tx, assessment);
    const states = new Map((await listSessions(tx, assessment)).map(({ id, state }) => [id, state]));
    const now = clock.now();
    return (await listPeople(tx, assessment)).map((person) =>
      viewRow(person, (states.get(person.id) ?? null) as SessionState | null, now),
    );
  });
}

/** One of them. @throws ApiError */
export function readRow({ store, clock }: Desk, id: string): Promise<SessionRow> {
  return store.read(async (tx) => {
    const person = await findPerson(tx, id);
    if (!person) throw noSession();
    const session = await findSession(tx, id);
    return viewRow(person, (session?.state ?? null) as SessionState | null, clock.now());
  });
}

function viewRow(person: Person, state: SessionState | null, now: number): SessionRow {
  const { id, name, email, createdAt, expiresAt, revokedAt, forgottenAt } = person;
  const row = {
    id,
    name,
    email,
    invitedAt: createdAt,
    expiresAt,
    revoked: revokedAt !== null,
    forgotten: forgottenAt !== null,
  };
  if (state === null) return { ...row, ...NO_STATE };
  const { score, final, katas } = scoreSession(state);
  return {
    ...row,
    phase: state.phase,
    openedAt: state.openedAt,
    startedAt: state.startedAt,
    deadline: state.deadline,
    remainingMs: remainingMs(state, now),
    extraSeconds: state.extraSeconds,
    endedAt: state.endedAt,
    endedBy: state.endedBy,
    lastAt: state.lastAt,
    seq: state.seq,
    clientChanges: state.clientChanges,
    score,
    final,
    katas: katas.map(({ kata, score, submissions, pending }) => {
      const { latest } = state.katas[kata];
      return { kata, savedAt: latest?.at ?? null, bytes: latest?.source.bytes ?? 0, submissions, score, pending };
    }),
  };
}

/** Of somebody who was forgotten. */
const NO_STATE = {
  phase: "ended",
  openedAt: null,
  startedAt: null,
  deadline: null,
  remainingMs: null,
  extraSeconds: 0,
  endedAt: null,
  endedBy: null,
  lastAt: null,
  seq: 0,
  clientChanges: 0,
  score: null,
  final: true,
  katas: [],
} satisfies Partial<SessionRow>;
