/** Tells which kata was saved, however the editor saves: in place, by rename, in two writes, several files at once. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type FSWatcher, watch } from "chokidar";

/** After an event the files are looked at again: chokidar swallows a second write within 50 ms of the first. */
const LOOKS_MS = [15, 60] as const;

export interface FileOptions {
  readonly folder: string;
  readonly poll: boolean;
  readonly onSave: (kata: string) => void;
  readonly onError: (error: Error) => void;
}

export class AttemptFiles {
  readonly #options: FileOptions;
  readonly #watcher: FSWatcher;
  /** What was last reported, by kata. */
  readonly #seen = new Map<string, string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly ready: Promise<void>;

  constructor(options: FileOptions) {
    this.#options = options;
    this.#watcher = watch(options.folder, {
      ignoreInitial: true,
      depth: 3,
      atomic: false,
      usePolling: options.poll,
      interval: 100,
      ignored: (path, stats) => isIgnored(relative(options.folder, path), stats?.isFile() ?? false),
    });
    this.#watcher.on("all", (_event, path) => this.#onEvent(path));
    this.#watcher.on("error", (error) => options.onError(error as Error));
    this.ready = new Promise((resolve) => this.#watcher.once("ready", () => resolve()));
  }

  /** Takes the state of a kata's files as known, so that only a change from now on counts. */
  remember(kata: string): void {
    this.#seen.set(kata, this.#fingerprint(kata));
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#watcher.close();
  }

  #onEvent(path: string): void {
    const [kata, file] = relative(this.#options.folder, path).split(sep);
    if (!kata || !file) return;
    this.#look(kata, false);
    for (const [i, after] of LOOKS_MS.entries()) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#look(kata, i === LOOKS_MS.length - 1);
      }, after);
      this.#timers.add(timer);
    }
  }

  /** A file that is gone is most often about to come back: it counts as saved only at the last look. */
  #look(kata: string, last: boolean): void {
    const now = this.#fingerprint(kata);
    if (now === this.#seen.get(kata) || (now === "" && !last)) return;
    this.#seen.set(kata, now);
    this.#options.onSave(kata);
  }

  /** The names and contents of a kata's sources; empty without an `attempt.ts`. */
  #fingerprint(kata: string): string {
    const folder = join(this.#options.folder, kata);
    try {
      const hash = createHash("sha1").update(readFileSync(join(folder, "attempt.ts")));
      const others = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
        (name) => name.endsWith(".ts") && name !== "attempt.ts",
      );
      for (const name of others.sort()) hash.update(`\u0000${name}\u0000`).update(readFileSync(join(folder, name)));
      return hash.digest("hex");
    } catch {
      return "";
    }
  }
}

/** Only TypeScript sources matter; editors leave swap files, backups and dot files beside them. */
function isIgnored(path: string, isFile: boolean): boolean {
  if (path.split(sep).some((name) => name.startsWith(".") || name === "node_modules")) return path !== "";
  return isFile && (!path.endsWith(".ts") || path.split(sep).at(-1)!.startsWith("attempt.backup-"));
}
