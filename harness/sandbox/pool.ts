/** Sandboxes that wait, started ahead of need. Each is taken once, killed after its submission, and replaced meanwhile. */
import { type Layers, probeLayers } from "./layers.ts";
import { Sandbox } from "./sandbox.ts";

export class SandboxPool {
  readonly #waiting: Sandbox[] = [];
  readonly #size: number;
  #closed = false;

  constructor(
    readonly layers: Layers = probeLayers(),
    { size = 2 }: { size?: number } = {},
  ) {
    this.#size = size;
    this.#refill();
  }

  /** A sandbox that is ready. @throws HarnessFault when two in a row do not start. */
  async take(): Promise<Sandbox> {
    const first = this.#next();
    try {
      await first.ready;
      return first;
    } catch {
      first.kill();
    }
    const second = this.#next();
    await second.ready;
    return second;
  }

  close(): void {
    this.#closed = true;
    for (const sandbox of this.#waiting.splice(0)) sandbox.kill();
  }

  #next(): Sandbox {
    const sandbox = this.#waiting.shift() ?? new Sandbox(this.layers.launch);
    // After the caller's own work is under way: starting a process costs the parent a few milliseconds.
    setTimeout(() => this.#refill(), 0);
    return sandbox;
  }

  #refill(): void {
    while (!this.#closed && this.#waiting.length < this.#size) this.#waiting.push(new Sandbox(this.layers.launch));
  }
}
