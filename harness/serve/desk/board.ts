/** The ranking of an assessment, as it stands or as it stood when it was frozen; what was hidden is uncovered row by row at its end. */
import { z } from "zod";
import type { SessionState } from "../../assess/model.ts";
import { scoreSession } from "../../assess/score.ts";
import { moment, type Settings } from "../../assess/settings.ts";
import { type Assessment, lockAssessment, updateAssessment } from "../../store/assessments.ts";
import type { Tx } from "../../store/driver.ts";
import { listPeople } from "../../store/people.ts";
import { listSessions } from "../../store/sessions.ts";
import { ApiError } from "../api-error.ts";
import type { BoardView } from "../schemas/organiser.ts";
import { assessmentOf, missing } from "./assessments.ts";
import { type Desk, SESSION_CHANNEL } from "./desk.ts";

/** Whose rows were uncovered, and when each had ended: who is let in again and goes on is covered as before. */
const kept = z.object({ revealed: z.record(z.string(), moment).default({}) });

/** From when on a board hides what is submitted. */
export interface Freeze {
  /** Before the end of the assessment; 0: never. */
  readonly freezeMinutes: number;
  /** Where it is frozen already, whatever has become of the end. */
  readonly frozenAt?: number | null;
}

interface Sitting {
  readonly id: string;
  readonly name: string | null;
  readonly state: SessionState;
}

/** Best first; equal scores share a rank. Only who has started is on it. What is hidden is not told, but that there is something is. */
export function readBoard({ store, clock }: Desk, id: string, freezeMinutes = 0): Promise<BoardView> {
  return store.read(async (tx) => (await boardIn(tx, id, { freezeMinutes }, clock.now())).board);
}

/** The same, in a transaction of the caller. */
export async function boardIn(
  tx: Tx,
  id: string,
  freeze: Freeze,
  now: number,
): Promise<{ board: BoardView; assessment: Assessment }> {
  const assessment = await assessmentOf(tx, id);
  return { board: rank(assessment, await sittingIn(tx, id), freeze, now), assessment };
}

/** Uncovers rows of every frozen board of an assessment. @param sessions which; undefined: all @throws ApiError before everybody has ended */
export async function reveal({ store }: Desk, id: string, sessions: readonly string[] | undefined) {
  await store.write(async (tx) => {
    const one = (await lockAssessment(tx, id)) ?? missing();
    const sitting = await sittingIn(tx, id);
    if (sitting.some(({ state }) => state.phase !== "ended")) throw boardRuns();
    const asked = sitting.filter((row) => sessions?.includes(row.id) ?? true);
    const ended = Object.fromEntries(asked.map(({ id, state }) => [id, state.endedAt ?? 0]));
    await keepRevealed(tx, one, { ...kept.parse(one.data).revealed, ...ended });
  });
}

/** Covers all rows again that were uncovered. */
export async function cover({ store }: Desk, id: string): Promise<void> {
  await store.write(async (tx) => keepRevealed(tx, (await lockAssessment(tx, id)) ?? missing(), {}));
}

async function keepRevealed(tx: Tx, one: Assessment, revealed: Readonly<Record<string, number>>): Promise<void> {
  await updateAssessment(tx, { ...one, data: { ...(one.data as object), revealed } });
  await tx.wake(SESSION_CHANNEL, one.id);
}

async function sittingIn(tx: Tx, id: string): Promise<Sitting[]> {
  const names = new Map((await listPeople(tx, id)).map((person) => [person.id, person.name]));
  return (await listSessions(tx, id)).flatMap(({ id, state }) => {
    const known = state as SessionState | null;
    return known?.startedAt ? [{ id, name: names.get(id) ?? null, state: known }] : [];
  });
}

function rank(one: Assessment, sitting: readonly Sitting[], freeze: Freeze, now: number): BoardView {
  const endsAt = endOf(one, sitting);
  const due = endsAt === null || freeze.freezeMinutes === 0 ? null : endsAt - freeze.freezeMinutes * 60_000;
  const freezesAt = freeze.frozenAt ?? due;
  const frozenAt = freezesAt !== null && now >= freezesAt ? freezesAt : null;
  const { revealed } = kept.parse(one.data);
  const rows = sitting.map(({ id, name, state }) => {
    const isRevealed = frozenAt !== null && state.phase === "ended" && revealed[id] === (state.endedAt ?? 0);
    return { id, name, revealed: isRevealed, ...rowOf(state, isRevealed ? null : frozenAt) };
  });
  const sorted = rows.sort((a, b) => b.score - a.score);
  return {
    title: one.title,
    katas: [...one.katas],
    now,
    endsAt,
    freezesAt,
    frozenAt,
    rows: sorted.map((row) => ({ rank: sorted.findIndex(({ score }) => score === row.score) + 1, ...row })),
  };
}

/** When nobody can submit any more: the end of the window, or of the longest sitting. Null while nobody has started. */
function endOf({ settings }: Assessment, sitting: readonly Sitting[]): number | null {
  const deadlines = sitting.flatMap(({ state }) => state.deadline ?? []);
  return deadlines.length === 0 ? (settings as Settings).closesAt : Math.max(...deadlines);
}

function rowOf(state: SessionState, frozenAt: number | null) {
  const all = scoreSession(state);
  const { score, final, katas } = frozenAt === null ? all : scoreSession(before(state, frozenAt));
  return {
    phase: state.phase,
    score: score ?? 0,
    final: frozenAt === null && final,
    katas: katas.map(({ kata, score, submissions, pending }, i) => {
      const hidden = all.katas[i].submissions - submissions;
      return { kata, score, submissions, pending, hidden };
    }),
  };
}

/** The session without what was submitted from a moment on. */
function before(state: SessionState, moment: number): SessionState {
  const katas = Object.entries(state.katas).map(([kata, one]) => [
    kata,
    { ...one, submissions: one.submissions.filter((id) => state.submissions[id].at < moment) },
  ]);
  return { ...state, katas: Object.fromEntries(katas) };
}

function boardRuns(): ApiError {
  return new ApiError(
    409,
    "board-runs",
    { en: "Somebody may still submit.", zh: "仍有人可以提交。" },
    { en: "Reveal when everybody has ended.", zh: "请在全部结束后揭榜。" },
  );
}
