/** The way of a window's work to the server: in its order, kept by the browser until it has arrived. */
import { ask, Unreached } from "../shared/api.ts";
import { type Entry, Outbox, type Post } from "./outbox.ts";
import { newUuid } from "./random.ts";
import { openShelf } from "./shelf.ts";

/** Bytes that a browser still sends for a page that is gone. */
const KEEPALIVE_CHARACTERS = 30_000;

export class Line {
  readonly device = newUuid();
  readonly #outbox: Outbox;
  /** What an earlier page left, and this one sends in its name. */
  readonly #inherited: ReadonlySet<string>;
  #sequence = 0;

  /** @param isDisplaced whether another session's cookie would put this work there */
  constructor(session: string, isDisplaced: () => boolean, post: Omit<Post, "send">) {
    const send = (entry: Entry) => {
      if (isDisplaced()) throw new Unreached();
      return sendEntry(entry);
    };
    this.#outbox = new Outbox({ ...post, send }, openShelf(localStorage, session, this.device));
    this.#inherited = new Set(this.waiting.map(({ device, sequence }) => `${device} ${sequence}`));
  }

  /** What is not there yet. */
  get waiting(): readonly Entry[] {
    return this.#outbox.waiting;
  }

  get isAway(): boolean {
    return this.#outbox.isAway;
  }

  isSubmitting(kata: string): boolean {
    return this.waiting.some((one) => one.kind === "submit" && one.kata === kata);
  }

  /** Whether a save that the server tells of was sent by this page. */
  isOwn(device: string, sequence: number): boolean {
    return device === this.device || this.#inherited.has(`${device} ${sequence}`);
  }

  save(kata: string, text: string): void {
    this.#outbox.add({ kind: "save", kata, text, device: this.device, sequence: ++this.#sequence });
  }

  submit(kata: string, text: string): void {
    const { device } = this;
    this.#outbox.add({ kind: "submit", kata, text, device, sequence: ++this.#sequence, submission: newUuid() });
  }

  /** Tries at once. */
  kick(): void {
    this.#outbox.kick();
  }

  /** Until nothing waits, or nobody answers. */
  async settle(): Promise<void> {
    for (let i = 0; i < 100 && this.waiting.length > 0 && !this.isAway; i++)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function sendEntry({ kind, kata, text, device, sequence, submission }: Entry): Promise<unknown> {
  const keepalive = text.length < KEEPALIVE_CHARACTERS;
  const path = `/api/session/katas/${kata}`;
  return kind === "save"
    ? ask(`${path}/source`, { method: "PUT", body: { text, device, sequence }, keepalive })
    : ask(`${path}/submissions`, { method: "POST", body: { submission, text, device, sequence }, keepalive });
}
