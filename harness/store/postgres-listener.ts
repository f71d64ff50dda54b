/** What other processes tell through PostgreSQL, on a connection of its own that comes back after every loss. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { z } from "zod";
import type { Wake } from "./transaction.ts";
import type { Wakes } from "./wakes.ts";

/** One channel of the database for all channels of ours. */
const CHANNEL = "katagrad";
const SLOWEST_RETRY_MS = 5_000;

const notification = z.object({ from: z.string(), channel: z.string(), payload: z.string().optional() });

export class PostgresListener {
  readonly #config: pg.ClientConfig;
  readonly #wakes: Wakes;
  /** Marks what this process has told, which its own listeners know already. */
  readonly #self = randomUUID();
  #client: pg.Client | undefined;
  #started = false;
  #closed = false;
  #retryMs = 100;
  #retry: NodeJS.Timeout | undefined;

  constructor(config: pg.ClientConfig, wakes: Wakes) {
    this.#config = config;
    this.#wakes = wakes;
  }

  /** The statement that tells the other processes. */
  notification({ channel, payload }: Wake): pg.QueryConfig {
    const values = [CHANNEL, JSON.stringify({ from: this.#self, channel, payload })];
    return { name: "notify", text: "SELECT pg_notify($1, $2)", values };
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.#connect();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    const client = new pg.Client(this.#config);
    this.#client = client;
    let lost = false;
    const lose = () => {
      if (lost || this.#closed) return;
      lost = true;
      client.end().catch(() => {});
      this.#retry = setTimeout(() => void this.#connect(), this.#retryMs).unref();
      this.#retryMs = Math.min(2 * this.#retryMs, SLOWEST_RETRY_MS);
    };
    client.on("error", lose).on("end", lose);
    client.on("notification", ({ payload }) => this.#hear(payload));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.#retryMs = 100;
      // Something may have been told meanwhile.
      this.#wakes.lookAll();
    } catch {
      lose();
    }
  }

  /** Anybody who may connect may notify: what is not ours is passed over. */
  #hear(text: string | undefined): void {
    try {
      const { from, channel, payload } = notification.parse(JSON.parse(text ?? ""));
      if (from !== this.#self) this.#wakes.tell(channel, payload);
    } catch {}
  }
}
