/** Work of which only so much is done at once; the rest stands in a line and knows its place. */

/** The line is as long as it may be. */
export class LineFull extends Error {
  constructor(readonly position: number) {
    super(`The line is full at ${position}.`);
  }
}

interface Standing {
  readonly begin: () => void;
  readonly onPlace?: (before: number) => void;
}

export class Line {
  readonly #places: number;
  readonly #most: number;
  readonly #standing: Standing[] = [];
  #running = 0;

  /** @param places how much is done at once @param most how many may stand in the line */
  constructor(places: number, most: number) {
    this.#places = places;
    this.#most = most;
  }

  /** Those who stand in the line. */
  get length(): number {
    return this.#standing.length;
  }

  get running(): number {
    return this.#running;
  }

  /** @param onPlace hears how many come before, while there are any @throws LineFull, and what `work` throws */
  async enter<T>(work: () => Promise<T>, onPlace?: (before: number) => void): Promise<T> {
    await this.#turn(onPlace);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** @throws LineFull when `enter` would */
  check(): void {
    if (this.#running >= this.#places && this.#standing.length >= this.#most) throw new LineFull(this.#standing.length);
  }

  async #turn(onPlace?: (before: number) => void): Promise<void> {
    this.check();
    if (this.#running < this.#places) {
      this.#running++;
      return;
    }
    await new Promise<void>((begin) => {
      this.#standing.push({ begin, onPlace });
      onPlace?.(this.#standing.length);
    });
  }

  /** Hands the place on, so that nobody slips in between. */
  #leave(): void {
    const next = this.#standing.shift();
    if (next) next.begin();
    else this.#running--;
    for (const [index, { onPlace }] of this.#standing.entries()) onPlace?.(index + 1);
  }
}
