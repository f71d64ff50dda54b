/** The newest state of each sitting, a snapshot of the fold of its events. */
import type { Row, Tx } from "./driver.ts";
import { fromJson, toJson } from "./json.ts";

export interface Session {
  /** The person's. */
  readonly id: string;
  readonly assessmentId: string;
  /** As the rules folded it; null where the person was forgotten. */
  readonly state: unknown;
  readonly phase: string;
  /** Of the newest event. */
  readonly seq: number;
  /** When the sitting is to be ended without anybody asking; null: never. */
  readonly sweepAt: number | null;
  readonly updatedAt: number;
}

export async function addSession(tx: Tx, one: Session): Promise<void> {
  await tx.run(
    "INSERT INTO session (id, assessment_id, state, phase, seq, sweep_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    [one.id, one.assessmentId, toJson(one.state), one.phase, one.seq, one.sweepAt, one.updatedAt],
  );
}

/** The sitting, unchanged by anybody else until the transaction ends: what a decision begins with. */
export async function lockSession(tx: Tx, id: string): Promise<Session | undefined> {
  const row = await tx.get(`SELECT * FROM session WHERE id = ? ${tx.dialect.forUpdate}`, [id]);
  return row && sessionOf(row);
}

export async function findSession(tx: Tx, id: string): Promise<Session | undefined> {
  const row = await tx.get("SELECT * FROM session WHERE id = ?", [id]);
  return row && sessionOf(row);
}

/** The sittings of an assessment, in the order of invitation. */
export async function listSessions(tx: Tx, assessmentId: string): Promise<Session[]> {
  const sql =
    "SELECT session.* FROM session JOIN person ON person.id = session.id WHERE session.assessment_id = ? ORDER BY person.created_at, person.id";
  return (await tx.all(sql, [assessmentId])).map(sessionOf);
}

/** Writes the state that follows the newest event. @returns false where there is no such sitting */
export async function saveSession(tx: Tx, one: Session): Promise<boolean> {
  const sql = "UPDATE session SET state = ?, phase = ?, seq = ?, sweep_at = ?, updated_at = ? WHERE id = ?";
  return (await tx.run(sql, [toJson(one.state), one.phase, one.seq, one.sweepAt, one.updatedAt, one.id])) === 1;
}

/** The ids of sittings whose end has come, the longest overdue first. */
export async function dueSessions(tx: Tx, now: number, limit: number): Promise<string[]> {
  const sql = "SELECT id FROM session WHERE sweep_at <= ? ORDER BY sweep_at, id LIMIT ?";
  return (await tx.all(sql, [now, limit])).map(({ id }) => id as string);
}

/** When the next sitting ends by itself; undefined: none will. */
export async function nextSweep(tx: Tx): Promise<number | undefined> {
  const row = await tx.get("SELECT MIN(sweep_at) AS at FROM session WHERE sweep_at IS NOT NULL");
  return (row?.at as number | null) ?? undefined;
}

/** How many sittings there are in each phase. */
export async function countSessions(tx: Tx, assessmentId: string): Promise<Record<string, number>> {
  const sql = "SELECT phase, COUNT(*) AS count FROM session WHERE assessment_id = ? GROUP BY phase";
  const rows = await tx.all(sql, [assessmentId]);
  return Object.fromEntries(rows.map(({ phase, count }) => [phase, count as number]));
}

function sessionOf(row: Row): Session {
  return {
    id: row.id as string,
    assessmentId: row.assessment_id as string,
    state: fromJson(row.state),
    phase: row.phase as string,
    seq: row.seq as number,
    sweepAt: row.sweep_at as number | null,
    updatedAt: row.updated_at as number,
  };
}
