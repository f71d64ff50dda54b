/** The text of one attempt for whoever writes into it from elsewhere than an editor on this machine: nothing is written over what they have not seen. */
import { createHash } from "node:crypto";
import { chmodSync, lstatSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { faultOf } from "../fault.ts";
import { discard, makeFolder } from "./folder.ts";

/** What lies at the place of an attempt. */
export type AttemptText =
  /** @property hash of its bytes, SHA-256 in hexadecimal */
  | { readonly state: "text"; readonly text: string; readonly hash: string }
  | { readonly state: "missing" }
  /** Something that an editor of text must leave alone. */
  | { readonly state: "unusable"; readonly why: "not-a-file" | "unreadable" | "binary" };

export type Written =
  /** @property wrote false when the same text was there already */
  | { readonly is: "written"; readonly hash: string; readonly wrote: boolean }
  /** Something else is there than the writer had seen; it was left alone. */
  | { readonly is: "changed"; readonly found: AttemptText };

/** What the hash of a file is that is not there. */
export const MISSING = "";

export function hashOfText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export function readAttempt(file: string): AttemptText {
  let bytes: Buffer;
  try {
    if (!lstatSync(file).isFile()) return { state: "unusable", why: "not-a-file" };
    bytes = readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { state: "missing" };
    return { state: "unusable", why: "unreadable" };
  }
  try {
    // A mark of the byte order stays, so that the file stays what it was.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { state: "text", text, hash: createHash("sha256").update(bytes).digest("hex") };
  } catch {
    return { state: "unusable", why: "binary" };
  }
}

/**
 * Writes the text beside the file and renames it over it: nobody sees half of it, and a full disk leaves the old one whole. Between the last
 * look and the renaming lies no other work.
 *
 * @param base the hash of what the writer has seen, or `MISSING` @throws HarnessFault
 */
export function writeAttempt(file: string, text: string, base: string): Written {
  const fresh = `${file}.${process.pid}.new`;
  const hash = hashOfText(text);
  try {
    makeFolder(dirname(file));
    writeFileSync(fresh, text);
    const found = readAttempt(file);
    if (found.state === "text" && found.hash === hash) return { is: "written", hash, wrote: false };
    if (hashOf(found) !== base) return { is: "changed", found };
    const mode = lstatSync(file, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined) chmodSync(fresh, mode & 0o777);
    renameSync(fresh, file);
    return { is: "written", hash, wrote: true };
  } catch (error) {
    throw faultOf(error, { en: `${file} cannot be written`, zh: `无法写入 ${file}` });
  } finally {
    discard(fresh);
  }
}

function hashOf(found: AttemptText): string | undefined {
  return found.state === "text" ? found.hash : found.state === "missing" ? MISSING : undefined;
}
