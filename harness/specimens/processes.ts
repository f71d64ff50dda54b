/** Looks for processes that outlived their sandbox. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Waits until no process has the mark in its command line; those that stay. Without /proc nothing is seen, and `undefined` says so. */
export async function survivors(mark: string): Promise<string[] | undefined> {
  if (process.platform !== "linux") return undefined;
  for (let i = 0; i < 100; i++) {
    const left = processesWith(mark);
    if (left.length === 0) return [];
    await pause(50);
  }
  return processesWith(mark);
}

/** Every process of the machine that this user may see, by its command line; one that ended has none. */
export function processesWith(mark: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(mark);
      } catch {
        return false;
      }
    });
}
