/** Practice as the page sees it: the same files, progress and grader as `kata watch`, and whoever listens is told what happens to them. */
import { type Catalog, type Kata, readSkeleton } from "../../catalog/catalog.ts";
import { warmUpCompiler } from "../../compile/compile.ts";
import { TypeChecker } from "../../compile/type-check.ts";
import { type HarnessFault, inOneLine } from "../../fault.ts";
import type { Text } from "../../kata.ts";
import type { SandboxPool } from "../../sandbox/pool.ts";
import { passedParts } from "../../verdict.ts";
import { AttemptFiles } from "../../watch/files.ts";
import { Grader } from "../../watch/grader.ts";
import type { WatchEvent } from "../../watch/state.ts";
import { wordsIn } from "../../words/words.ts";
import { readAttempt, writeAttempt } from "../../workspace/attempt-text.ts";
import type { Attempts, Exercise } from "../../workspace/attempts.ts";
import type { Progress } from "../../workspace/progress.ts";
import { pageOf } from "../desk/katas.ts";
import { changedOnDisk, hashOf, noSuchPart, whyUnusable } from "./answers.ts";
import type {
  GradedView,
  HintsView,
  KataSummary,
  OpenedKata,
  PracticeView,
  ResetText,
  SavedText,
  TextNews,
} from "./schemas.ts";
import { gradedView, hintsOf, summaryOf } from "./views.ts";

export interface PracticeOptions {
  readonly catalog: Catalog;
  readonly attempts: Attempts;
  readonly progress: Progress;
  readonly pool: SandboxPool;
  readonly poll: boolean;
}

/** What the pages hear. */
export type PracticeNews =
  | { readonly news: "text"; readonly data: TextNews }
  | { readonly news: "grading"; readonly data: { readonly kata: string; readonly hash: string } }
  | { readonly news: "graded"; readonly data: GradedView }
  | { readonly news: "failed"; readonly data: { readonly kata: string; readonly told: Text } }
  | { readonly news: "progress"; readonly data: KataSummary }
  | { readonly news: "trouble"; readonly data: Text };

export class PracticeDesk {
  readonly #options: PracticeOptions;
  readonly #files: AttemptFiles;
  readonly #grader: Grader;
  readonly #graded = new Map<string, GradedView>();
  /** The hash of what is being graded, by kata. */
  readonly #grading = new Map<string, string>();
  /** Changes of files that were seen. From the clock on, so that a later server's are higher. */
  #seq = Date.now();
  readonly #listeners = new Set<(news: PracticeNews) => void>();

  /** Makes the attempts that are missing. @throws UsageError, HarnessFault */
  constructor(options: PracticeOptions) {
    const { attempts, catalog, pool, poll } = options;
    this.#options = options;
    // First, since a folder that is not there yet cannot be watched.
    attempts.prepare(catalog.katas.map(exerciseOf));
    this.#files = new AttemptFiles({
      folder: attempts.folder,
      poll,
      onSave: (kata) => this.#onSave(kata),
      onError: ({ message }) => this.#trouble({ en: pollTip(message, "en"), zh: pollTip(message, "zh") }),
    });
    // The page checks types itself: this checker is never asked.
    this.#grader = new Grader(catalog, pool, new TypeChecker(), (id) => attempts.file(id), this.#onEvent);
  }

  /** From here on every change of a file is heard. */
  async start(): Promise<void> {
    await this.#files.ready;
    for (const { id } of this.#options.catalog.katas) this.#files.remember(id);
    await warmUpCompiler();
  }

  async stop(): Promise<void> {
    this.#listeners.clear();
    await Promise.all([this.#grader.stop(), this.#files.close()]);
  }

  /** @returns how to stop listening */
  listen(hear: (news: PracticeNews) => void): () => void {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  /** All katas with the progress that is on the disk now. */
  list(): PracticeView {
    const { catalog, progress, pool } = this.#options;
    progress.refresh();
    return {
      katas: catalog.katas.map((kata) => summaryOf(kata, progress.of(kata.id))),
      path: catalog.path.map(({ id }) => id),
      current: catalog.katas.find(({ id }) => id === progress.current)?.id ?? null,
      isolation: pool.layers.isolation,
    };
  }

  /** Makes a kata the current one and grades it where no verdict is known. @throws UsageError, HarnessFault */
  async open(id: string): Promise<OpenedKata> {
    const { attempts, progress } = this.#options;
    const kata = this.#kata(id);
    const page = await pageOf(this.#options.catalog, id);
    // The watcher need not tell what was made just now.
    if (attempts.prepare([exerciseOf(kata)]).length > 0) this.#files.remember(id);
    progress.refresh();
    this.#tellUnsaved(progress.show(id));
    const found = readAttempt(attempts.file(id));
    const hash = hashOf(found);
    if (this.#graded.get(id)?.hash !== hash && this.#grading.get(id) !== hash) void this.#grade(kata, hash);
    return {
      summary: summaryOf(kata, progress.of(id)),
      page,
      file: attempts.shown(id),
      text: found.state === "text" ? found.text : "",
      hash,
      seq: this.#seq,
      unusable: whyUnusable(found),
      hints: hintsOf(kata, progress.of(id)),
      graded: this.#graded.get(id) ?? null,
      isGrading: this.#grading.has(id),
    };
  }

  /**
   * Writes a text and grades it, unless another one lies there than the page has seen.
   *
   * @param keep whether the one that is written over is kept @throws ApiError with what lies there
   */
  save(id: string, { text, base, keep, tab }: { text: string; base: string; keep: boolean; tab: string }): SavedText {
    const { attempts } = this.#options;
    const kata = this.#kata(id);
    const file = attempts.file(id);
    const before = keep ? readAttempt(file) : undefined;
    const kept = before?.state === "text" && before.hash === base ? attempts.keep(id, before.text) : null;
    const written = writeAttempt(file, text, base);
    if (written.is === "changed") throw changedOnDisk(written.found, this.#seq);
    const { hash, wrote } = written;
    this.#files.remember(id);
    if (wrote) this.#tellText({ kata: id, text, hash, by: tab });
    void this.#grade(kata, hash);
    return { hash, seq: this.#seq, kept };
  }

  /** Keeps a text beside the attempt. @returns where */
  keep(id: string, text: string): string {
    return this.#options.attempts.keep(this.#kata(id).id, text);
  }

  /** One more hint, which the progress remembers. @throws ApiError when the kata has no such part */
  hint(id: string, part: string): HintsView {
    const { progress } = this.#options;
    const kata = this.#kata(id);
    if (!Object.hasOwn(kata.parts, part)) throw noSuchPart(kata, part);
    progress.refresh();
    const seen = progress.of(id).hints[part] ?? 0;
    if (seen < kata.parts[part].hints.length) this.#tellUnsaved(progress.hintSeen(id, part));
    this.#tellProgress(kata);
    return hintsOf(kata, progress.of(id)).find((one) => one.part === part)!;
  }

  /** Puts the skeleton back; what was there is kept beside it. */
  reset(id: string, tab: string): ResetText {
    const { attempts } = this.#options;
    const kata = this.#kata(id);
    const kept = attempts.reset(exerciseOf(kata)) ?? null;
    this.#files.remember(id);
    const found = readAttempt(attempts.file(id));
    const text = found.state === "text" ? found.text : "";
    const hash = hashOf(found);
    this.#tellText({ kata: id, text, hash, by: tab });
    void this.#grade(kata, hash);
    return { text, hash, seq: this.#seq, kept };
  }

  /** By its whole name alone: a page has no need of others. @throws UsageError */
  #kata(id: string): Kata {
    return this.#options.catalog.katas.find((one) => one.id === id) ?? this.#options.catalog.find(id);
  }

  #onSave(id: string): void {
    const kata = this.#options.catalog.katas.find((one) => one.id === id);
    if (!kata) return;
    const found = readAttempt(this.#options.attempts.file(id));
    const hash = hashOf(found);
    this.#tellText({ kata: id, text: found.state === "text" ? found.text : null, hash, by: null });
    void this.#grade(kata, hash);
  }

  async #grade(kata: Kata, hash: string): Promise<void> {
    const { id } = kata;
    this.#grading.set(id, hash);
    this.#tell({ news: "grading", data: { kata: id, hash } });
    const result = await this.#grader.grade(kata);
    if (!result) return;
    const view = await gradedView(kata, hash, result, this.#grader);
    // A newer save has begun meanwhile.
    if (this.#grading.get(id) !== hash) return;
    this.#grading.delete(id);
    this.#graded.set(id, view);
    this.#tell({ news: "graded", data: view });
    const { progress } = this.#options;
    progress.graded(id, result.score, passedParts(result));
    this.#tellUnsaved(progress.save());
    this.#tellProgress(kata);
    await this.#grader.warmUp(kata).catch(() => {});
  }

  readonly #onEvent = (event: WatchEvent): void => {
    if (event.type !== "failed") return;
    this.#grading.delete(event.kata);
    const told = { en: inOneLine(event.error, "en"), zh: inOneLine(event.error, "zh") };
    this.#tell({ news: "failed", data: { kata: event.kata, told } });
  };

  #tellText(change: Omit<TextNews, "seq">): void {
    this.#tell({ news: "text", data: { ...change, seq: ++this.#seq } });
  }

  #tellProgress(kata: Kata): void {
    this.#tell({ news: "progress", data: summaryOf(kata, this.#options.progress.of(kata.id)) });
  }

  #tellUnsaved(fault: HarnessFault | undefined): void {
    if (!fault) return;
    const told = (language: "en" | "zh") => wordsIn(language).unsaved(inOneLine(fault, language));
    this.#trouble({ en: told("en"), zh: told("zh") });
  }

  #trouble(data: Text): void {
    this.#tell({ news: "trouble", data });
  }

  #tell(news: PracticeNews): void {
    for (const hear of this.#listeners) hear(news);
  }
}

function exerciseOf(kata: Kata): Exercise {
  return { id: kata.id, skeleton: () => readSkeleton(kata) };
}

function pollTip(message: string, language: "en" | "zh"): string {
  return `${message}. ${wordsIn(language).pollHint}`;
}
