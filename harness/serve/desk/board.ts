/** The ranking of an assessment, as it stands or as it stood when it was frozen. */
import type { SessionState } from "../../assess/model.ts";
import { scoreSession } from "../../assess/score.ts";
import type { Settings } from "../../assess/settings.ts";
import { listPeople } from "../../store/people.ts";
import { listSessions } from "../../store/sessions.ts";
import type { BoardView } from "../schemas/organiser.ts";
import { assessmentOf } from "./assessments.ts";
import type { Desk } from "./desk.ts";

/**
 * Best first; equal scores share a rank. Only who has started is on it.
 * @param freezeMinutes before the end of the assessment: what is submitted from then on is hidden, but that there is something is told
 */
export async function readBoard({ store, clock }: Desk, id: string, freezeMinutes = 0): Promise<BoardView> {
  const { title, katas, settings, sitting } = await store.read(async (tx) => {
    const { title, katas, settings } = await assessmentOf(tx, id);
    const names = new Map((await listPeople(tx, id)).map((person) => [person.id, person.name]));
    const sitting = (await listSessions(tx, id)).flatMap(({ id, state }) => {
      const known = state as SessionState | null;
      return known?.startedAt ? [{ id, name: names.get(id) ?? null, state: known }] : [];
    });
    return { title, katas, settings: settings as Settings, sitting };
  });
  const endsAt = endOf(
    settings,
    sitting.map(({ state }) => state),
  );
  const now = clock.now();
  const freezesAt = endsAt === null || freezeMinutes === 0 ? null : endsAt - freezeMinutes * 60_000;
  const frozenAt = freezesAt !== null && now >= freezesAt ? freezesAt : null;
  const rows = sitting.map(({ id, name, state }) => ({ id, name, ...rowOf(state, frozenAt) }));
  const sorted = rows.sort((a, b) => b.score - a.score);
  return {
    title,
    katas: [...katas],
    now,
    endsAt,
    freezesAt,
    frozenAt,
    rows: sorted.map((row) => ({ rank: sorted.findIndex(({ score }) => score === row.score) + 1, ...row })),
  };
}

/** When nobody can submit any more: the end of the window, or of the longest sitting. Null while nobody has started. */
function endOf({ closesAt }: Settings, states: readonly SessionState[]): number | null {
  const deadlines = states.flatMap(({ deadline }) => deadline ?? []);
  return deadlines.length === 0 ? closesAt : Math.max(...deadlines);
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
