/** What was written and has not reached the server: sent in its order, kept across reloads, tried again until somebody answers. */
import { asFailure, type Refused, Unreached } from "../shared/api.ts";

export interface Entry {
  readonly kind: "save" | "submit";
  readonly kata: string;
  readonly text: string;
  /** Who wrote, and the how-manieth text of theirs: the server knows by both what it had already. */
  readonly device: string;
  readonly sequence: number;
  /** Of a submission: made once, so that asking again submits once. */
  readonly submission?: string;
}

export interface Post {
  /** @throws Refused, Unreached */
  send(entry: Entry): Promise<unknown>;
  /** It is on the server's disk. */
  arrived(entry: Entry, answer: unknown): void;
  /** It will not be taken, and is not kept. */
  refused(entry: Entry, refusal: Refused): void;
  /** The line became empty, longer, reached or unreached. */
  changed(): void;
}

/** Where the line lives between visits. */
export interface Shelf {
  read(): readonly Entry[];
  write(entries: readonly Entry[]): void;
}

const WAIT_MS = [500, 1_000, 2_000, 5_000, 10_000];
/** While nobody answers, older texts of a kata are thinned beyond this: the newest is what counts. */
const KEPT_OF_A_KATA = 20;

export class Outbox {
  readonly #post: Post;
  readonly #shelf: Shelf;
  #entries: Entry[];
  #isSending = false;
  #isAway = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(post: Post, shelf: Shelf) {
    this.#post = post;
    this.#shelf = shelf;
    this.#entries = [...shelf.read()];
  }

  get waiting(): readonly Entry[] {
    return this.#entries;
  }

  /** Whether the last try reached nobody. */
  get isAway(): boolean {
    return this.#isAway;
  }

  add(entry: Entry): void {
    this.#entries = thin([...this.#entries, entry], KEPT_OF_A_KATA);
    this.#keep();
    this.kick();
  }

  /** Tries now, not when the wait is over. */
  kick(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#drain();
  }

  async #drain(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      while (this.#entries.length > 0 && this.#timer === undefined) await this.#sendFirst();
    } finally {
      this.#isSending = false;
    }
  }

  async #sendFirst(): Promise<void> {
    const [entry] = this.#entries;
    this.#post.changed();
    try {
      const answer = await this.#post.send(entry);
      this.#reached(entry);
      this.#post.arrived(entry, answer);
    } catch (error) {
      const failure = asFailure(error);
      if (failure instanceof Unreached)
        return this.#wait(WAIT_MS[Math.min(this.#failures++, WAIT_MS.length - 1)], true);
      // A busy server is waited for, and a lost sign-in too; the interval between submissions is its candidate's to wait for.
      const isBusy = failure.status >= 500 || failure.status === 401 || failure.code === "too-many-requests";
      if (isBusy) return this.#wait((failure.retryAfterSeconds ?? 5) * 1_000, false);
      this.#reached(entry);
      this.#post.refused(entry, failure);
    }
  }

  #reached(entry: Entry): void {
    this.#failures = 0;
    this.#isAway = false;
    this.#entries = this.#entries.filter((one) => one !== entry);
    this.#keep();
  }

  #wait(ms: number, isAway: boolean): void {
    this.#isAway = isAway;
    this.#timer = setTimeout(() => this.kick(), ms);
    this.#post.changed();
  }

  #keep(): void {
    this.#shelf.write(this.#entries);
    this.#post.changed();
  }
}

/** At most so many saves of a kata: the first and the newest stay, between them every other goes. Submissions stay. */
export function thin(entries: readonly Entry[], most: number): Entry[] {
  const counts = new Map<string, number>();
  for (const { kind, kata } of entries) if (kind === "save") counts.set(kata, (counts.get(kata) ?? 0) + 1);
  const seen = new Map<string, number>();
  return entries.filter(({ kind, kata }, i) => {
    const all = counts.get(kata) ?? 0;
    if (kind !== "save" || all <= most) return true;
    const place = seen.get(kata) ?? 0;
    seen.set(kata, place + 1);
    // The first may be under way.
    return i === 0 || place === all - 1 || place % 2 === 0;
  });
}
