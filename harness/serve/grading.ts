/** Takes gradings from the queue, as many at once as there are places, and settles each: with a verdict, or given back. */
import { inOneLine } from "../fault.ts";
import { claim, JOB_CHANNEL, type Job, release, renew } from "../store/queue.ts";
import type { Books } from "./desk/desk.ts";
import { readAssignment, settleFailed, settleGraded, settleLost } from "./desk/settle.ts";
import type { Grader } from "./grader/grader.ts";

const LEASE_MS = 30_000;
const RENEW_MS = LEASE_MS / 3;
/** How often lost gradings are looked for. */
const LOST_MS = 5_000;

/** What became of a grading. */
export type Graded = "graded" | "waiting" | "dead" | "stale" | "dropped";

export interface GradingOptions {
  /** Names this worker in the queue. */
  readonly worker: string;
  /** How many at once. */
  readonly places: number;
  readonly onEnd: (how: Graded, job: Job, error?: unknown) => void;
  /** The store cannot be reached, or something of ours is broken: told, and tried again. */
  readonly onError: (error: unknown) => void;
}

export class Grading {
  readonly #books: Books;
  readonly #grader: Grader;
  readonly #options: GradingOptions;
  readonly #held = new Map<Job, Promise<void>>();
  readonly #stopListening: () => void;
  readonly #lost: NodeJS.Timeout;
  #looking: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(books: Books, grader: Grader, options: GradingOptions) {
    this.#books = books;
    this.#grader = grader;
    this.#options = options;
    this.#stopListening = books.store.listen(JOB_CHANNEL, () => this.#look());
    this.#lost = setInterval(() => void this.#bury(), LOST_MS);
    this.#look();
  }

  /** Gradings under way. */
  get held(): number {
    return this.#held.size;
  }

  /** Takes no more, waits for what is held, and hands back what does not end in time. */
  async stop(withinMs: number): Promise<void> {
    this.#stopped = true;
    this.#stopListening();
    clearInterval(this.#lost);
    await this.#looking;
    const ended = Promise.all(this.#held.values());
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      ended,
      new Promise((resolve) => {
        timer = setTimeout(resolve, withinMs);
      }),
    ]);
    clearTimeout(timer);
    const rest = [...this.#held.keys()];
    await this.#books.store.write(async (tx) => {
      for (const job of rest) await release(tx, job);
    });
  }

  /** One look at a time; what was asked for meanwhile is looked for once more. */
  #look(): void {
    if (this.#stopped) return;
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.#looking = this.#fill()
      .catch(this.#options.onError)
      .finally(() => {
        this.#looking = undefined;
        if (this.#again) this.#look();
      });
  }

  async #fill(): Promise<void> {
    while (!this.#stopped && this.#held.size < this.#options.places) {
      const job = await this.#books.store.write((tx) => claim(tx, this.#options.worker, LEASE_MS));
      if (!job) return;
      this.#held.set(
        job,
        this.#work(job).finally(() => {
          this.#held.delete(job);
          this.#look();
        }),
      );
    }
  }

  async #work(job: Job): Promise<void> {
    const renewing = setInterval(() => {
      this.#books.store.write((tx) => renew(tx, job, LEASE_MS)).catch(this.#options.onError);
    }, RENEW_MS);
    try {
      this.#options.onEnd(await this.#grade(job), job);
    } catch (error) {
      await this.#giveBack(job, error);
    } finally {
      clearInterval(renewing);
    }
  }

  async #grade(job: Job): Promise<Graded> {
    const assignment = await readAssignment(this.#books, job);
    if (!assignment) return "dropped";
    const { kata, source, secret } = assignment;
    const graded = await this.#grader.grade(kata, source, secret);
    return (await settleGraded(this.#books, job, graded)) ? "graded" : "stale";
  }

  async #giveBack(job: Job, error: unknown): Promise<void> {
    // An end of ours is nobody's failure: `stop` hands the job back.
    if (this.#stopped) return;
    try {
      const became = await settleFailed(this.#books, job, inOneLine(error, "en"));
      this.#options.onEnd(became, job, error);
    } catch (lost) {
      // The lease runs out, and another worker gets the job.
      this.#options.onError(lost);
    }
  }

  async #bury(): Promise<void> {
    try {
      for (const job of await settleLost(this.#books)) this.#options.onEnd("dead", job);
    } catch (error) {
      this.#options.onError(error);
    }
  }
}
