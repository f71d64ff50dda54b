/** Who was invited. One row is a person, an invitation and a sitting: they share an id. */
import type { Row, Tx } from "./driver.ts";
import { fromJsonOrNull, toJsonOrNull } from "./json.ts";

export interface Person {
  readonly id: string;
  readonly assessmentId: string;
  /** null: not given, or forgotten. */
  readonly name: string | null;
  readonly email: string | null;
  /** SHA-256 of the secret of the link, which is not stored; null: forgotten. */
  readonly tokenHash: string | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly forgottenAt: number | null;
  readonly forgottenBy: string | null;
}

export type NewPerson = Omit<Person, "revokedAt" | "forgottenAt" | "forgottenBy">;

export async function addPerson(tx: Tx, one: NewPerson): Promise<void> {
  await tx.run(
    `INSERT INTO person (id, assessment_id, name, email, token_hash, created_at, expires_at, place)
     VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT COUNT(*) FROM person WHERE assessment_id = ?))`,
    [
      one.id,
      one.assessmentId,
      toJsonOrNull(one.name),
      toJsonOrNull(one.email),
      one.tokenHash,
      one.createdAt,
      one.expiresAt,
      one.assessmentId,
    ],
  );
}

export async function findPerson(tx: Tx, id: string): Promise<Person | undefined> {
  const row = await tx.get("SELECT * FROM person WHERE id = ?", [id]);
  return row && personOf(row);
}

export async function findPersonByToken(tx: Tx, tokenHash: string): Promise<Person | undefined> {
  const row = await tx.get("SELECT * FROM person WHERE token_hash = ?", [tokenHash]);
  return row && personOf(row);
}

/** Everybody with that address, in whatever assessment. */
export async function findPeopleByEmail(tx: Tx, email: string): Promise<Person[]> {
  const rows = await tx.all("SELECT * FROM person WHERE email = ? ORDER BY created_at, id", [toJsonOrNull(email)]);
  return rows.map(personOf);
}

/** In the order of invitation, the forgotten among them. */
export async function listPeople(tx: Tx, assessmentId: string): Promise<Person[]> {
  const rows = await tx.all("SELECT * FROM person WHERE assessment_id = ? ORDER BY place, id", [assessmentId]);
  return rows.map(personOf);
}

export async function revokePerson(tx: Tx, id: string, at: number): Promise<boolean> {
  return (await tx.run("UPDATE person SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", [at, id])) === 1;
}

/** A new link in place of the old one, which ends. @returns false for nobody, or somebody forgotten */
export async function reissueToken(tx: Tx, id: string, tokenHash: string, expiresAt: number | null): Promise<boolean> {
  const sql =
    "UPDATE person SET token_hash = ?, expires_at = ?, revoked_at = NULL WHERE id = ? AND forgotten_at IS NULL";
  return (await tx.run(sql, [tokenHash, expiresAt, id])) === 1;
}

function personOf(row: Row): Person {
  return {
    id: row.id as string,
    assessmentId: row.assessment_id as string,
    name: fromJsonOrNull(row.name) as string | null,
    email: fromJsonOrNull(row.email) as string | null,
    tokenHash: row.token_hash as string | null,
    createdAt: row.created_at as number,
    expiresAt: row.expires_at as number | null,
    revokedAt: row.revoked_at as number | null,
    forgottenAt: row.forgotten_at as number | null,
    forgottenBy: fromJsonOrNull(row.forgotten_by) as string | null,
  };
}
