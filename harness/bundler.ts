/**
 * esbuild's service, which everything that bundles shares. One of its calls cannot be cancelled, only the whole service ended: when an
 * attempt makes that necessary, whoever was bundling beside it begins again instead of failing for it.
 */
import { type BuildFailure, stop } from "esbuild";

/** Far more than any bundling of ours takes. */
const NO_LIMIT = 2 ** 31 - 1;
const OVER = Symbol("over");
const ENDED = Symbol("ended");

/** Counts the services. */
let service = 0;
/**
 * Tells each call under way that the service was ended: esbuild itself leaves it unanswered for ever. A list and not one promise for
 * all: that would keep the result of every call that ever waited for it.
 */
const underWay = new Set<(ended: typeof ENDED) => void>();

/**
 * Runs one call of esbuild, again if its service is ended under it.
 * @returns undefined when it takes longer than `limitMs`
 * @throws BuildFailure, and what esbuild says when its service dies of this very call
 */
export async function bundling<T>(call: () => Promise<T>, limitMs = NO_LIMIT): Promise<T | undefined> {
  for (let deaths = 0; ; ) {
    const mine = service;
    const end = waitForEnd(limitMs);
    try {
      const result = await Promise.race([call(), end.reached]);
      if (result === OVER) endService();
      if (result !== ENDED) return result === OVER ? undefined : (result as T);
    } catch (error) {
      if ((error as BuildFailure).errors?.length) throw error;
      if (mine !== service) continue;
      // It died by itself. Of another's call perhaps: once more, in a new one.
      endService();
      if (++deaths === 2) throw error;
    } finally {
      end.forget();
    }
  }
}

function endService(): void {
  service++;
  void stop();
  for (const tell of underWay) tell(ENDED);
}

/** Until time or the service is over, whichever comes first. */
function waitForEnd(limitMs: number): { reached: Promise<typeof OVER | typeof ENDED>; forget: () => void } {
  let forget = () => {};
  const reached = new Promise<typeof OVER | typeof ENDED>((resolve) => {
    underWay.add(resolve);
    // When we were busy past the limit ourselves, the answer may lie in the pipe already: one look at it comes first.
    const timer = setTimeout(() => setImmediate(resolve, OVER), limitMs);
    forget = () => {
      clearTimeout(timer);
      underWay.delete(resolve);
    };
  });
  return { reached, forget };
}
