/** The page's side of the type-checking worker, which is fetched when it is first asked. Where it cannot start, nothing is said about types. */
import type { Answer, AnswerTo, Asked } from "./protocol.ts";

export class TypeService {
  #worker: Worker | undefined;
  #next = 0;
  readonly #waiting = new Map<number, (answer: Answer | undefined) => void>();
  #isBroken = false;

  /** Whether it will never answer. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** @returns undefined when there is no answer to be had */
  ask<Ask extends Asked["ask"]>(asked: Asked & { ask: Ask }): Promise<AnswerTo<Ask> | undefined> {
    const worker = this.#start();
    if (!worker) return Promise.resolve(undefined);
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve as (answer: Answer | undefined) => void);
      worker.postMessage({ id, asked });
    });
  }

  #start(): Worker | undefined {
    if (this.#isBroken) return undefined;
    if (this.#worker) return this.#worker;
    const worker = new Worker(TYPES_WORKER);
    worker.onmessage = ({ data }: MessageEvent<{ id: number; answer: Answer }>) => {
      this.#waiting.get(data.id)?.(data.answer);
      this.#waiting.delete(data.id);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#isBroken = true;
      worker.terminate();
      for (const resolve of this.#waiting.values()) resolve(undefined);
      this.#waiting.clear();
    };
    this.#worker = worker;
    return worker;
  }
}
