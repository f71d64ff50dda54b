/** Who may work beside others, and who has the machine to itself. */
export class Turns {
  #beside = 0;
  #alone: Promise<void> | undefined;
  #whenQuiet: (() => void) | undefined;

  /** Beside others, once nobody asks to be alone. */
  async beside<T>(work: () => Promise<T>): Promise<T> {
    while (this.#alone) await this.#alone;
    this.#beside++;
    try {
      return await work();
    } finally {
      if (--this.#beside === 0) this.#whenQuiet?.();
    }
  }

  /** Alone: after those who work now and those who asked before, and before everybody who comes later. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#alone;
    let end = () => {};
    const turn = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#alone = turn;
    try {
      await before;
      await this.#quiet();
      return await work();
    } finally {
      if (this.#alone === turn) this.#alone = undefined;
      end();
    }
  }

  #quiet(): Promise<void> {
    if (this.#beside === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenQuiet = resolve;
    });
  }
}
