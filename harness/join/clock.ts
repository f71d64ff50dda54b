/** How much time is left, by the server's clock: this machine's own clock is never asked for the date. */

interface Told {
  /** The server's moment, ms since 1970. */
  readonly now: number;
  readonly deadline: number | null;
}

export class ServerClock {
  #told: Told | undefined;
  #asked = 0;

  /** @param steady milliseconds that only go forward */
  constructor(readonly steady: () => number = () => performance.now()) {}

  /** When a question is sent; to be given back with its answer. */
  mark(): number {
    return this.steady();
  }

  /** The answer may have been long under way, so it is taken for as old as its question: never more time is shown than there is. */
  tell(told: Told, asked: number): void {
    if (this.#told && asked < this.#asked) return;
    this.#told = { now: told.now, deadline: told.deadline };
    this.#asked = asked;
  }

  /** Milliseconds, never below 0; null while nothing runs. */
  remainingMs(): number | null {
    if (this.#told?.deadline == null) return null;
    return Math.max(0, this.#told.deadline - this.#told.now - (this.steady() - this.#asked));
  }
}

const WARNINGS = [600_000, 120_000];

/** The warning that is due when the time left falls from one number to the other: 10 min, 2 min, or none. */
export function dueWarning(before: number | null, after: number | null): number | undefined {
  if (before === null || after === null) return undefined;
  return WARNINGS.findLast((one) => before > one && after <= one && after > 0);
}
