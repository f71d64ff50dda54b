/** Sends what waits in the outbox, in order, until the server has acknowledged it. */
import { type Api, answerOf, Refused, type Saved, type Submission, Unreachable } from "./client.ts";
import type { ServerClock } from "./clock.ts";
import type { Outbox, Sending } from "./outbox.ts";

export type SendEvent =
  | { readonly kind: "saved"; readonly kata: string; readonly saved: Saved }
  | { readonly kind: "submitted"; readonly submission: Submission }
  | { readonly kind: "refused"; readonly sending: Sending; readonly refusal: Refused }
  | { readonly kind: "offline"; readonly why: Unreachable };

const RETRY_MS = 500;
const LONGEST_RETRY_MS = 5_000;

/** Asks once. Both kinds may be asked again: the server knows a save by its number and a submission by its id. @throws Refused, Unreachable */
export function sendOnce(api: Api, { kind, kata, ...body }: Sending): Promise<Saved | Submission> {
  const params = { path: { kata } };
  return kind === "save"
    ? answerOf<Saved>(api.PUT("/api/session/katas/{kata}/source", { params, body }))
    : answerOf<Submission>(
        api.POST("/api/session/katas/{kata}/submissions", {
          params,
          body: body as typeof body & { submission: string },
        }),
      );
}

/** Ends a session's rights for good. */
const FATAL: ReadonlySet<string> = new Set(["unauthorized", "revoked"]);

export class Sender {
  #running: Promise<void> | undefined;
  #again = false;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    readonly api: Api,
    readonly outbox: Outbox,
    readonly clock: ServerClock,
    readonly emit: (event: SendEvent) => void,
  ) {}

  /** Sends now what waits, or as soon as what is under way has ended. */
  kick(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#drain().finally(() => {
      this.#running = undefined;
      if (this.#again) {
        this.#again = false;
        this.kick();
      }
    });
  }

  /** Until nothing waits, or the time is over. */
  async settle(limitMs: number): Promise<void> {
    const until = performance.now() + limitMs;
    this.kick();
    while (this.outbox.count > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #drain(): Promise<void> {
    for (const { file, sending } of this.outbox.waiting()) {
      if (this.#closed) return;
      const asked = this.clock.mark();
      try {
        const answer = await sendOnce(this.api, sending);
        this.#failures = 0;
        this.outbox.drop(file);
        if ("now" in answer) this.clock.tell(answer, asked);
        this.emit(
          "now" in answer
            ? { kind: "saved", kata: sending.kata, saved: answer }
            : { kind: "submitted", submission: answer },
        );
      } catch (error) {
        if (!(error instanceof Refused)) {
          this.#later(error);
          return;
        }
        // Who may not write at all keeps the work on disk.
        if (!FATAL.has(error.code)) this.outbox.drop(file);
        this.emit({ kind: "refused", sending, refusal: error });
        if (FATAL.has(error.code)) return;
      }
    }
  }

  #later(error: unknown): void {
    if (!(error instanceof Unreachable)) throw error;
    this.emit({ kind: "offline", why: error });
    const backOff = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** Math.min(this.#failures++, 10));
    this.#timer = setTimeout(() => this.kick(), error.waitMs ?? backOff);
  }
}
