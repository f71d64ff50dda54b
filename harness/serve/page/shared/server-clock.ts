/** The server's time, told from what it said and a counter that nobody can set. The clock of this machine is never asked. */

/** What is said arrives late, never early: the sample that lies furthest ahead is the truest. */
const SAMPLES = 5;

export class ServerClock {
  /** Server's time less the counter's, newest last, in milliseconds. */
  readonly #ahead: number[] = [];
  readonly #ticks: () => number;

  /** @param ticks milliseconds that only grow, as `performance.now` */
  constructor(ticks: () => number) {
    this.#ticks = ticks;
  }

  get isKnown(): boolean {
    return this.#ahead.length > 0;
  }

  /** @param now milliseconds since 1970 as the server said */
  hear(now: number): void {
    this.#ahead.push(now - this.#ticks());
    if (this.#ahead.length > SAMPLES) this.#ahead.shift();
  }

  /** Milliseconds since 1970. Nothing is known before the server spoke. */
  now(): number {
    return this.#ticks() + Math.max(...this.#ahead);
  }
}

/** Remaining times, in milliseconds, at which a reader is told. */
const WARNINGS_MS = [600_000, 120_000] as const;

/** The warning that is due between two looks at the time that remains; undefined: none. */
export function warningBetween(before: number, after: number): number | undefined {
  return WARNINGS_MS.filter((mark) => before > mark && after <= mark && after > 0).at(-1);
}
