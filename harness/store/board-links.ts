/** Links to a board, for a projector or for those who sit. */
import type { Row, Tx } from "./driver.ts";

export interface BoardLink {
  readonly id: string;
  readonly assessmentId: string;
  readonly names: "shown" | "pseudonyms";
  /** Before the end of the assessment; 0: never frozen. */
  readonly freezeMinutes: number;
  /** From when on it hides what is submitted, once anybody has seen it frozen: an end that moves afterwards uncovers nothing. */
  readonly frozenAt: number | null;
  readonly createdAt: number;
}

export async function addBoardLink(tx: Tx, one: BoardLink, tokenHash: string): Promise<void> {
  await tx.run(
    `INSERT INTO board_link (id, assessment_id, token_hash, names, freeze_minutes, frozen_at, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [one.id, one.assessmentId, tokenHash, one.names, one.freezeMinutes, one.frozenAt, one.createdAt],
  );
}

export async function findBoardLink(tx: Tx, tokenHash: string): Promise<BoardLink | undefined> {
  const row = await tx.get("SELECT * FROM board_link WHERE token_hash = ?", [tokenHash]);
  return row && boardLinkOf(row);
}

/** Oldest first. */
export async function listBoardLinks(tx: Tx, assessmentId: string): Promise<BoardLink[]> {
  const sql = "SELECT * FROM board_link WHERE assessment_id = ? ORDER BY created_at, id";
  return (await tx.all(sql, [assessmentId])).map(boardLinkOf);
}

/** Where it is not frozen yet. */
export async function freezeBoardLink(tx: Tx, id: string, frozenAt: number): Promise<void> {
  await tx.run("UPDATE board_link SET frozen_at = ? WHERE id = ? AND frozen_at IS NULL", [frozenAt, id]);
}

/** @returns the assessment whose board it showed; undefined where there is no such link */
export async function dropBoardLink(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.get("SELECT assessment_id FROM board_link WHERE id = ?", [id]);
  await tx.run("DELETE FROM board_link WHERE id = ?", [id]);
  return row?.assessment_id as string | undefined;
}

function boardLinkOf(row: Row): BoardLink {
  return {
    id: row.id as string,
    assessmentId: row.assessment_id as string,
    names: row.names as BoardLink["names"],
    freezeMinutes: row.freeze_minutes as number,
    frozenAt: row.frozen_at as number | null,
    createdAt: row.created_at as number,
  };
}
