/** A few things of one kind, each lent to one borrower at a time, in the order of asking. */
export class Lenders<T> {
  readonly #make: () => T;
  readonly #most: number;
  readonly #free: T[] = [];
  readonly #waiting: ((one: T) => void)[] = [];
  readonly #all: T[] = [];
  #closed = false;

  /** @param make is called when one more is wanted and there are fewer than `most` */
  constructor(most: number, make: () => T) {
    this.#most = most;
    this.#make = make;
  }

  /** @throws what `use` throws */
  async lend<R>(use: (one: T) => Promise<R>): Promise<R> {
    if (this.#closed) throw new Error("The store is closed.");
    const one = await this.#take();
    try {
      return await use(one);
    } finally {
      this.#give(one);
    }
  }

  /** Lends nothing more, waits for everybody to give back, and ends each. */
  async close(end: (one: T) => void): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const _ of this.#all.slice()) end(await this.#take());
  }

  async #take(): Promise<T> {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#all.length < this.#most && !this.#closed) {
      const made = this.#make();
      this.#all.push(made);
      return made;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(one: T): void {
    const next = this.#waiting.shift();
    if (next) next(one);
    else this.#free.push(one);
  }
}
