/** What the server has not acknowledged yet, on disk: one file each, in the order in which they were written. */
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { faultOf } from "../fault.ts";
import { makeFolder } from "../workspace/folder.ts";

const shared = { kata: z.string(), text: z.string(), device: z.string(), sequence: z.int() };
const sending = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("save"), ...shared }),
  z.strictObject({ kind: z.literal("submit"), submission: z.uuid(), ...shared }),
]);

/** A save, or a submission whose id makes that asking twice submits once. */
export type Sending = z.infer<typeof sending>;
export interface Waiting {
  readonly file: string;
  readonly sending: Sending;
}

/** When more than these wait, a newer save takes the place of the newest one of its kata: the text counts, not each key. */
const MOST_WAITING = 200;

export class Outbox {
  #last = 0;

  constructor(readonly folder: string) {}

  /** On disk when it returns. @throws HarnessFault */
  add(one: Sending): void {
    try {
      makeFolder(this.folder);
      const files = this.#files();
      this.#last = Math.max(this.#last, numberOf(files.at(-1) ?? "0")) + 1;
      const name = `${String(this.#last).padStart(9, "0")}-${one.device}.json`;
      writeDurably(join(this.folder, name), `${JSON.stringify(one)}\n`);
      if (files.length >= MOST_WAITING && one.kind === "save") this.#dropOlder(one, files);
    } catch (error) {
      throw faultOf(error, { en: "Your work cannot be kept for sending", zh: "无法保存待发送的作答" });
    }
  }

  /** The oldest first. What another process has sent meanwhile is left out. */
  waiting(): Waiting[] {
    return this.#files().flatMap((file) => {
      const one = this.#read(file);
      return one ? [{ file, sending: one }] : [];
    });
  }

  get count(): number {
    return this.#files().length;
  }

  drop(file: string): void {
    rmSync(join(this.folder, file), { force: true });
  }

  #dropOlder({ kata, device }: Sending, files: readonly string[]): void {
    const older = files.findLast((file) => {
      const one = this.#read(file);
      return one?.kata === kata && one.device === device;
    });
    if (older !== undefined && this.#read(older)?.kind === "save") this.drop(older);
  }

  #files(): string[] {
    try {
      return readdirSync(this.folder)
        .filter((name) => /^\d{9}-[\w-]+\.json$/.test(name))
        .sort();
    } catch {
      return [];
    }
  }

  /** A file that cannot be read as one of ours is kept aside, so that it holds up nothing. */
  #read(file: string): Sending | undefined {
    const path = join(this.folder, file);
    let text: string;
    try {
      text = readFileSync(path, "utf8");
    } catch {
      return undefined;
    }
    const read = sending.safeParse(parsed(text));
    if (read.success) return read.data;
    renameSync(path, `${path}.damaged`);
    return undefined;
  }
}

/** Whole or not at all, also when the machine stops. */
export function writeDurably(file: string, text: string): void {
  const fresh = `${file}.${process.pid}.new`;
  const descriptor = openSync(fresh, "w", 0o600);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(fresh, file);
}

function numberOf(file: string): number {
  return Number(file.slice(0, 9));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
