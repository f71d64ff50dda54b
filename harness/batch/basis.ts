/** What verdicts rest on beside the attempt, as records carry it, so that a batch is not continued on another one. */
import { createHash, scryptSync } from "node:crypto";
import type { Catalog, Kata } from "../catalog/catalog.ts";

/** A digest of all that decides a kata's verdicts: reference, generators, cases, points and limits. */
export async function digestKata(catalog: Catalog, kata: Kata): Promise<string> {
  const { hash } = await catalog.grading(kata);
  const points = Object.entries(kata.parts).map(([name, part]) => [name, part.points]);
  return createHash("sha256")
    .update(JSON.stringify([hash, points, kata.limits ?? {}]))
    .digest("hex");
}

/** The same for the same secret. Slow on purpose: records are handed on, and who reads one should not find a short secret by trying. */
export function markOfSecret(secret: string | undefined): string | undefined {
  if (secret === undefined || secret === "") return undefined;
  return scryptSync(secret, "katagrad/batch", 16).toString("hex");
}
