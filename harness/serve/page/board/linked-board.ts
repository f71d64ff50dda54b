/** A board for whoever has a link to it: the server tells it whole whenever it changes. */
import type { BoardView } from "../../schemas/organiser.ts";
import { ask, Unreached } from "../shared/api.ts";
import { type Listening, listen } from "../shared/events.ts";
import { Board } from "./board-model.ts";

const AGAIN_MS = 5_000;

export class LinkedBoard extends Board {
  readonly #path: string;
  /** Of the link; undefined: an earlier visit has left a cookie. */
  readonly #secret: string | undefined;
  #listening: Listening | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(id: string, secret: string | undefined) {
    super();
    this.#path = `/api/boards/${encodeURIComponent(id)}`;
    this.#secret = secret;
  }

  open(): () => void {
    void this.#enter();
    return () => {
      clearTimeout(this.#timer);
      this.#listening?.close();
    };
  }

  listenHere(): void {
    this.hasGivenWay = false;
    this.#listening?.resume();
    this.changed();
  }

  /** As often as it needs, while nobody is reached. */
  async #enter(): Promise<void> {
    try {
      const body = { token: this.#secret };
      const view = await (this.#secret === undefined
        ? ask<BoardView>(this.#path)
        : ask<BoardView>(`${this.#path}/enter`, { method: "POST", body }));
      this.see(view);
      this.#listen();
    } catch (error) {
      this.fail(error);
      if (error instanceof Unreached) this.#timer = setTimeout(() => void this.#enter(), AGAIN_MS);
    }
  }

  #listen(): void {
    this.#listening = listen(`${this.#path}/stream`, {
      ...this.ears,
      on: {
        board: (view: BoardView) => this.see(view),
        clock: ({ now }: { now: number }) => {
          this.clock.hear(now);
          this.changed();
        },
        ended: () => void this.#end(),
      },
    });
  }

  /** The link was revoked: what it showed goes, and the server says why. */
  async #end(): Promise<void> {
    this.#listening?.close();
    this.view = undefined;
    await ask(this.#path).catch((error) => this.fail(error));
  }
}
