/** The submissions of a sitting, each told to the person when something about it is new. */
import type { SittingWords } from "../words/sitting.ts";
import { type Api, answerOf, type Submission, Unreachable } from "./client.ts";
import type { Display } from "./display.ts";
import { submissionLines } from "./marks.ts";
import { pause } from "./pause.ts";

const ASK_MS = 1_000;

export class Submissions {
  /** What was told of each. */
  readonly #told = new Map<string, string>();

  constructor(
    readonly api: Api,
    readonly display: Display,
    readonly words: SittingWords,
  ) {}

  get count(): number {
    return this.#told.size;
  }

  /** Whether a verdict is about to come. */
  get areAwaited(): boolean {
    return [...this.#told.values()].some((status) => status.startsWith("waiting"));
  }

  /** Takes all that there are as known. @throws Refused */
  async learn(): Promise<void> {
    for (const one of (await this.#askPatiently()) ?? []) this.#told.set(one.submission, standing(one));
  }

  /** @throws Refused, Unreachable */
  async tellNew(): Promise<void> {
    for (const one of await this.#ask()) this.tell(one);
  }

  /** Nothing, where it is known already. */
  tell(one: Submission): void {
    const now = standing(one);
    if (this.#told.get(one.submission) === now) return;
    this.#told.set(one.submission, now);
    for (const line of submissionLines(one, this.words)) this.display.line(line);
  }

  /** All of them, when the last verdict is there or the time for waiting is over. @throws Refused */
  async tellAll(limitMs: number, leave: AbortSignal): Promise<void> {
    const until = performance.now() + limitMs;
    let all = await this.#askPatiently();
    while ((all === undefined || all.some(isAwaited)) && performance.now() < until && !leave.aborted) {
      await pause(ASK_MS, leave);
      all = await this.#askPatiently();
    }
    if (all === undefined) this.display.line(this.words.noAnswer);
    if (all?.length === 0) this.display.line(this.words.nothingSubmitted);
    for (const one of all ?? []) for (const line of submissionLines(one, this.words)) this.display.line(line);
  }

  async #ask(): Promise<readonly Submission[]> {
    return (await answerOf(this.api.GET("/api/session/submissions"))).submissions;
  }

  /** What may be well a second later is no reason to end. @returns undefined when there was no answer */
  async #askPatiently(): Promise<readonly Submission[] | undefined> {
    try {
      return await this.#ask();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return undefined;
    }
  }
}

/** Where nothing of a verdict is shown there is nothing to wait for. */
function isAwaited({ status }: Submission): boolean {
  return status === "waiting";
}

function standing({ status, marks }: Submission): string {
  return `${status} ${marks?.feedback === "score" || marks?.feedback === "full" ? marks.score : ""}`;
}
