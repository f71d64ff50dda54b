/** Sandboxes that wait, started ahead of need. Each is taken once, killed after its submission, and replaced meanwhile. */
import { type Layers, probeLayers } from "./layers.ts";
import { Sandbox } from "./sandbox.ts";

export class SandboxPool {
  readonly #waiting: Sandbox[] = [];
  readonly #size: number;
  readonly #rehearsals: number | undefined;
  #closed = false;

  constructor(
    readonly layers: Layers = probeLayers(),
    { size = 2, rehearsals }: { size?: number; rehearsals?: number } = {},
  ) {
    this.#size = size;
    this.#rehearsals = rehearsals;
    this.#refill();
  }

  /** A sandbox that is ready. @throws HarnessFault when two in a row do not start. */
  async take(): Promise<Sandbox> {
    const first = this.#next();
    try {
      await first.ready;
      return first;
    } catch {
      this.discard(first);
    }
    const second = this.#next();
    await second.ready;
    return second;
  }

  /** Ends a sandbox that was taken. Its replacement starts after what the caller does next: starting costs us milliseconds. */
  discard(sandbox: Sandbox): void {
    sandbox.kill();
    setImmediate(() => this.#refill());
  }

  /** Settles when none is being started: that takes processor time from whoever is timed. */
  async settled(): Promise<void> {
    // A replacement is begun a turn after its forerunner was discarded, and that may be a turn after it was of use.
    for (let turns = 0; turns < 2; turns++) await new Promise((resolve) => setImmediate(resolve));
    await Promise.allSettled(this.#waiting.map(({ ready }) => ready));
  }

  close(): void {
    this.#closed = true;
    for (const sandbox of this.#waiting.splice(0)) sandbox.kill();
  }

  #next(): Sandbox {
    return this.#waiting.shift() ?? this.#start();
  }

  #refill(): void {
    while (!this.#closed && this.#waiting.length < this.#size) this.#waiting.push(this.#start());
  }

  #start(): Sandbox {
    return new Sandbox(this.layers.launch, this.#rehearsals);
  }
}
