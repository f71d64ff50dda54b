import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Makes a folder and those above it, one at a time: Node's own `recursive` never returns below /proc, where nothing can be made. */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Somebody else made it meanwhile.
    if (!isFolder(folder)) throw error;
  }
}

/** Removes what was half written, if it can be: `force` forgives only a file that is not there. */
export function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Whoever asked to write is told why that failed, which says more.
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
