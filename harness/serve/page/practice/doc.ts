/** One attempt in the page: what is written here, what lies on the disk, and what to do when both have changed. */
import { asFailure, type Failure, Unreached } from "../shared/api.ts";
import type { Text } from "../shared/language.ts";

/** A text of the disk. */
export interface OnDisk {
  /** Null where there is none, or nothing that is a text. */
  readonly text: string | null;
  /** Empty where there is none. */
  readonly hash: string;
  /** Grows with each change: what is heard late is known by it. */
  readonly seq: number;
}

export interface DocPost {
  /** @param keep whether the text that is written over is kept beside it @throws Refused, Unreached */
  save(text: string, base: string, keep: boolean): Promise<Saved>;
  changed(): void;
  /** What is not on the disk yet, for a page that comes after this one; undefined: nothing. */
  shelve(unsaved: Unsaved | undefined): void;
  /** The disk has changed what is seen here. */
  replaced(): void;
  /** The disk's text was kept under that name when this one was written over it. */
  kept(name: string): void;
}

interface Saved {
  readonly hash: string;
  readonly seq: number;
  /** Under which name the text lies that was written over. */
  readonly kept: string | null;
}

/** A text that has not reached the disk, and the one that it was made from. */
export interface Unsaved {
  readonly text: string;
  readonly base: string;
  readonly baseText: string;
}

/** A pause in the typing. */
const PAUSE_MS = 400;
const WAIT_MS = [500, 1_000, 2_000, 5_000];

export class Doc {
  /** With `\n` alone, as the editor has it. */
  text: string;
  /** Counts the texts that did not come from the editor, so that it takes them over. */
  version = 0;
  /** What lies on the disk and was not made here, while nobody has chosen. */
  theirs: { readonly text: string; readonly hash: string } | undefined;
  failure: Failure | undefined;
  isAway = false;
  readonly #post: DocPost;
  /** What the text was made from, as it lay on the disk. */
  #base: { text: string; hash: string };
  /** What the editor showed when both were the same. */
  #synced: string;
  #isSaving = false;
  #again = false;
  #heard: OnDisk | undefined;
  #seq: number;
  #keep = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(post: DocPost, { text, hash, seq }: OnDisk & { readonly text: string }) {
    this.#post = post;
    this.#base = { text, hash };
    this.#seq = seq;
    this.text = this.#synced = shown(text);
  }

  get isDirty(): boolean {
    return this.text !== this.#synced;
  }

  get isSaving(): boolean {
    return this.#isSaving;
  }

  /** What both texts come from. */
  get baseText(): string {
    return shown(this.#base.text);
  }

  /** The editor's text has changed. */
  edit(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.#shelve();
    this.#wait(PAUSE_MS);
    this.#post.changed();
  }

  /** What an earlier page could not save. It goes on where that one stopped. */
  resume({ text, base, baseText }: Unsaved): void {
    const disk = { ...this.#base };
    this.text = text;
    this.version++;
    if (base !== disk.hash && shown(disk.text) !== text) {
      this.#base = { text: baseText, hash: base };
      this.#synced = shown(baseText);
      this.#meet(disk);
    } else if (this.isDirty) this.#wait(0);
    this.#shelve();
    this.#post.changed();
  }

  /** Writes now, and grades even where nothing has changed. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.theirs) return;
    if (this.#isSaving) {
      this.#again = true;
      return;
    }
    this.#isSaving = true;
    const sent = this.text;
    this.#post.changed();
    try {
      await this.#send(sent);
    } finally {
      this.#isSaving = false;
      this.#shelve();
      const heard = this.#heard;
      this.#heard = undefined;
      if (heard) this.hear(heard);
      if (this.#again || (this.isDirty && this.#timer === undefined && !this.theirs && !this.failure)) {
        this.#again = false;
        this.#wait(0);
      }
      this.#post.changed();
    }
  }

  /** The file has changed. What is written here is left alone where there is something. */
  hear(disk: OnDisk): void {
    if (this.#isSaving) {
      this.#heard = disk;
      return;
    }
    if (disk.seq < this.#seq) return;
    this.#seq = disk.seq;
    if (disk.hash === (this.theirs?.hash ?? this.#base.hash)) return;
    // A file that has gone takes nothing away: what is here makes it again.
    if (disk.text === null) this.#base = { text: "", hash: disk.hash };
    else if (disk.hash === this.#base.hash) this.#rest();
    else if (shown(disk.text) === this.text) this.#agree(disk.text, disk.hash);
    else if (this.isDirty || this.theirs) this.#meet({ text: disk.text, hash: disk.hash });
    else this.#take(disk.text, disk.hash);
    this.#shelve();
    this.#post.changed();
  }

  /** Writes this text over the other one, which is kept beside it. */
  keepMine(): Promise<void> {
    return this.#choose(this.text);
  }

  /** The caller has kept this text elsewhere. */
  takeTheirs(): void {
    const { theirs } = this;
    if (!theirs) return;
    this.theirs = undefined;
    this.#keep = false;
    this.#take(theirs.text, theirs.hash);
    this.#shelve();
    this.#post.changed();
  }

  /** Writes what was made from both; the disk's text is kept beside it. */
  takeMerged(merged: string): Promise<void> {
    return this.#choose(merged);
  }

  /** The server has put another text there at the wish of this page. */
  replace({ text, hash, seq }: OnDisk & { readonly text: string }): void {
    this.#seq = seq;
    this.#keep = false;
    this.theirs = undefined;
    this.failure = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#take(text, hash);
    this.#shelve();
    this.#post.changed();
  }

  /** The server may be there again. */
  retry(): void {
    if (this.isDirty && !this.theirs) this.#wait(0);
  }

  async #choose(text: string): Promise<void> {
    const { theirs } = this;
    if (!theirs) return;
    this.theirs = undefined;
    this.#base = theirs;
    if (text !== this.text) {
      this.text = text;
      this.version++;
    }
    this.#keep = true;
    await this.save();
  }

  async #send(sent: string): Promise<void> {
    const text = written(sent, this.#base.text);
    try {
      const { hash, seq, kept } = await this.#post.save(text, this.#base.hash, this.#keep);
      this.#seq = Math.max(this.#seq, seq);
      this.#keep = false;
      this.#failures = 0;
      this.failure = undefined;
      this.isAway = false;
      this.#base = { text, hash };
      this.#synced = sent;
      if (kept !== null) this.#post.kept(kept);
    } catch (error) {
      this.#onFailure(asFailure(error));
    }
  }

  #onFailure(failure: Failure): void {
    if (failure instanceof Unreached || failure.status === 401) {
      this.isAway = true;
      this.failure = undefined;
      this.#wait(WAIT_MS[Math.min(this.#failures++, WAIT_MS.length - 1)]);
      return;
    }
    this.isAway = false;
    if (failure.code !== "changed-on-disk") {
      this.failure = failure;
      return;
    }
    const { text, hash, seq, unusable } = failure.data as unknown as OnDisk & { readonly unusable: Text | null };
    this.#seq = Math.max(this.#seq, seq);
    if (unusable) this.failure = failure;
    else if (text === null) {
      // There is nothing left that could be written over.
      this.#base = { text: "", hash: "" };
      this.#again = true;
    } else if (shown(text) === this.text) this.#agree(text, hash);
    else if (this.isDirty) this.#meet({ text, hash });
    else this.#take(text, hash);
  }

  /** The disk has again what this text was made from. */
  #rest(): void {
    this.theirs = undefined;
    this.#wait(0);
  }

  #agree(text: string, hash: string): void {
    this.theirs = undefined;
    this.#base = { text, hash };
    this.#synced = this.text;
  }

  #take(text: string, hash: string): void {
    this.#base = { text, hash };
    this.text = this.#synced = shown(text);
    this.version++;
    this.#post.replaced();
  }

  #meet(theirs: { readonly text: string; readonly hash: string }): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.theirs = theirs;
  }

  #wait(ms: number): void {
    if (this.theirs) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), ms);
  }

  #shelve(): void {
    const { text, hash } = this.#base;
    this.#post.shelve(this.isDirty ? { text: this.text, base: hash, baseText: text } : undefined);
  }
}

/** A file's text as the editor has it. */
export function shown(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** An editor's text with the line ends of the file that it goes into. */
function written(text: string, file: string): string {
  return /\r\n/.test(file) ? text.replaceAll("\n", "\r\n") : text;
}
