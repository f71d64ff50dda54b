/** What tells whether a submission is the one that was graded before. */
import { createHash, type Hash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { SOURCE_BYTES } from "../compile/source.ts";

/** Entries of a folder that are looked at. An attempt that has more is known by the first of them. */
const ENTRIES = 2_000;
/** One file at a time is in it. */
const buffer = Buffer.alloc(SOURCE_BYTES);

/**
 * SHA-256 over the names and contents of the files that an attempt may be made of: the file alone, or with `siblings` every `.ts` file of its
 * folder. Of a file that is too large for an attempt, its size counts.
 */
export function digestSources(file: string, siblings: boolean): string {
  const hash = createHash("sha256");
  if (siblings) addFolder(hash, dirname(file), "", { left: ENTRIES });
  else addFile(hash, file, basename(file));
  return hash.digest("hex");
}

function addFolder(hash: Hash, folder: string, path: string, budget: { left: number }): void {
  const entries = listed(join(folder, path)).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (budget.left-- <= 0) return;
    const inside = path === "" ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory() && entry.name !== "node_modules") addFolder(hash, folder, inside, budget);
    else if (entry.isFile() && entry.name.endsWith(".ts")) addFile(hash, join(folder, inside), inside);
    else if (entry.name.endsWith(".ts")) hash.update(`${inside}\0no file\0`);
  }
}

function listed(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function addFile(hash: Hash, file: string, name: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const { size } = fstatSync(descriptor);
    hash.update(`${name}\0${size}\0`);
    if (size > SOURCE_BYTES) return;
    hash.update(buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, 0)));
  } catch {
    hash.update(`${name}\0not readable\0`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
