/** Hands items on one at a time: as they come, or sorted by their number with bounded room for those that came early. */
export class Queue<T> {
  readonly #early = new Map<number, T>();
  readonly #waiting: (() => void)[] = [];
  #next = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(
    readonly emit: (item: T) => Promise<void>,
    readonly options: { readonly sorted: boolean; readonly room: number },
  ) {}

  /**
   * Resolves when the giver may go for another: once its item is taken, or lies here and there is room. Whoever has the lowest number
   * never waits, so nobody waits for ever. @throws what `emit` throws, to everybody from then on
   */
  async put(number: number, item: T): Promise<void> {
    if (!this.options.sorted) return this.#hand(item);
    this.#early.set(number, item);
    while (this.#early.has(this.#next)) {
      const ready = this.#early.get(this.#next)!;
      this.#early.delete(this.#next++);
      this.#hand(ready).catch(() => {});
    }
    for (const wake of this.#waiting.splice(0)) wake();
    while (this.#early.size >= this.options.room) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    await this.#last;
  }

  /** When nothing is being handed on. */
  async idle(): Promise<void> {
    await this.#last.catch(() => {});
  }

  #hand(item: T): Promise<void> {
    this.#last = this.#last.then(() => this.emit(item));
    return this.#last;
  }
}
