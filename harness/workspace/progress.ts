/** What a candidate has reached: one JSON file beside the attempts, written whole, kept aside when it is damaged. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { faultOf, type HarnessFault } from "../fault.ts";
import { makeFolder } from "./folder.ts";

const kataProgress = z.object({
  /** 0 to 100, of the last grading. */
  score: z.number().min(0).max(100),
  /** The best so far. */
  best: z.number().min(0).max(100),
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

export class Progress {
  readonly file: string;
  /** Where a damaged file was kept, if there was one. */
  readonly kept: string | undefined;
  #state: ProgressFile = { format: 1, katas: {} };
  #saved = "";

  /** Reads the file in the attempts' folder. A damaged one is moved aside, never deleted. @throws HarnessFault when it cannot be read */
  constructor(attemptsFolder: string) {
    this.file = join(attemptsFolder, ".progress.json");
    if (!existsSync(this.file)) return;
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
      this.#state = progressFile.parse(JSON.parse(text));
    } catch {
      const kept = `${this.file}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
      try {
        renameSync(this.file, kept);
      } catch (error) {
        throw faultOf(error, {
          en: `${this.file} is damaged and cannot be kept aside`,
          zh: `${this.file} 已损坏，且无法另存`,
        });
      }
      this.kept = relative(process.cwd(), kept);
    }
  }

  get current(): string | undefined {
    return this.#state.current;
  }

  of(kata: string): KataProgress {
    return Object.hasOwn(this.#state.katas, kata) ? this.#state.katas[kata] : NOTHING;
  }

  show(kata: string): HarnessFault | undefined {
    this.#state.current = kata;
    return this.save();
  }

  /** Takes note of a score; `save` writes it, so that a verdict need not wait for the disk. */
  graded(kata: string, score: number): void {
    const before = this.of(kata);
    const passedAt = before.passedAt ?? (score === 100 ? new Date().toISOString() : undefined);
    this.#state.katas[kata] = { ...before, score, best: Math.max(before.best, score), passedAt };
  }

  hintSeen(kata: string, part: string): HarnessFault | undefined {
    const { hints } = this.of(kata);
    return this.#change(kata, { hints: { ...hints, [part]: (hints[part] ?? 0) + 1 } });
  }

  solutionSeen(kata: string): HarnessFault | undefined {
    return this.#change(kata, { solutionSeenAt: new Date().toISOString() });
  }

  #change(kata: string, change: Partial<KataProgress>): HarnessFault | undefined {
    this.#state.katas[kata] = { ...this.of(kata), ...change };
    return this.save();
  }

  /**
   * Writes beside the file, then renames over it: a full disk leaves the old one whole. Returns why it could not be written, for the
   * person to read.
   */
  save(): HarnessFault | undefined {
    const text = `${JSON.stringify(this.#state, null, 2)}\n`;
    if (text === this.#saved) return undefined;
    const whole = `${this.file}.new`;
    try {
      makeFolder(dirname(this.file));
      writeFileSync(whole, text);
      renameSync(whole, this.file);
      this.#saved = text;
      return undefined;
    } catch (error) {
      discard(whole);
      return faultOf(error, { en: `${this.file} cannot be written`, zh: `无法写入 ${this.file}` });
    }
  }
}

/** Removes what was half written, if it can be: `force` forgives only a file that is not there. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Whoever asked to save is told why that failed, which says more.
  }
}
