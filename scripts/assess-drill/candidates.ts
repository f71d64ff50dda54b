/** Candidates who save again and again, and remember what was acknowledged. */
import { createHash } from "node:crypto";
import { answerOf, openApi, type Saved, Unreachable } from "../../harness/join/client.ts";

/** Not all at once against a server that starts. */
const RETRY_MS = 1_000;

/** One person with an open editor. */
export class Candidate {
  readonly api;
  /** Hashes by sequence. */
  readonly acknowledged = new Map<number, string>();
  /** Of each save that was acknowledged at the first try, ms. */
  readonly latencies: number[] = [];
  retries = 0;
  #sequence = 0;

  constructor(
    server: string,
    readonly token: string,
    readonly kata: string,
    readonly device: string,
  ) {
    this.api = openApi(server, token);
  }

  async start(): Promise<void> {
    await answerOf(this.api.POST("/api/session/enter", { body: { token: this.token } }));
    await answerOf(this.api.POST("/api/session/start", { body: { honour: true } }));
  }

  /** Saves at a steady pace; a save that got no answer is sent again as it was. What is not acknowledged when `stop` comes stays open. */
  async work(everyMs: number, delayMs: number, stop: AbortSignal): Promise<void> {
    await pause(delayMs, stop);
    while (!stop.aborted) {
      const began = performance.now();
      await this.#save(stop);
      await pause(Math.max(0, everyMs - (performance.now() - began)), stop);
    }
  }

  /** Acknowledged saves that the server does not have as they were, and saves that it has twice. */
  async compare(): Promise<{ lost: number; doubled: number }> {
    const params = { path: { kata: this.kata } };
    const { saves } = await answerOf(this.api.GET("/api/session/katas/{kata}/history", { params }));
    const stored = new Map(saves.map(({ sequence, hash }) => [sequence, hash]));
    const lost = [...this.acknowledged].filter(([sequence, hash]) => stored.get(sequence) !== hash).length;
    return { lost, doubled: saves.length - stored.size };
  }

  async #save(stop: AbortSignal): Promise<void> {
    const sequence = ++this.#sequence;
    const text = `// ${this.device}, ${sequence}\n${"export const x = 1;\n".repeat(100)}`;
    const hash = createHash("sha256").update(text).digest("hex");
    const body = { text, device: this.device, sequence };
    for (let tries = 0; ; tries++)
      try {
        const asked = performance.now();
        const params = { path: { kata: this.kata } };
        const saved = await answerOf<Saved>(this.api.PUT("/api/session/katas/{kata}/source", { params, body }));
        if (saved.hash !== hash) throw new Error(`The server acknowledged another text: ${saved.hash}.`);
        if (tries === 0) this.latencies.push(performance.now() - asked);
        this.acknowledged.set(sequence, hash);
        return;
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        this.retries++;
        if (stop.aborted) return;
        await pause(error.waitMs ?? RETRY_MS, stop);
      }
  }
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stop.addEventListener("abort", done);
  });
}
