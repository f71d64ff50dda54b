/** Hears what the server tells by itself, for as long as the sitting lives and whatever happens to the line. */
import type { paths } from "./api.d.ts";
import { EventParser, type ServerEvent } from "./event-parser.ts";

const STREAM: keyof paths = "/api/session/stream";

export interface ListenerOptions {
  readonly server: string;
  readonly token: string;
  readonly onEvent: (event: ServerEvent) => void;
  /** The line is there, again or at last: what happened before may have gone unheard. */
  readonly onThere: () => void;
  readonly waits?: Waits;
}

interface Waits {
  /** After the first failure; each further one waits twice as long. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** The server tells its clock every 15 s: a line that is silent for longer is dead, though nobody has closed it. */
  readonly silenceMs: number;
}

const WAITS: Waits = { firstMs: 2_000, longestMs: 30_000, silenceMs: 45_000 };

export class Listener {
  readonly #options: ListenerOptions;
  readonly #waits: Waits;
  #lastId = "";
  #isThere = false;
  #isClosed = false;
  #failures = 0;
  #line: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ListenerOptions) {
    this.#options = options;
    this.#waits = options.waits ?? WAITS;
    this.#open();
  }

  /** Whether what happens is heard. */
  get isThere(): boolean {
    return this.#isThere;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#line?.abort();
  }

  #open(): void {
    const { firstMs, longestMs } = this.#waits;
    void this.#hear()
      // Whatever ended it, a proxy or a server that restarts, the line may be there again later.
      .catch(() => undefined)
      .then((askedMs) => {
        this.#isThere = false;
        if (this.#isClosed) return;
        const waitMs = Math.max(askedMs ?? 0, firstMs * 2 ** Math.min(this.#failures++, 10));
        this.#timer = setTimeout(() => this.#open(), Math.min(waitMs, longestMs));
      });
  }

  /** Until the line breaks. @returns how long the server asks to be left alone */
  async #hear(): Promise<number | undefined> {
    const { server, token } = this.#options;
    const line = new AbortController();
    this.#line = line;
    const silence = setTimeout(() => line.abort(), this.#waits.silenceMs);
    try {
      const answer = await fetch(`${server}${STREAM}`, {
        headers: {
          accept: "text/event-stream",
          authorization: `Bearer ${token}`,
          ...(this.#lastId !== "" && { "last-event-id": this.#lastId }),
        },
        signal: line.signal,
      });
      if (!isStream(answer)) return Number(answer.headers.get("retry-after")) * 1_000 || undefined;
      return await this.#read(answer.body, silence);
    } finally {
      clearTimeout(silence);
      line.abort();
    }
  }

  async #read(body: ReadableStream<Uint8Array>, silence: NodeJS.Timeout): Promise<number | undefined> {
    const parser = new EventParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return parser.retryMs;
      silence.refresh();
      for (const event of parser.read(decoder.decode(value, { stream: true }))) {
        if (!this.#isThere) this.#options.onThere();
        this.#isThere = true;
        this.#failures = 0;
        if (parser.lastId !== "") this.#lastId = parser.lastId;
        // As many other windows listen as may: coming again would only displace one of them.
        if (event.name === "displaced") this.close();
        this.#options.onEvent(event);
      }
    }
  }
}

function isStream(answer: Response): answer is Response & { body: ReadableStream<Uint8Array> } {
  return answer.ok && answer.body !== null && /^text\/event-stream\b/.test(answer.headers.get("content-type") ?? "");
}
