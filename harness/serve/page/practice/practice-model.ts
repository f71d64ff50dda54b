/** The page's whole state: the katas, the one that is shown, what came of it, and the line to the server. */
import type {
  GradedView,
  HintsView,
  KataSummary,
  KeptText,
  OpenedKata,
  PracticeView,
  ResetText,
  TextNews,
} from "../../practice/schemas.ts";
import { asFailure, ask, type Failure, Unreached } from "../shared/api.ts";
import { type Listening, listen } from "../shared/events.ts";
import type { Text } from "../shared/language.ts";
import { tokenInLink } from "../shared/link.ts";
import { Model } from "../shared/model.ts";
import { NEWS } from "./words.ts";
import { type Line, routeOf, type Work, Works } from "./works.ts";

/** A page that found nobody looks again. */
const AGAIN_MS = 2_000;
const BASE = "/api/practice";

export class Practice extends Model {
  stage: "opening" | "door" | "work" = "opening";
  failure: Failure | undefined;
  list: PracticeView | undefined;
  /** The kata that is shown, or is about to be. */
  current = "";
  /** Whether nobody answers, or a new server that does not know this page. */
  line: Line = "there";
  trouble: Text | undefined;
  /** For those who hear the page. */
  announcement: Text = { en: "", zh: "" };
  readonly #tab = tabName();
  readonly works = new Works(this.#tab, {
    changed: () => this.changed(),
    line: (is) => {
      // A server that does not know this page is no less there.
      if (is !== "away" || this.line === "there") this.line = is;
    },
  });
  #stream: Listening | undefined;

  get work(): Work | undefined {
    return this.works.get(this.current);
  }

  get summary(): KataSummary | undefined {
    return this.list?.katas.find(({ kata }) => kata === this.current);
  }

  /** The next on the path that is not passed, after this one, else from the beginning. */
  get next(): KataSummary | undefined {
    const { path = [], katas = [] } = this.list ?? {};
    const at = path.indexOf(this.current);
    const open = new Map(katas.filter(({ passed }) => !passed).map((one) => [one.kata, one]));
    open.delete(this.current);
    return [...path.slice(at + 1), ...path.slice(0, Math.max(0, at))].map((kata) => open.get(kata)).find(Boolean);
  }

  async start(): Promise<void> {
    addEventListener("hashchange", () => void this.enter(location.hash));
    addEventListener("popstate", () => void this.show(kataIn(location.pathname) ?? this.current, false));
    addEventListener("pagehide", () => this.works.saveAll());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.works.saveAll();
      this.#hearLine();
    });
    if (!(await this.enter(location.hash))) await this.refresh();
  }

  /** @param link a printed link, or what stands behind its `#` @returns whether there was a secret in it */
  async enter(link: string): Promise<boolean> {
    const token = tokenInLink(link);
    if (token === undefined) return false;
    history.replaceState(null, "", location.pathname);
    try {
      await ask(`${BASE}/enter`, { method: "POST", body: { token } });
    } catch (error) {
      this.#fail(error);
      return true;
    }
    await this.refresh();
    return true;
  }

  /** Everything anew, as after a break. */
  async refresh(): Promise<void> {
    try {
      this.list = await ask<PracticeView>(BASE);
      this.line = "there";
      this.failure = undefined;
      const { katas, current, path } = this.list;
      const wanted = [kataIn(location.pathname), this.current, current ?? path[0]];
      const known = wanted.find((one) => katas.some(({ kata }) => kata === one));
      if (known !== undefined) await this.show(known, false);
      this.stage = "work";
      this.works.retryAll();
      this.#hearLine();
    } catch (error) {
      const isFirst = this.stage === "opening";
      this.#fail(error);
      // Who comes without a link has done nothing wrong.
      if (isFirst && this.line === "stranger") this.failure = undefined;
    }
    this.changed();
  }

  /** @param isStep whether the way back leads to the kata that is shown now */
  async show(kata: string, isStep = true): Promise<void> {
    if (isStep && kata === this.current) return;
    this.works.saveAll();
    const path = `/practice/${kata}`;
    if (isStep) history.pushState(null, "", path);
    else if (location.pathname !== path) history.replaceState(null, "", path);
    this.current = kata;
    this.changed();
    try {
      const opened = await ask<OpenedKata>(`${routeOf(kata)}/open`, { method: "POST" });
      this.works.open(opened);
      this.#summarise(opened.summary);
      this.line = "there";
    } catch (error) {
      this.#fail(error);
    }
    this.changed();
  }

  /** Saves and grades now. */
  run(): void {
    void this.work?.doc.save();
  }

  async hint(part: string): Promise<void> {
    const { work, current } = this;
    if (!work) return;
    await this.#try(async () => {
      const told = await ask<HintsView>(`${routeOf(current)}/hint`, { method: "POST", body: { part } });
      this.works.change(current, ({ hints }) => ({ hints: hints.map((one) => (one.part === part ? told : one)) }));
      const last = told.seen.at(-1);
      if (last) this.announcement = last;
    });
  }

  /** Puts the skeleton back; what is here goes to the disk first, where it is kept. */
  async reset(): Promise<void> {
    const { work, current } = this;
    if (!work) return;
    await work.doc.save();
    await this.#try(async () => {
      // Another text lies there, or the disk takes none.
      if (work.doc.isDirty) await this.#keep(current, work.doc.text);
      const body = { tab: this.#tab };
      const fresh = await ask<ResetText>(`${routeOf(current)}/reset`, { method: "POST", body });
      const { kept } = fresh;
      work.doc.replace(fresh);
      this.works.change(current, () => ({ notice: kept === null ? undefined : NEWS.resetDone(kept) }));
    });
  }

  /** Puts the disk's text into the editor; what is here is kept beside it. */
  async takeTheirs(): Promise<void> {
    const { work, current } = this;
    if (!work?.doc.theirs) return;
    await this.#try(async () => {
      const { kept } = await this.#keep(current, work.doc.text);
      work.doc.takeTheirs();
      this.works.change(current, () => ({ notice: NEWS.mineKept(kept) }));
    });
  }

  dismiss(): void {
    this.trouble = undefined;
    this.works.change(this.current, () => ({ notice: undefined }));
    this.changed();
  }

  #keep(kata: string, text: string): Promise<KeptText> {
    return ask<KeptText>(`${routeOf(kata)}/keep`, { method: "POST", body: { text } });
  }

  /** Browsers keep few lines open to one server: a page that nobody sees needs none. */
  #hearLine(): void {
    if (document.hidden || this.stage !== "work") {
      this.#stream?.close();
      this.#stream = undefined;
      return;
    }
    if (this.#stream) return;
    this.#stream = listen(`${BASE}/events`, {
      on: {
        // Something may have happened while nobody listened.
        hello: () => void this.refresh(),
        text: (news: TextNews) => this.works.hear(news),
        grading: ({ kata }: { kata: string }) => this.works.change(kata, () => ({ isGrading: true })),
        graded: (graded: GradedView) => this.#hearVerdict(graded),
        failed: ({ kata, told }: { kata: string; told: Text }) =>
          this.works.change(kata, () => ({ isGrading: false, fault: told })),
        progress: (summary: KataSummary) => {
          this.#summarise(summary);
          this.changed();
        },
        trouble: (told: Text) => {
          this.trouble = told;
          this.changed();
        },
      },
      onLine: (there) => {
        if (!there && this.line === "there") this.line = "away";
        this.changed();
      },
    });
  }

  #hearVerdict(graded: GradedView): void {
    const { kata } = graded;
    this.works.change(kata, () => ({ graded, isGrading: false, fault: undefined }));
    if (kata !== this.current) return;
    this.announcement = NEWS.verdict(graded);
    this.changed();
  }

  #summarise(summary: KataSummary): void {
    if (!this.list) return;
    const katas = this.list.katas.map((one) => (one.kata === summary.kata ? summary : one));
    this.list = { ...this.list, katas };
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.failure = undefined;
    } catch (error) {
      this.#fail(error);
    }
    this.changed();
  }

  #fail(error: unknown): void {
    const failure = asFailure(error);
    if (failure instanceof Unreached) this.line = "away";
    else if (failure.status === 401) this.line = "stranger";
    if (this.stage === "opening" && this.line === "stranger") this.stage = "door";
    if (this.stage === "opening") setTimeout(() => void this.refresh(), AGAIN_MS);
    // What the line says already is not said twice.
    this.failure = this.stage === "work" && this.line !== "there" ? undefined : failure;
    this.changed();
  }
}

/** `/practice/17-lstm` */
function kataIn(path: string): string | undefined {
  return /^\/practice\/([\w-]+)$/.exec(path)?.[1];
}

/** The same over a reload, another one in another tab. */
function tabName(): string {
  const KEY = "katagrad.tab";
  try {
    const known = sessionStorage.getItem(KEY) ?? crypto.randomUUID();
    sessionStorage.setItem(KEY, known);
    return known;
  } catch {
    return crypto.randomUUID();
  }
}
