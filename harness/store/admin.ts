/** Settings of the whole store and the tokens of organisers who are signed in. */
import type { Tx } from "./driver.ts";
import { fromJson, toJson } from "./json.ts";

export async function readSetting(tx: Tx, key: string): Promise<unknown> {
  const row = await tx.get("SELECT value FROM admin WHERE key = ?", [key]);
  return row && fromJson(row.value);
}

export async function writeSetting(tx: Tx, key: string, value: unknown): Promise<void> {
  const sql = "INSERT INTO admin (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
  await tx.run(sql, [key, toJson(value)]);
}

/** Writes a setting that is not there yet, whoever comes first. @returns whether it was this caller */
export async function claimSetting(tx: Tx, key: string, value: unknown): Promise<boolean> {
  const sql = "INSERT INTO admin (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING";
  return (await tx.run(sql, [key, toJson(value)])) === 1;
}

/** Keeps the hash of an organiser's token, and drops those that have expired. */
export async function addOrganiserToken(tx: Tx, hash: string, createdAt: number, expiresAt: number): Promise<void> {
  await tx.run("DELETE FROM organiser_token WHERE expires_at <= ?", [createdAt]);
  await tx.run("INSERT INTO organiser_token (hash, created_at, expires_at) VALUES (?, ?, ?)", [
    hash,
    createdAt,
    expiresAt,
  ]);
}

export async function knowsOrganiserToken(tx: Tx, hash: string, now: number): Promise<boolean> {
  return (
    (await tx.get("SELECT 1 AS known FROM organiser_token WHERE hash = ? AND expires_at > ?", [hash, now])) !==
    undefined
  );
}

export async function dropOrganiserToken(tx: Tx, hash: string): Promise<void> {
  await tx.run("DELETE FROM organiser_token WHERE hash = ?", [hash]);
}
