/**
 * Expectations of large cases: too bulky for git, so computed where they are first needed and kept by the hash of everything that they come from. Whatever is
 * unreadable is computed again; where nothing can be written, nothing is kept.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";

/** The value kept under these words, or computed now. @param folder is made when it is missing */
export function cached<T>(folder: string, words: readonly string[], compute: () => T): T {
  const file = join(folder, `${createHash("sha256").update(words.join("\u0000")).digest("hex")}.bin`);
  try {
    return deserialize(readFileSync(file)) as T;
  } catch {
    const value = compute();
    keep(folder, file, value);
    return value;
  }
}

/** Written beside and moved, so that nobody reads half a file. */
function keep(folder: string, file: string, value: unknown): void {
  try {
    mkdirSync(folder, { recursive: true });
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, serialize(value));
    renameSync(fresh, file);
  } catch {}
}
