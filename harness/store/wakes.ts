/** Who listens to what in this process. Each listener is also called once a second, so that a lost message costs no more than that. */
import type { Listener } from "./driver.ts";

const POLL_MS = 1_000;

export class Wakes {
  readonly #listeners = new Map<string, Set<Listener>>();
  #poll: NodeJS.Timeout | undefined;

  listen(channel: string, listener: Listener): () => void {
    const channelListeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, channelListeners.add(listener));
    this.#poll ??= setInterval(() => this.lookAll(), POLL_MS).unref();
    return () => {
      channelListeners.delete(listener);
    };
  }

  /** Not at once, so that a listener can neither delay nor fail who tells. */
  tell(channel: string, payload?: string): void {
    for (const listener of this.#listeners.get(channel) ?? []) setImmediate(listener, payload);
  }

  /** Lets everybody look for themselves. */
  lookAll(): void {
    for (const channel of this.#listeners.keys()) this.tell(channel);
  }

  close(): void {
    clearInterval(this.#poll);
    this.#listeners.clear();
  }
}
