/** What an archive's entries become on the disk: regular source files below the caps, and nothing else. */
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SOURCE_BYTES } from "../../compile/source.ts";
import { printable } from "../../text.ts";
import { collisionKey, isPortable, stepsOf } from "./entry-name.ts";
import { Unreadable } from "./unreadable.ts";

/** What an archive may ask of us. */
export interface ArchiveLimits {
  /** Entries, whatever they are. */
  readonly entries: number;
  /** Source files. */
  readonly files: number;
  /** What is written, all together. Bytes. */
  readonly keptBytes: number;
  /** What is unpacked, kept or not. Bytes. */
  readonly readBytes: number;
}

const MEGABYTE = 2 ** 20;
export const ONE_SUBMISSION: ArchiveLimits = {
  entries: 50_000,
  files: 1_000,
  keptBytes: 8 * MEGABYTE,
  readBytes: 256 * MEGABYTE,
};
export const MANY_SUBMISSIONS: ArchiveLimits = {
  entries: 500_000,
  files: 100_000,
  keptBytes: 256 * MEGABYTE,
  readBytes: 2_048 * MEGABYTE,
};
/** Unpacked bytes a packed one, looked at from the first megabyte on. Source code packs 3 to 10 times smaller, a bomb 1,000 times. */
const RATIO = 200;

/** Entries that are named when they are left out. */
const TOLD = 10;

export type EntryType = "file" | "folder" | "link" | "hard link" | "device" | "other";

export interface Entry {
  readonly name: string;
  readonly type: EntryType;
  readonly size: number;
}

/** A source file that is to be written; its content, unless it is too large for any attempt. */
export type Wanted = (content: Buffer | undefined) => void;

/** Looks at each entry of an archive, in their order, and writes what is wanted. */
export class Keeper {
  /** Kept files, as steps. */
  readonly files: string[][] = [];
  /** Folders that an entry names or lies in, joined by `/`. */
  readonly folders = new Set<string>();
  /** What was left out and should be known, each with its reason; the first of many. */
  readonly leftOut: string[] = [];
  readonly #taken = new Map<string, { path: string; file: boolean }>();
  #entries = 0;
  #keptBytes = 0;
  #readBytes = 0;

  constructor(
    readonly into: string,
    readonly limits: ArchiveLimits,
    readonly isSource: (steps: readonly string[]) => boolean,
  ) {}

  /** @returns how to hand over the content when the entry is a source file, and undefined when it stays in the archive @throws Unreadable */
  look({ name, type, size }: Entry): Wanted | undefined {
    if (++this.#entries > this.limits.entries)
      throw new Unreadable(
        `It has more than ${this.limits.entries.toLocaleString("en")} entries. Pack only the attempts.`,
      );
    const steps = stepsOf(name);
    if (steps.length === 0) return undefined;
    for (let i = 1; i < steps.length + (type === "folder" ? 1 : 0); i++) this.folders.add(steps.slice(0, i).join("/"));
    if (type !== "file") {
      if (type !== "folder") this.#leave(name, `a ${type === "other" ? "special file" : type}`);
      return undefined;
    }
    if (ARCHIVE.test(name)) this.#leave(name, "an archive in the archive");
    if (!this.isSource(steps)) return undefined;
    if (!isPortable(steps)) {
      this.#leave(name, "a name that not every system can have");
      return undefined;
    }
    this.#take(steps);
    return (content) => this.#write(steps, size, content);
  }

  /** Counts what was unpacked of how much. @throws Unreadable when it grows out of all proportion */
  count(bytes: number, packed: number): void {
    this.#readBytes += bytes;
    if (this.#readBytes > this.limits.readBytes)
      throw new Unreadable(`It unpacks to more than ${megabytes(this.limits.readBytes)}. Pack only the attempts.`);
    if (this.#readBytes > MEGABYTE && this.#readBytes > RATIO * packed)
      throw new Unreadable(
        `It unpacks to more than ${RATIO} times its size, as no source code does. Pack only the attempts.`,
      );
  }

  #leave(name: string, why: string): void {
    if (this.leftOut.length < TOLD) this.leftOut.push(`${printable(name, 120)} (${why})`);
  }

  /** Claims a path and the folders on its way. */
  #take(steps: readonly string[]): void {
    for (let i = 1; i <= steps.length; i++) {
      const part = steps.slice(0, i);
      const [key, path, file] = [collisionKey(part), part.join("/"), i === steps.length];
      const before = this.#taken.get(key);
      if (before && (file || before.file || before.path !== path))
        throw new Unreadable(
          before.path === path && file && before.file
            ? `It has "${printable(path, 120)}" twice. Pack it anew.`
            : `It has "${printable(before.path, 120)}" and "${printable(path, 120)}", which are one file on some systems. Rename one.`,
        );
      this.#taken.set(key, { path, file });
    }
    if (this.files.push([...steps]) > this.limits.files)
      throw new Unreadable(
        `It has more than ${this.limits.files.toLocaleString("en")} source files. Pack only the attempts.`,
      );
  }

  #write(steps: readonly string[], size: number, content: Buffer | undefined): void {
    const file = join(this.into, ...steps);
    this.#keptBytes += content?.length ?? 0;
    if (this.#keptBytes > this.limits.keptBytes)
      throw new Unreadable(
        `Its source files have more than ${megabytes(this.limits.keptBytes)}. Pack only the attempts.`,
      );
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, content ?? "", { flag: "wx", mode: 0o600 });
    // Its verdict needs to know how large it is, not what it says.
    if (!content) truncateSync(file, Math.min(size, 2 ** 31));
  }
}

/** Whether any attempt could use a file of that size. */
export function isSmallEnough(size: number): boolean {
  return size <= SOURCE_BYTES;
}

export const ARCHIVE = /\.(zip|tar|tgz|tar\.\w+|7z|rar)$/i;

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toLocaleString("en")} MB`;
}
