/** One process at a time: a file that only one of them can make. */
import { closeSync, openSync, rmSync, statSync } from "node:fs";

const WAIT_MS = 5;
/** What is done under a lock takes a few milliseconds: an older one was left by a process that died. */
const DEAD_MS = 2_000;

/** @throws what the file system or `work` throws */
export function withLock<T>(file: string, work: () => T): T {
  take(file);
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): void {
  for (;;) {
    try {
      closeSync(openSync(file, "wx"));
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (ageOf(file) > DEAD_MS) rmSync(file, { force: true, recursive: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
  }
}

/** Milliseconds since it was made; 0 when it has just gone. A clock that was set back since makes it old, too. */
function ageOf(file: string): number {
  const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
  return Math.abs(Date.now() - mtimeMs);
}
