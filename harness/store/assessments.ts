/** What organisers create. */
import type { Row, Tx } from "./driver.ts";
import { fromJson, toJson } from "./json.ts";

export interface Assessment {
  readonly id: string;
  readonly title: string;
  /** Names of katas, in the order of the assessment. */
  readonly katas: readonly string[];
  /** As the rules wrote them. */
  readonly settings: unknown;
  /** What the candidates' own seeds are drawn from; told to nobody. */
  readonly secret: string;
  readonly createdAt: number;
  readonly closedAt: number | null;
  /** Whatever else belongs to it. */
  readonly data: unknown;
}

export async function addAssessment(tx: Tx, one: Assessment): Promise<void> {
  await tx.run(
    "INSERT INTO assessment (id, title, katas, settings, secret, created_at, closed_at, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    [
      one.id,
      toJson(one.title),
      toJson(one.katas),
      toJson(one.settings),
      one.secret,
      one.createdAt,
      one.closedAt,
      toJson(one.data),
    ],
  );
}

export async function findAssessment(tx: Tx, id: string): Promise<Assessment | undefined> {
  const row = await tx.get("SELECT * FROM assessment WHERE id = ?", [id]);
  return row && assessmentOf(row);
}

/** The same, unchanged by anybody else until the transaction ends. */
export async function lockAssessment(tx: Tx, id: string): Promise<Assessment | undefined> {
  const row = await tx.get(`SELECT * FROM assessment WHERE id = ? ${tx.dialect.forUpdate}`, [id]);
  return row && assessmentOf(row);
}

/** Newest first. */
export async function listAssessments(tx: Tx): Promise<Assessment[]> {
  return (await tx.all("SELECT * FROM assessment ORDER BY created_at DESC, id")).map(assessmentOf);
}

/** Writes what may change: all but id, secret and creation. @returns false where there is none */
export async function updateAssessment(tx: Tx, one: Assessment): Promise<boolean> {
  const changed = await tx.run(
    "UPDATE assessment SET title = ?, katas = ?, settings = ?, closed_at = ?, data = ? WHERE id = ?",
    [toJson(one.title), toJson(one.katas), toJson(one.settings), one.closedAt, toJson(one.data), one.id],
  );
  return changed === 1;
}

function assessmentOf(row: Row): Assessment {
  return {
    id: row.id as string,
    title: fromJson(row.title) as string,
    katas: fromJson(row.katas) as string[],
    settings: fromJson(row.settings),
    secret: row.secret as string,
    createdAt: row.created_at as number,
    closedAt: row.closed_at as number | null,
    data: fromJson(row.data),
  };
}
