/** The katas that were opened: each with its text, its hints and its newest verdict. */
import type { GradedView, HintsView, OpenedKata, SavedText, TextNews } from "../../practice/schemas.ts";
import { ask, Refused } from "../shared/api.ts";
import type { Text } from "../shared/language.ts";
import { Doc } from "./doc.ts";
import { putAside, takeUp } from "./shelf.ts";
import { NEWS } from "./words.ts";

/** One kata that was opened. */
export interface Work {
  readonly opened: OpenedKata;
  readonly doc: Doc;
  readonly hints: readonly HintsView[];
  readonly graded: GradedView | undefined;
  readonly isGrading: boolean;
  /** A failure of ours while grading. */
  readonly fault: Text | undefined;
  /** One line above the editor, until it is dismissed or another comes. */
  readonly notice: Text | undefined;
}

/** Whether the server answers: nobody does, or a new one that does not know this page. */
export type Line = "there" | "away" | "stranger";

export interface WorksEars {
  changed(): void;
  line(is: Line): void;
}

/** Where the routes of one kata begin. */
export function routeOf(kata: string): string {
  return `/api/practice/katas/${kata}`;
}

/** So much browsers still send for a page that goes. */
const KEEPALIVE_CHARACTERS = 15_000;

interface SaveBody {
  readonly text: string;
  readonly base: string;
  readonly keep: boolean;
  readonly tab: string;
}

export class Works {
  readonly #works = new Map<string, Work>();
  readonly #tab: string;
  readonly #ears: WorksEars;

  /** @param tab this page, to tell its own texts from those of others */
  constructor(tab: string, ears: WorksEars) {
    this.#tab = tab;
    this.#ears = ears;
  }

  get(kata: string): Work | undefined {
    return this.#works.get(kata);
  }

  /** What the server says of a kata, for the first time or again. */
  open(opened: OpenedKata): void {
    const { hints, isGrading } = opened;
    const { kata } = opened.page;
    const graded = opened.graded ?? undefined;
    const known = this.#works.get(kata);
    if (known) {
      this.#works.set(kata, { ...known, opened, hints, graded, isGrading });
      known.doc.hear(opened.unusable ? { text: null, hash: "", seq: opened.seq } : opened);
      return;
    }
    const doc = this.#docOf(kata, opened);
    this.#works.set(kata, { opened, doc, hints, graded, isGrading, fault: undefined, notice: undefined });
    const unsaved = takeUp(localStorage, this.#tab, kata);
    if (!unsaved || unsaved.text === doc.text) return;
    doc.resume(unsaved);
    if (!doc.theirs) this.change(kata, () => ({ notice: NEWS.restored }));
  }

  change(kata: string, change: (work: Work) => Partial<Work>): void {
    const work = this.#works.get(kata);
    if (!work) return;
    this.#works.set(kata, { ...work, ...change(work) });
    this.#ears.changed();
  }

  /** A file has changed. */
  hear({ kata, text, hash, seq, by }: TextNews): void {
    if (by !== this.#tab) this.#works.get(kata)?.doc.hear({ text, hash, seq });
  }

  /** What was not saved goes to the disk now. */
  saveAll(): void {
    for (const { doc } of this.#works.values()) if (doc.isDirty) void doc.save();
  }

  /** The server may be there again. */
  retryAll(): void {
    for (const { doc } of this.#works.values()) doc.retry();
  }

  #docOf(kata: string, disk: OpenedKata): Doc {
    return new Doc(
      {
        save: (text, base, keep) => this.#save(kata, { text, base, keep, tab: this.#tab }),
        changed: () => {
          if (this.#works.get(kata)?.doc.isAway) this.#ears.line("away");
          this.#ears.changed();
        },
        shelve: (unsaved) => putAside(localStorage, this.#tab, kata, unsaved),
        replaced: () => this.change(kata, () => ({ notice: NEWS.fromDisk })),
        kept: (name) => this.change(kata, () => ({ notice: NEWS.theirsKept(name) })),
      },
      disk,
    );
  }

  async #save(kata: string, body: SaveBody): Promise<SavedText> {
    const keepalive = body.text.length < KEEPALIVE_CHARACTERS;
    try {
      const saved = await ask<SavedText>(`${routeOf(kata)}/text`, { method: "PUT", body, keepalive });
      this.#ears.line("there");
      return saved;
    } catch (error) {
      if (error instanceof Refused && error.status === 401) this.#ears.line("stranger");
      throw error;
    }
  }
}
