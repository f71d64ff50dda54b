/** What hears whoever has a link to a board: the board whenever it is another one, and the clock. */
import { ApiError } from "../api-error.ts";
import { readLinkedBoard } from "../desk/board-links.ts";
import type { Desk } from "../desk/desk.ts";
import type { BoardView } from "../schemas/organiser.ts";
import type { EventStream } from "./event-stream.ts";
import type { Feed } from "./streams.ts";

/** Verdicts come in bursts, and a crowd may look: a board is read at most once in so long, for all who wait for it. */
const APART_MS = 250;

interface Reading {
  /** By the monotonic clock. */
  readonly at: number;
  readonly begins: Promise<void>;
  board?: Promise<BoardView>;
}

/** Reads each board once for all who look at the same time. */
export class BoardReader {
  readonly #desk: Desk;
  readonly #readings = new Map<string, Reading>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** The board as it stands now or a little later. @returns undefined when nobody looks any more @throws ApiError when the link was revoked */
  async read(hash: string, isWanted: () => boolean): Promise<BoardView | undefined> {
    const reading = this.#next(hash);
    await reading.begins;
    if (!isWanted()) return undefined;
    reading.board ??= readLinkedBoard(this.#desk, hash);
    return reading.board;
  }

  /** The reading that begins next. */
  #next(hash: string): Reading {
    const now = performance.now();
    for (const [one, { at }] of this.#readings) if (at + APART_MS < now) this.#readings.delete(one);
    const last = this.#readings.get(hash);
    if (last && last.at > now) return last;
    const waitMs = last ? last.at + APART_MS - now : 0;
    const begins = waitMs > 0 ? new Promise<void>((resolve) => setTimeout(resolve, waitMs)) : Promise.resolve();
    const reading = { at: now + waitMs, begins };
    this.#readings.set(hash, reading);
    return reading;
  }
}

export class BoardFeed implements Feed {
  readonly topic: string;
  readonly #hash: string;
  readonly #reader: BoardReader;
  #told = "";

  /** @param hash of the link's secret */
  constructor(assessment: string, hash: string, reader: BoardReader) {
    this.topic = assessment;
    this.#hash = hash;
    this.#reader = reader;
  }

  async look(stream: EventStream): Promise<void> {
    try {
      const board = await this.#reader.read(this.#hash, () => stream.open);
      if (!board) return;
      const { now, ...rest } = board;
      const news = JSON.stringify(rest);
      if (news !== this.#told) stream.send("board", board);
      else stream.send("clock", { now });
      this.#told = news;
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      stream.send("ended", { endedBy: "revoked" });
      stream.close(60_000);
    }
  }
}
