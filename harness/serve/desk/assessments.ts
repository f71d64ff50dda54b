/** What organisers decide about an assessment as a whole. */
import type { z } from "zod";
import type { Settings } from "../../assess/settings.ts";
import { newToken } from "../../assess/token.ts";
import {
  type Assessment,
  addAssessment,
  findAssessment,
  listAssessments,
  lockAssessment,
  updateAssessment,
} from "../../store/assessments.ts";
import type { Tx } from "../../store/driver.ts";
import { countSessions, listSessions } from "../../store/sessions.ts";
import { notFound, refuse } from "../api-error.ts";
import type { AssessmentView, changedAssessment, newAssessment } from "../schemas/organiser.ts";
import { act, actOn, type Desk, newId } from "./desk.ts";
import { pageOf } from "./katas.ts";
import { showSettings } from "./views.ts";

type NewAssessment = z.output<typeof newAssessment>;
type ChangedAssessment = z.output<typeof changedAssessment>;

/** @throws ApiError for a kata that this server does not have */
export async function createAssessment(desk: Desk, { title, katas, settings }: NewAssessment): Promise<AssessmentView> {
  checkKatas(desk, katas, settings);
  const id = newId();
  const createdAt = desk.clock.now();
  const one = { id, title, katas, settings, secret: newToken(), createdAt, closedAt: null, data: {} };
  await desk.store.write((tx) => addAssessment(tx, one));
  return viewAssessment(one, {});
}

/** Who sits already keeps what held at the start. */
export async function changeAssessment(desk: Desk, id: string, change: ChangedAssessment): Promise<AssessmentView> {
  await desk.store.write(async (tx) => {
    const one = (await lockAssessment(tx, id)) ?? missing();
    const changed = { ...one, ...change };
    checkKatas(desk, changed.katas, changed.settings as Settings);
    await updateAssessment(tx, changed);
  });
  return readAssessment(desk, id);
}

export function readAssessment({ store }: Desk, id: string): Promise<AssessmentView> {
  return store.read(async (tx) => viewAssessment(await assessmentOf(tx, id), await countSessions(tx, id)));
}

export function readAssessments({ store }: Desk): Promise<AssessmentView[]> {
  return store.read(async (tx) => {
    const views: AssessmentView[] = [];
    for (const one of await listAssessments(tx)) views.push(viewAssessment(one, await countSessions(tx, one.id)));
    return views;
  });
}

/** What its candidates will see. */
export async function previewAssessment({ store, catalog }: Desk, id: string) {
  const { title, katas, settings } = await store.read((tx) => assessmentOf(tx, id));
  const pages = await Promise.all(katas.map((kata) => pageOf(catalog, kata)));
  return {
    title,
    settings: showSettings(settings as Settings),
    katas: pages.map((page) => ({ ...page, latest: null })),
  };
}

/** Nobody can start any more. @param end whether those who sit are ended too */
export async function closeAssessment(
  desk: Desk,
  id: string,
  { end, by, reason }: { end: boolean; by: string; reason: string },
): Promise<AssessmentView> {
  const { store, clock } = desk;
  const running = await store.write(async (tx) => {
    const one = (await lockAssessment(tx, id)) ?? missing();
    await updateAssessment(tx, { ...one, closedAt: one.closedAt ?? clock.now() });
    return end ? (await listSessions(tx, id)).filter(({ phase }) => phase === "running") : [];
  });
  for (const session of running) await actOn(desk, session.id, { kind: "close", by, reason });
  return readAssessment(desk, id);
}

/** Grades everything in time again; each session by itself, so that a long one holds up nobody. */
export async function regradeAssessment(
  desk: Desk,
  id: string,
  { kata, by, reason }: { kata?: string | undefined; by: string; reason: string },
): Promise<{ sessions: number; submissions: number }> {
  const { store, clock } = desk;
  const sessions = await store.read(async (tx) => {
    await assessmentOf(tx, id);
    return listSessions(tx, id);
  });
  const total = { sessions: 0, submissions: 0 };
  for (const { id: session, state } of sessions) {
    const { submissions } = (state ?? { submissions: {} }) as {
      submissions: Record<string, { late: boolean; kata: string }>;
    };
    const asked = Object.values(submissions).filter((one) => !one.late && (kata ?? one.kata) === one.kata);
    if (asked.length === 0) continue;
    const { events } = await store.write((tx) => act(tx, session, { kind: "regrade", kata, by, reason }, clock));
    total.sessions++;
    for (const event of events) if (event.kind === "regraded") total.submissions += event.data.submissions.length;
  }
  return total;
}

/** @throws ApiError */
export async function assessmentOf(tx: Tx, id: string): Promise<Assessment> {
  return (await findAssessment(tx, id)) ?? missing();
}

/** @throws ApiError */
export function missing(): never {
  throw notFound({ en: "There is no such assessment.", zh: "没有这场测评。" });
}

function checkKatas({ catalog }: Desk, katas: readonly string[], { practice }: Settings): void {
  const known = new Set(catalog.katas.map(({ id }) => id));
  const unknown = [...katas, ...(practice === null ? [] : [practice])].find((kata) => !known.has(kata));
  if (unknown !== undefined) throw refuse({ code: "unknown-kata", kata: unknown });
}

function viewAssessment(one: Assessment, counts: Record<string, number>): AssessmentView {
  const { id, title, katas, settings, createdAt, closedAt } = one;
  const { invited = 0, running = 0, ended = 0 } = counts;
  return {
    id,
    title,
    katas: [...katas],
    settings: settings as Settings,
    createdAt,
    closedAt,
    sessions: { invited, running, ended },
  };
}
