/** What an organiser's page hears: the row of every session that something happened to. */

import type { Desk } from "../desk/desk.ts";
import { readRow, readSessions } from "../desk/sessions.ts";
import type { EventStream } from "./event-stream.ts";
import type { Feed } from "./streams.ts";

export class OrganiserFeed implements Feed {
  readonly topic: string;
  readonly #desk: Desk;
  readonly #told = new Map<string, number>();

  constructor(desk: Desk, assessment: string) {
    this.#desk = desk;
    this.topic = assessment;
  }

  async look(stream: EventStream, session: string | undefined): Promise<void> {
    const rows =
      session === undefined ? await readSessions(this.#desk, this.topic) : [await readRow(this.#desk, session)];
    for (const row of rows) {
      const mark = row.forgotten ? -1 : row.seq;
      if (this.#told.get(row.id) === mark) continue;
      this.#told.set(row.id, mark);
      stream.send("session", row);
    }
    stream.send("clock", { now: this.#desk.clock.now() });
  }
}
