/** Waits, unless the signal ends the waiting. */
export function pause(ms: number, end: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (end.aborted) {
      resolve();
      return;
    }
    const done = () => {
      clearTimeout(timer);
      end.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    end.addEventListener("abort", done);
  });
}

/** Pauses that somebody else may end. Who calls while nobody sleeps ends the next one at once. */
export class Nap {
  #bell = new AbortController();

  wake(): void {
    this.#bell.abort();
  }

  /** @returns whether it was ended before its time */
  async take(ms: number): Promise<boolean> {
    const { signal } = this.#bell;
    await pause(ms, signal);
    if (signal.aborted) this.#bell = new AbortController();
    return signal.aborted;
  }
}
