/** A board for an organiser, who says when it freezes and uncovers it: it asks anew whenever something happened. */
import type { BoardView } from "../../schemas/organiser.ts";
import { type Listening, listen } from "../shared/events.ts";
import { organiser } from "../shared/organiser.ts";
import { Board } from "./board-model.ts";
import { nextToReveal } from "./ranking.ts";

/** Verdicts come in bursts. */
const GATHER_MS = 300;

export class OrganiserBoard extends Board {
  readonly #path: string;
  #freeze: number;
  #listening: Listening | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(id: string, freeze: number) {
    super();
    this.#path = `/api/assessments/${encodeURIComponent(id)}`;
    this.#freeze = freeze;
  }

  get next(): string | undefined {
    return nextToReveal(this.rows);
  }

  get isAnyRevealed(): boolean {
    return this.rows.some(({ revealed }) => revealed);
  }

  open(): () => void {
    this.#listening = listen(`${this.#path}/stream`, {
      ...this.ears,
      on: {
        session: () => this.#gather(),
        clock: ({ now }: { now: number }) => {
          this.clock.hear(now);
          const { freezesAt = null, frozenAt = null } = this.view ?? {};
          if (freezesAt !== null && frozenAt === null && now >= freezesAt) this.#gather();
          this.changed();
        },
      },
    });
    void this.read();
    return () => {
      clearTimeout(this.#timer);
      this.#listening?.close();
    };
  }

  listenHere(): void {
    this.hasGivenWay = false;
    this.#listening?.resume();
    void this.read();
  }

  freezeFrom(minutes: number): void {
    this.#freeze = minutes;
    void this.read();
  }

  /** Uncovers the next one, or everybody, at every board of the assessment. */
  async reveal(isAll: boolean): Promise<void> {
    const body = isAll ? {} : { sessions: this.next === undefined ? [] : [this.next] };
    await this.#attempt(() => organiser.ask(`${this.#path}/board/reveal`, { method: "POST", body }));
  }

  /** Covers again what was uncovered. */
  async cover(): Promise<void> {
    await this.#attempt(() => organiser.ask(`${this.#path}/board/reveal`, { method: "DELETE" }));
  }

  async read(): Promise<void> {
    await this.#attempt(async () => undefined);
  }

  /** Does something and shows what has become of the board. */
  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.see(await organiser.ask<BoardView>(`${this.#path}/board?freeze=${this.#freeze}`));
    } catch (error) {
      this.fail(error);
    }
  }

  #gather(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.read();
    }, GATHER_MS);
  }
}
