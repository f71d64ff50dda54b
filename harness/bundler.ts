/**
 * esbuild's service, which everything that bundles shares. One of its calls cannot be cancelled, only the whole service ended: when an
 * attempt makes that necessary, whoever was bundling beside it begins again instead of failing for it.
 */
import { type BuildFailure, stop } from "esbuild";

/** Far more than any bundling of ours takes. */
const NO_LIMIT = 2 ** 31 - 1;
const OVER = Symbol("over");
const ENDED = Symbol("ended");

/** Tells everybody under way that the service was ended: esbuild itself leaves their calls unanswered for ever. */
let tellEnded: (ended: typeof ENDED) => void;
let ended = newService();

/**
 * Runs one call of esbuild, again if its service is ended under it.
 * @returns undefined when it takes longer than `limitMs`
 * @throws BuildFailure, and what esbuild says when its service dies of this very call
 */
export async function bundling<T>(call: () => Promise<T>, limitMs = NO_LIMIT): Promise<T | undefined> {
  for (let deaths = 0; ; ) {
    const service = ended;
    const clock = startClock(limitMs);
    try {
      const result = await Promise.race([call(), service, clock.over]);
      if (result === OVER) endService();
      if (result !== ENDED) return result === OVER ? undefined : (result as T);
    } catch (error) {
      if ((error as BuildFailure).errors?.length) throw error;
      if (service !== ended) continue;
      // It died by itself. Of another's call perhaps: once more, in a new one.
      endService();
      if (++deaths === 2) throw error;
    } finally {
      clock.stop();
    }
  }
}

function newService(): Promise<typeof ENDED> {
  return new Promise((resolve) => {
    tellEnded = resolve;
  });
}

function endService(): void {
  void stop();
  tellEnded(ENDED);
  ended = newService();
}

function startClock(limitMs: number): { over: Promise<typeof OVER>; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<typeof OVER>((resolve) => {
    // When we were busy past the limit ourselves, the answer may lie in the pipe already: one look at it comes first.
    timer = setTimeout(() => setImmediate(resolve, OVER), limitMs);
  });
  return { over, stop: () => clearTimeout(timer) };
}
