/**
 * The server's clock: the database's at the start, carried on by the machine's monotonic one, and held against the database's from time to time. Small
 * differences are slewed; a jump is not followed, so that setting a clock cannot end anybody's session.
 */

/** What the rest of the server asks for the time. */
export interface Clock {
  /** Milliseconds since 1970; never goes back. */
  now(): number;
  status(): ClockStatus;
}

export interface ClockStatus {
  /** How far the database's clock is ahead, in milliseconds, when it was last read. */
  readonly aheadMs: number;
  /** Jumps of the database's clock that were not followed. */
  readonly jumps: number;
  /** Whether the database's clock now differs by more than is followed. */
  readonly jumped: boolean;
}

/** Beyond this it is no drift. */
const JUMP_MS = 2_000;
/** How much faster or slower the clock runs while it is corrected: 5 ms a second. */
const SLEW = 0.005;
/** A reading that took longer says too little. */
const SLOW_READING_MS = 1_000;

export class ServerClock implements Clock {
  readonly #read: () => Promise<number>;
  readonly #monotonic: () => number;
  readonly #origin: number;
  #last: number;
  #target = 0;
  #applied = 0;
  #ahead = 0;
  #jumps = 0;
  #jumped = false;

  private constructor(read: () => Promise<number>, monotonic: () => number, origin: number, last: number) {
    this.#read = read;
    this.#monotonic = monotonic;
    this.#origin = origin - last;
    this.#last = last;
  }

  /** @param read the time by the clock of the database @param monotonic milliseconds from anywhere, never set */
  static async start(read: () => Promise<number>, monotonic = () => performance.now()): Promise<ServerClock> {
    const origin = await read();
    return new ServerClock(read, monotonic, origin, monotonic());
  }

  now(): number {
    return Math.floor(this.#exact());
  }

  status(): ClockStatus {
    return { aheadMs: Math.round(this.#ahead), jumps: this.#jumps, jumped: this.#jumped };
  }

  /** Holds the clock against the database's. @returns by how many milliseconds that one has jumped, when it has */
  async check(): Promise<number | undefined> {
    const before = this.#monotonic();
    const read = await this.#read();
    const after = this.#monotonic();
    if (after - before > SLOW_READING_MS) return undefined;
    const ahead = read + (after - before) / 2 - this.#exact();
    const moved = ahead - this.#ahead;
    this.#ahead = ahead;
    this.#jumped = Math.abs(ahead) > JUMP_MS;
    if (!this.#jumped) {
      this.#target = this.#applied + ahead;
      return undefined;
    }
    this.#target = this.#applied;
    if (Math.abs(moved) <= JUMP_MS) return undefined;
    this.#jumps++;
    return Math.round(ahead);
  }

  #exact(): number {
    const monotonic = this.#monotonic();
    const most = (monotonic - this.#last) * SLEW;
    this.#last = monotonic;
    this.#applied += Math.max(-most, Math.min(most, this.#target - this.#applied));
    return this.#origin + monotonic + this.#applied;
  }
}
