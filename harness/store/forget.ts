/** The right to be forgotten. */
import type { Tx } from "./driver.ts";
import { toJson } from "./json.ts";

/** What a verdict or a state becomes: JSON for nothing. */
const NOTHING = "null";

/**
 * Removes what says who somebody was and what they wrote: name, address, link, events, texts, records, jobs. An anonymous row, its submissions
 * and scores stay, so that counts are true, and the row says when it was done and by whom.
 * @returns false where there is no such person, or they are forgotten already
 */
export async function forget(tx: Tx, personId: string, by: string): Promise<boolean> {
  // First the sitting, as every decision does, so that none of its requests is under way.
  await tx.get(`SELECT id FROM session WHERE id = ? ${tx.dialect.forUpdate}`, [personId]);
  const found = await tx.run(
    `UPDATE person SET name = NULL, email = NULL, token_hash = NULL, forgotten_by = ?, forgotten_at = ${tx.dialect.now}
     WHERE id = ? AND forgotten_at IS NULL`,
    [toJson(by), personId],
  );
  if (found === 0) return false;
  await tx.run("DELETE FROM job WHERE session_id = ?", [personId]);
  await tx.run("DELETE FROM event WHERE session_id = ?", [personId]);
  await tx.run("DELETE FROM source WHERE session_id = ?", [personId]);
  await tx.run(
    `UPDATE verdict SET record = '${NOTHING}' WHERE submission_id IN (SELECT id FROM submission WHERE session_id = ?)`,
    [personId],
  );
  await tx.run("UPDATE submission SET source_hash = '' WHERE session_id = ?", [personId]);
  await tx.run(`UPDATE session SET state = '${NOTHING}', phase = 'ended', sweep_at = NULL WHERE id = ?`, [personId]);
  return true;
}
