/** Watch mode: one queue of events, one loop, a whole screen drawn from the state after each. */
import type { Catalog, Kata } from "../catalog/catalog.ts";
import { warmUpCompiler } from "../compile/compile.ts";
import { TypeChecker } from "../compile/type-check.ts";
import { type HarnessFault, inOneLine } from "../fault.ts";
import type { Language } from "../kata.ts";
import { renderDiff } from "../report/diff.ts";
import type { Paint } from "../report/paint.ts";
import type { SandboxPool } from "../sandbox/pool.ts";
import { passedParts } from "../verdict.ts";
import type { Words } from "../words/words.ts";
import type { Attempts, Exercise } from "../workspace/attempts.ts";
import type { Progress } from "../workspace/progress.ts";
import { AttemptFiles } from "./files.ts";
import { Grader } from "./grader.ts";
import { nextHint } from "./hint.ts";
import { argumentLines } from "./reveal.ts";
import { KEY_OF, renderScreen, type ScreenContext, scrollRange } from "./screen.ts";
import { matching, type WatchEvent, type WatchState } from "./state.ts";
import { Terminal } from "./terminal.ts";

export interface WatchOptions {
  readonly catalog: Catalog;
  readonly first: Kata;
  readonly attempts: Attempts;
  readonly exerciseOf: (kata: Kata) => Exercise;
  readonly progress: Progress;
  readonly pool: SandboxPool;
  readonly words: Words;
  readonly language: Language;
  readonly paint: Paint;
  readonly colour: boolean;
  readonly poll: boolean;
  /** Shown once, at the start. */
  readonly notice: string;
}

/** A grading that lasts longer is announced. */
const GRADING_SHOWN_MS = 80;

/** Runs until the person quits. The caller owns the pool. */
export async function watchAttempts(options: WatchOptions): Promise<void> {
  const watch = new Watch(options);
  try {
    await watch.run();
  } finally {
    await watch.close();
  }
}

class Watch {
  readonly #queue: WatchEvent[] = [];
  #wake: () => void = () => {};
  readonly #terminal: Terminal;
  readonly #files: AttemptFiles;
  readonly #types = new TypeChecker();
  readonly #grader: Grader;
  readonly #context: ScreenContext;
  readonly #state: WatchState;
  /** Katas whose grading under way began with a save. */
  readonly #saved = new Set<string>();
  readonly #end = () => this.#emit({ type: "ended" });

  constructor(readonly options: WatchOptions) {
    const { attempts, catalog, first, progress, pool } = options;
    this.#files = new AttemptFiles({
      folder: attempts.folder,
      poll: options.poll,
      onSave: (kata) => this.#emit({ type: "saved", kata }),
      onError: (error) => this.#emit({ type: "noticed", text: `${error.message}. ${options.words.pollHint}` }),
    });
    this.#grader = new Grader(
      catalog,
      pool,
      this.#types,
      (kata) => attempts.file(kata),
      (event) => this.#emit(event),
    );
    this.#context = {
      katas: catalog.katas,
      passed: (kata) => progress.of(kata).passedAt !== undefined,
      best: (kata) => progress.of(kata).best,
      attemptPath: (kata) => attempts.shown(kata),
      isolation: pool.layers.isolation,
      words: options.words,
      language: options.language,
      paint: options.paint,
      colour: options.colour,
    };
    this.#terminal = new Terminal({
      onKey: (name, text, ctrl) => this.#emit({ type: "key", name, text, ctrl }),
      onResize: (width, height) => this.#emit({ type: "resized", width, height }),
    });
    const [width, height] = this.#terminal.size;
    this.#state = {
      mode: "kata",
      kata: first,
      width,
      height,
      results: new Map(),
      types: new Map(),
      grading: new Set(),
      notice: options.notice,
      panel: [],
      scroll: 0,
      search: "",
      chosen: 0,
    };
    for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"] as const) process.on(signal, this.#end);
  }

  async run(): Promise<void> {
    this.#draw();
    await this.#files.ready;
    for (const { id } of this.options.catalog.katas) this.#files.remember(id);
    await warmUpCompiler();
    this.#goTo(this.#state.kata);
    this.#draw();
    for (;;) {
      const events = await this.#events();
      for (const event of events) if (this.#handle(event) === "quit") return;
      // Most verdicts come before an eye could read that they are coming: a save by itself draws nothing yet.
      if (events.some(({ type }) => type !== "saved")) this.#draw();
    }
  }

  async close(): Promise<void> {
    for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"] as const) process.off(signal, this.#end);
    this.#types.close();
    this.#terminal.close();
    await Promise.all([this.#grader.stop(), this.#files.close()]);
  }

  #handle(event: WatchEvent): "quit" | undefined {
    const state = this.#state;
    switch (event.type) {
      case "saved":
        this.#saved.add(event.kata);
        if (event.kata === state.kata.id) state.notice = "";
        this.#grade(event.kata);
        return;
      case "graded":
        this.#onGraded(event);
        return;
      case "typed":
        state.types.set(event.kata, event.problems);
        return;
      case "failed":
        state.grading.delete(event.kata);
        state.notice = inOneLine(event.error, this.options.language);
        return;
      case "noticed":
        state.notice = event.text;
        return;
      case "resized":
        state.width = event.width;
        state.height = event.height;
        this.#terminal.forget();
        return;
      case "key":
        return this.#onKey(event.name, event.text, event.ctrl);
      case "ended":
        return "quit";
    }
  }

  #onGraded({ kata, result }: Extract<WatchEvent, { type: "graded" }>): void {
    const state = this.#state;
    state.grading.delete(kata);
    state.results.set(kata, result);
    this.options.progress.graded(kata, result.score, passedParts(result));
    // Once the verdict is on the screen.
    setImmediate(() => this.#saveProgress());
    // A kata that was only passed by, or graded with all others, is no news.
    if (this.#saved.delete(kata) && kata !== state.kata.id)
      state.notice = this.options.words.savedElsewhere(kata, result.score);
  }

  #saveProgress(): void {
    const unsaved = this.options.progress.save();
    if (unsaved) this.#emit({ type: "noticed", text: this.#unsaved(unsaved) });
  }

  #unsaved(fault: HarnessFault): string {
    return this.options.words.unsaved(inOneLine(fault, this.options.language));
  }

  #onKey(name: string, text: string, ctrl: boolean): "quit" | undefined {
    if (ctrl) return name === "c" ? "quit" : undefined;
    switch (this.#state.mode) {
      case "list":
        this.#onListKey(name, text);
        return;
      case "statement":
        if (name === "q" || name === "escape" || name === KEY_OF.statement) this.#show("kata");
        else this.#scroll(name);
        return;
      case "confirm-reset":
        this.#onConfirm(text);
        return;
      case "kata":
        return this.#onKataKey(name);
    }
  }

  #onKataKey(name: string): "quit" | undefined {
    const state = this.#state;
    state.notice = "";
    switch (name) {
      case KEY_OF.quit:
        return "quit";
      case KEY_OF.next:
      case KEY_OF.previous:
        this.#step(name === KEY_OF.next ? 1 : -1);
        return;
      case KEY_OF.list:
        this.#show("list");
        state.search = "";
        state.chosen = this.options.catalog.katas.indexOf(state.kata);
        return;
      case KEY_OF.hint:
        this.#hint();
        return;
      case KEY_OF.all:
        void this.#runAll();
        return;
      case KEY_OF.reveal:
        void this.#reveal();
        return;
      case KEY_OF.reset:
        state.mode = "confirm-reset";
        return;
      case KEY_OF.statement:
        this.#show("statement");
        return;
      case "return":
        this.#grade(state.kata.id);
        return;
      default:
        this.#scroll(name);
    }
  }

  #onListKey(name: string, text: string): void {
    const state = this.#state;
    const found = matching(this.options.catalog.katas, state.search);
    const move = (by: number) => {
      state.chosen = Math.max(0, Math.min(found.length - 1, state.chosen + by));
    };
    const search = (to: string) => {
      state.search = to;
      state.chosen = 0;
    };
    if (name === "escape") this.#show("kata");
    else if (name === "return") this.#goTo(found[state.chosen] ?? state.kata);
    else if (name === "up") move(-1);
    else if (name === "down") move(1);
    else if (name === "backspace") search([...state.search].slice(0, -1).join(""));
    else if (text >= " " && text !== "\u007f" && !text.startsWith("\u001b")) search(state.search + text);
  }

  #onConfirm(text: string): void {
    const { words, attempts, exerciseOf } = this.options;
    this.#state.mode = "kata";
    if (!/^[yY是]/.test(text)) {
      this.#state.notice = words.resetNot;
      return;
    }
    try {
      const { kata } = this.#state;
      const backup = attempts.reset(exerciseOf(kata));
      // Graded here and now: as a save of its own it would take the notice away.
      this.#files.remember(kata.id);
      this.#grade(kata.id);
      this.#state.notice = backup ? words.resetDone(backup) : "";
    } catch (error) {
      this.#state.notice = inOneLine(error, this.options.language);
    }
  }

  #step(by: 1 | -1): void {
    const { katas } = this.options.catalog;
    const target = katas[katas.indexOf(this.#state.kata) + by];
    if (target) this.#goTo(target);
    else this.#state.notice = by === 1 ? this.options.words.lastKata : this.options.words.firstKata;
  }

  #goTo(kata: Kata): void {
    this.#state.kata = kata;
    this.#show("kata");
    const unsaved = this.options.progress.show(kata.id);
    if (unsaved) this.#state.notice = this.#unsaved(unsaved);
    if (!this.#state.results.has(kata.id)) this.#grade(kata.id);
  }

  #show(mode: "kata" | "list" | "statement"): void {
    const state = this.#state;
    state.mode = mode;
    state.scroll = 0;
    state.panel = [];
  }

  #scroll(name: string): void {
    const state = this.#state;
    const page = Math.max(1, state.height - 8);
    const by = { up: -1, down: 1, pageup: -page, pagedown: page, space: page, home: -1e9, end: 1e9 }[name] ?? 0;
    if (by !== 0) state.scroll = Math.max(0, Math.min(scrollRange(state, this.#context), state.scroll + by));
  }

  #hint(): void {
    const { progress, words } = this.options;
    const { kata, results } = this.#state;
    const verdicts = new Map(results.get(kata.id)?.parts.map(({ part, verdict }) => [part, verdict]));
    const part = Object.keys(kata.parts).find((name) => verdicts.get(name) !== "passed");
    if (!part) {
      this.#state.notice = words.nothingToHint;
      return;
    }
    const { lines, seen } = nextHint(kata, part, progress.of(kata.id).hints[part] ?? 0, this.options);
    this.#panel(lines);
    const unsaved = seen ? progress.hintSeen(kata.id, part) : undefined;
    if (unsaved) this.#state.notice = this.#unsaved(unsaved);
  }

  /** The arguments of the first failing case, and the diff of its result. */
  async #reveal(): Promise<void> {
    const { words, paint } = this.options;
    const { kata, results } = this.#state;
    const failing =
      results.get(kata.id)?.parts.filter(({ verdict }) => verdict !== "passed" && verdict !== "not-graded") ?? [];
    const part = failing.find(({ verdict }) => verdict !== "not-implemented") ?? failing[0];
    const one = part?.cases.find(({ verdict }) => verdict !== "passed");
    if (!part || !one) {
      this.#state.notice = words.nothingToReveal;
      return;
    }
    this.#panel([
      paint.cyan(words.revealed(part.part, one.name)),
      ...(await argumentLines(this.#grader, kata, part.part, one.name, this.options)),
      ...("expected" in one && one.actual !== undefined ? renderDiff(one.expected, one.actual, words, paint) : []),
    ]);
    this.#emit({ type: "noticed", text: "" });
  }

  /** Shows lines below the report, scrolled into sight. */
  #panel(lines: readonly string[]): void {
    this.#state.panel = lines;
    this.#state.scroll = scrollRange(this.#state, this.#context);
  }

  #runningAll = false;
  async #runAll(): Promise<void> {
    if (this.#runningAll) return;
    this.#runningAll = true;
    const { katas } = this.options.catalog;
    let passed = 0;
    for (const kata of katas) {
      this.#state.grading.add(kata.id);
      const result = await this.#grader.grade(kata);
      if (result?.verdict === "passed") passed++;
    }
    this.#emit({ type: "noticed", text: this.options.words.ranAll(passed, katas.length) });
    this.#runningAll = false;
  }

  #grade(id: string): void {
    const kata = this.options.catalog.katas.find((one) => one.id === id);
    if (!kata) return;
    const state = this.#state;
    state.grading.add(id);
    if (id === state.kata.id) {
      state.panel = [];
      state.scroll = 0;
    }
    const late = setTimeout(() => this.#draw(), GRADING_SHOWN_MS);
    void this.#grader.grade(kata).then(async (result) => {
      clearTimeout(late);
      if (!result) return;
      await this.#grader.checkTypes(kata);
      await this.#grader.warmUp(kata).catch((error) => this.#emit({ type: "failed", kata: kata.id, error }));
    });
  }

  #draw(): void {
    this.#terminal.draw(renderScreen(this.#state, this.#context));
  }

  #emit(event: WatchEvent): void {
    this.#queue.push(event);
    this.#wake();
  }

  /** What has happened since the last call; waits when nothing has. */
  async #events(): Promise<WatchEvent[]> {
    if (this.#queue.length === 0)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    return this.#queue.splice(0);
  }
}
