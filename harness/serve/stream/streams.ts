/** All readers of server-sent events of this server. What they hear comes from the store, so that any server may have written it. */
import type { FastifyReply } from "fastify";
import type { Store } from "../../store/driver.ts";
import { ApiError } from "../api-error.ts";
import { SESSION_CHANNEL } from "../desk/desk.ts";
import { STREAMS, STREAMS_OF_A_PERSON } from "../limits.ts";
import { EventStream } from "./event-stream.ts";

/** What feeds a reader. */
export interface Feed {
  /** The session, or the assessment, that it is about. */
  readonly topic: string;
  /** Looks at what is new and sends it. @param session which one changed; undefined: look for yourself */
  look(stream: EventStream, session: string | undefined): Promise<void>;
}

/** The store calls once a second without a word: every so many of these is a poll. */
const POLL_EVERY = 5;
const RETRY_MS = 3_000;
const STOPPED_RETRY_MS = 2_000;
/** Who was displaced should not come again by itself; a reader that does anyway is one of few. */
const DISPLACED_RETRY_MS = 60_000;

interface Reader {
  readonly feed: Feed;
  /** Whose it is. */
  readonly owner: string;
  readonly stream: EventStream;
  /** What changed since the look that is under way began; undefined in it means all. */
  readonly changed: Set<string | undefined>;
  looking: boolean;
}

export class Streams {
  readonly #readers = new Set<Reader>();
  readonly #stopListening: () => void;
  readonly #onError: (error: unknown) => void;
  #calls = 0;
  #closed = false;

  constructor(store: Pick<Store, "listen">, onError: (error: unknown) => void) {
    this.#onError = onError;
    this.#stopListening = store.listen(SESSION_CHANNEL, (payload) => this.#hear(payload));
  }

  get size(): number {
    return this.#readers.size;
  }

  /**
   * The newest tab is where somebody looks: where one person has too many about one thing, the oldest gives way, and is told.
   * @throws ApiError when this server has no place for anybody
   */
  open(reply: FastifyReply, feed: Feed, owner: string, most = STREAMS_OF_A_PERSON): void {
    const own = [...this.#readers].filter((one) => one.owner === owner && one.feed.topic === feed.topic);
    const displaced = own.slice(0, Math.max(0, own.length + 1 - most));
    if (this.#closed || this.#readers.size - displaced.length >= STREAMS) throw tooManyStreams();
    for (const one of displaced) {
      one.stream.send("displaced", { most });
      one.stream.close(DISPLACED_RETRY_MS);
      this.#readers.delete(one);
    }
    const stream = new EventStream(reply, () => this.#readers.delete(reader));
    const reader: Reader = { feed, owner, stream, changed: new Set(), looking: false };
    this.#readers.add(reader);
    this.#look(reader, undefined);
  }

  /** Says something that is in no log, to whoever of the topic reads here. */
  tell(topic: string, event: string, data: unknown): void {
    for (const { feed, stream } of this.#readers) if (feed.topic === topic) stream.send(event, data);
  }

  /** Lets every reader go, with the advice to come again soon. */
  close(): void {
    this.#closed = true;
    this.#stopListening();
    for (const { stream } of this.#readers) stream.close(STOPPED_RETRY_MS);
  }

  #hear(payload: string | undefined): void {
    if (payload === undefined) {
      if (this.#calls++ % POLL_EVERY === 0) for (const reader of this.#readers) this.#look(reader, undefined);
      return;
    }
    const [assessment, session] = payload.split(" ");
    for (const reader of this.#readers)
      if (reader.feed.topic === assessment || reader.feed.topic === session) this.#look(reader, session);
  }

  /** One look at a time for each reader. */
  #look(reader: Reader, session: string | undefined): void {
    reader.changed.add(session);
    if (reader.looking) return;
    reader.looking = true;
    void this.#drain(reader).finally(() => {
      reader.looking = false;
    });
  }

  async #drain({ feed, stream, changed }: Reader): Promise<void> {
    try {
      for (const session of changed) {
        changed.delete(session);
        if (stream.open) await feed.look(stream, session);
      }
    } catch (error) {
      this.#onError(error);
      stream.close(RETRY_MS);
    }
  }
}

function tooManyStreams(): ApiError {
  return new ApiError(
    429,
    "too-many-streams",
    { en: "As many pages listen to this server as it has places for.", zh: "监听此服务器的页面已满。" },
    {
      en: "Go on working: nothing but the live news is missing, and the page tries again by itself.",
      zh: "请继续作答：只缺少实时消息，页面会自动重试。",
    },
    { retryAfterSeconds: 10 },
  );
}
