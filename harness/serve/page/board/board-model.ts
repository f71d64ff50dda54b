/** A board that follows its assessment: it asks anew whenever something happened, and keeps what is not uncovered yet. */
import type { BoardView } from "../../schemas/organiser.ts";
import { asFailure, type Failure } from "../shared/api.ts";
import { listen } from "../shared/events.ts";
import { Model } from "../shared/model.ts";
import { organiser } from "../shared/organiser.ts";
import { ServerClock } from "../shared/server-clock.ts";
import { mixBoards, movesBetween, nextToReveal, type Row } from "./ranking.ts";

/** Verdicts come in bursts. */
const GATHER_MS = 300;

export class Board extends Model {
  readonly clock = new ServerClock(() => performance.now());
  view: BoardView | undefined;
  failure: Failure | undefined;
  isThere = false;
  rows: readonly Row[] = [];
  /** Whose rank changed last. */
  moved: readonly Row[] = [];
  readonly #id: string;
  #freeze: number;
  #revealed = new Set<string>();
  #open: readonly Row[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(id: string, freeze: number) {
    super();
    this.#id = id;
    this.#freeze = freeze;
  }

  /** Everybody has ended, or the time of all is over: now it may be revealed. */
  get isOver(): boolean {
    const { view } = this;
    if (!view || !this.clock.isKnown) return false;
    const isPast = view.endsAt !== null && this.clock.now() >= view.endsAt;
    return isPast || (view.rows.length > 0 && view.rows.every(({ phase }) => phase === "ended"));
  }

  get next(): string | undefined {
    return nextToReveal(this.rows);
  }

  /** @returns how to stop */
  open(): () => void {
    const listening = listen(`/api/assessments/${encodeURIComponent(this.#id)}/stream`, {
      on: {
        session: () => this.#gather(),
        clock: ({ now }: { now: number }) => {
          this.clock.hear(now);
          const { freezesAt = null, frozenAt = null } = this.view ?? {};
          if (freezesAt !== null && frozenAt === null && now >= freezesAt) this.#gather();
          this.changed();
        },
      },
      onLine: (there) => {
        this.isThere = there;
        this.changed();
      },
    });
    void this.read();
    return () => {
      clearTimeout(this.#timer);
      listening.close();
    };
  }

  freezeFrom(minutes: number): void {
    this.#freeze = minutes;
    this.#revealed = new Set();
    void this.read();
  }

  /** Uncovers the next one, or everybody. */
  async reveal(isAll: boolean): Promise<void> {
    await this.#ask(async () => {
      this.#open = (await this.#read(0)).rows;
    });
    const ids = isAll ? this.rows.map(({ id }) => id) : this.next === undefined ? [] : [this.next];
    for (const id of ids) this.#revealed.add(id);
    this.#mix();
  }

  async read(): Promise<void> {
    await this.#ask(async () => {
      const view = await this.#read(this.#freeze);
      if (this.#revealed.size > 0) this.#open = (await this.#read(0)).rows;
      this.clock.hear(view.now);
      this.view = view;
    });
    this.#mix();
  }

  #mix(): void {
    const rows = mixBoards(this.view?.rows ?? [], this.#open, this.#revealed);
    const moved = movesBetween(this.rows, rows);
    if (moved.length > 0) this.moved = moved;
    this.rows = rows;
    this.changed();
  }

  #read(freeze: number): Promise<BoardView> {
    return organiser.ask<BoardView>(`/api/assessments/${encodeURIComponent(this.#id)}/board?freeze=${freeze}`);
  }

  async #ask(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.failure = undefined;
    } catch (error) {
      this.failure = asFailure(error);
      this.changed();
    }
  }

  #gather(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.read();
    }, GATHER_MS);
  }
}
