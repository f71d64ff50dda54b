/**
 * What a candidate has reached: one JSON file beside the attempts, written whole, kept aside when it is damaged. Several commands may have it open:
 * each writes its own changes over what the others wrote.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { faultOf, HarnessFault } from "../fault.ts";
import { discard, makeFolder } from "./folder.ts";
import { withLock } from "./lock.ts";

const kataProgress = z.object({
  /** 0 to 100, of the last grading. */
  score: z.number().min(0).max(100),
  /** The best so far. */
  best: z.number().min(0).max(100),
  /** The parts that passed in the last grading. */
  done: z.array(z.string()).optional(),
  /** When full marks were first reached. */
  passedAt: z.iso.datetime().optional(),
  /** Hints seen, by part. */
  hints: z.record(z.string(), z.number().int().min(0)),
  /** When a reference solution was shown. */
  solutionSeenAt: z.iso.datetime().optional(),
});

const progressFile = z.object({
  format: z.literal(1),
  /** The kata that is shown. */
  current: z.string().optional(),
  katas: z.record(z.string(), kataProgress),
});

export type KataProgress = z.infer<typeof kataProgress>;
type ProgressFile = z.infer<typeof progressFile>;

const NOTHING: KataProgress = { score: 0, best: 0, hints: {} };

/** Done to what another command has written too: once or twice makes no difference. */
type Change = (state: ProgressFile) => void;

export class Progress {
  readonly file: string;
  #kept: string | undefined;
  #state: ProgressFile = { format: 1, katas: {} };
  /** What is not on the disk yet. */
  #pending: Change[] = [];

  /** Reads the file in the attempts' folder. A damaged one is moved aside, never deleted. @throws HarnessFault when it cannot be read */
  constructor(attemptsFolder: string) {
    this.file = join(attemptsFolder, ".progress.json");
    this.#state = this.#read()?.state ?? this.#state;
  }

  /** Where a damaged file was kept, if there was one. */
  get kept(): string | undefined {
    return this.#kept;
  }

  get current(): string | undefined {
    return this.#state.current;
  }

  of(kata: string): KataProgress {
    return ofKata(this.#state, kata);
  }

  /** Takes over what other commands wrote meanwhile. @throws HarnessFault when the file cannot be read */
  refresh(): void {
    const state = this.#read()?.state;
    if (!state) return;
    for (const change of this.#pending) change(state);
    this.#state = state;
  }

  show(kata: string): HarnessFault | undefined {
    this.#change((state) => {
      state.current = kata;
    });
    return this.save();
  }

  /** Takes note of a score; `save` writes it, so that a verdict need not wait for the disk. @param done the parts that passed */
  graded(kata: string, score: number, done?: readonly string[]): void {
    const now = new Date().toISOString();
    this.#change((state) => {
      const before = ofKata(state, kata);
      const passedAt = before.passedAt ?? (score === 100 ? now : undefined);
      const best = Math.max(before.best, score);
      state.katas[kata] = { ...before, score, best, passedAt, ...(done && { done: [...done] }) };
    });
  }

  hintSeen(kata: string, part: string): HarnessFault | undefined {
    const count = (this.of(kata).hints[part] ?? 0) + 1;
    this.#change((state) => {
      const before = ofKata(state, kata);
      state.katas[kata] = { ...before, hints: { ...before.hints, [part]: Math.max(before.hints[part] ?? 0, count) } };
    });
    return this.save();
  }

  solutionSeen(kata: string): HarnessFault | undefined {
    const solutionSeenAt = new Date().toISOString();
    this.#change((state) => {
      state.katas[kata] = { ...ofKata(state, kata), solutionSeenAt };
    });
    return this.save();
  }

  /**
   * Writes beside the file, then renames over it: a full disk leaves the old one whole. Returns why it could not be written, for the
   * person to read.
   */
  save(): HarnessFault | undefined {
    if (this.#pending.length === 0) return undefined;
    try {
      makeFolder(dirname(this.file));
      withLock(`${this.file}.lock`, () => this.#write());
      this.#pending = [];
      return undefined;
    } catch (error) {
      return error instanceof HarnessFault
        ? error
        : faultOf(error, { en: `${this.file} cannot be written`, zh: `无法写入 ${this.file}` });
    }
  }

  #change(change: Change): void {
    change(this.#state);
    this.#pending.push(change);
  }

  #write(): void {
    const found = this.#read();
    const state = found?.state ?? this.#state;
    for (const change of this.#pending) change(state);
    this.#state = state;
    // In the order of the schema, so that the same state is the same text.
    const text = `${JSON.stringify(progressFile.parse(state), null, 2)}\n`;
    if (text === found?.text) return;
    const whole = `${this.file}.new`;
    try {
      writeFileSync(whole, text);
      renameSync(whole, this.file);
    } catch (error) {
      discard(whole);
      throw error;
    }
  }

  /** @returns undefined where there is none, or a damaged one, which is now aside @throws HarnessFault */
  #read(): { readonly text: string; readonly state: ProgressFile } | undefined {
    if (!existsSync(this.file)) return undefined;
    let text: string;
    try {
      text = readFileSync(this.file, "utf8");
    } catch (error) {
      throw faultOf(error, {
        en: `Your progress cannot be read from ${this.file}`,
        zh: `无法从 ${this.file} 读取进度`,
      });
    }
    try {
      return { text, state: progressFile.parse(JSON.parse(text)) };
    } catch {
      this.#kept = relative(process.cwd(), this.#setAside());
      return undefined;
    }
  }

  #setAside(): string {
    const kept = `${this.file}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
    try {
      renameSync(this.file, kept);
      return kept;
    } catch (error) {
      throw faultOf(error, {
        en: `${this.file} is damaged and cannot be kept aside`,
        zh: `${this.file} 已损坏，且无法另存`,
      });
    }
  }
}

function ofKata({ katas }: ProgressFile, kata: string): KataProgress {
  return Object.hasOwn(katas, kata) ? katas[kata] : NOTHING;
}
