/** One reader of server-sent events. */
import type { FastifyReply } from "fastify";
import { STREAM_BYTES } from "../limits.ts";

export class EventStream {
  readonly #reply: FastifyReply;
  #open = true;

  /** Takes the answer over from Fastify. @param onClose is called once, whoever closes */
  constructor(reply: FastifyReply, onClose: () => void) {
    this.#reply = reply;
    reply.hijack();
    const { raw } = reply;
    const headers = reply.getHeaders() as Record<string, string>;
    raw.on("close", () => {
      this.#open = false;
      onClose();
    });
    raw.on("error", () => {});
    raw.writeHead(200, {
      ...headers,
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      // For a proxy that would hold lines back.
      "x-accel-buffering": "no",
    });
  }

  get open(): boolean {
    return this.#open;
  }

  /** @param id what a reader that lost the connection says that it has */
  send(event: string, data: unknown, id?: number): void {
    this.#write(`${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** @param retryMs when to come again */
  close(retryMs: number): void {
    if (!this.#open) return;
    this.#write(`retry: ${retryMs}\n\n`);
    this.#open = false;
    this.#reply.raw.end();
  }

  /** Who does not read is let go, and comes again when it can. */
  #write(text: string): void {
    if (!this.#open) return;
    const { raw } = this.#reply;
    raw.write(text);
    if (raw.writableLength > STREAM_BYTES) raw.destroy();
  }
}
