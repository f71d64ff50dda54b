/** Secrets and hashes. `newToken` is the only randomness of the rules. */
import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Source } from "./model.ts";

/** An invitation's secret: 256 bits, base64url, 43 characters. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a token: sha-256 in hex. A token is random, so no salt and no slow hash are needed. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The secret that a session's hidden cases are drawn with: nobody's cases tell anything about another's. */
export function sessionSecret(assessmentSecret: string, session: string): string {
  return createHmac("sha256", assessmentSecret).update(session).digest("hex");
}

/** What stands for a session where nobody may know whose it is, not even who knows the session's id. @param where aliases of different places have nothing in common */
export function sessionAlias(assessmentSecret: string, session: string, where: string): string {
  return createHmac("sha256", assessmentSecret).update(`${where}: ${session}`).digest("hex");
}

/** A text by its hash and its length in UTF-8, as commands and events name it. */
export function sourceOf(text: string): Source {
  return { hash: createHash("sha256").update(text).digest("hex"), bytes: Buffer.byteLength(text) };
}
