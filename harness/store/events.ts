/** The log of each sitting, to which one can only append. */
import type { Row, Tx } from "./driver.ts";
import { fromJson, toJson } from "./json.ts";

export interface StoredEvent {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly data: unknown;
  readonly hash: string;
}

/** @throws HarnessFault where one of those numbers is taken, and then the whole transaction fails */
export async function appendEvents(tx: Tx, sessionId: string, events: readonly StoredEvent[]): Promise<void> {
  const sql = "INSERT INTO event (session_id, seq, at, kind, data, hash) VALUES (?, ?, ?, ?, ?, ?)";
  for (const { seq, at, kind, data, hash } of events) await tx.run(sql, [sessionId, seq, at, kind, toJson(data), hash]);
}

/** In their order. @param after only those with a greater number */
export async function listEvents(tx: Tx, sessionId: string, after = 0): Promise<StoredEvent[]> {
  const sql = "SELECT * FROM event WHERE session_id = ? AND seq > ? ORDER BY seq";
  return (await tx.all(sql, [sessionId, after])).map(eventOf);
}

function eventOf(row: Row): StoredEvent {
  return {
    seq: row.seq as number,
    at: row.at as number,
    kind: row.kind as string,
    data: fromJson(row.data),
    hash: row.hash as string,
  };
}
