/** What was submitted in this sitting, from whichever machine, and what is known of it. */
import type { SubmissionView } from "../../schemas/candidate.ts";
import { ask } from "../shared/api.ts";
import type { Sitting } from "./sitting.ts";
import { mergeSubmissions } from "./submitting.ts";
import { NOTICES } from "./words.ts";

export class SubmissionLog {
  /** Oldest first. */
  all: readonly SubmissionView[] = [];
  readonly #room: Sitting;
  readonly #changed: () => void;

  /** @param changed when there is something new to show */
  constructor(room: Sitting, changed: () => void) {
    this.#room = room;
    this.#changed = changed;
  }

  /** @throws Refused, Unreached */
  async refresh(): Promise<void> {
    const told = await ask<{ submissions: SubmissionView[] }>("/api/session/submissions");
    this.all = mergeSubmissions(this.all, told.submissions);
    this.#changed();
  }

  hear(news: SubmissionView): void {
    const before = this.all.find(({ submission }) => submission === news.submission);
    this.all = mergeSubmissions(this.all, [news]);
    if (before?.status === "waiting" && news.status !== "waiting") this.#room.say(NOTICES.graded);
    this.#changed();
  }

  /** How many gradings come before it. */
  hearPosition(submission: string, position: number): void {
    this.all = this.all.map((one) => (one.submission === submission ? { ...one, position } : one));
    this.#changed();
  }
}
