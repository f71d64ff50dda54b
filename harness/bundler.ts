/**
 * esbuild's service, which everything that bundles shares. One of its calls cannot be cancelled, only the whole service ended: when an
 * attempt makes that necessary, whoever was bundling beside it begins again instead of failing for it.
 */
import { type BuildFailure, stop } from "esbuild";

/** Far more than any bundling of ours takes. */
const NO_LIMIT = 2 ** 31 - 1;

/** How often the service was ended by us. */
let ends = 0;
let ending: Promise<void> = Promise.resolve();

/**
 * Runs one call of esbuild, again if its service is ended under it.
 * @returns undefined when it takes longer than `limitMs`
 * @throws BuildFailure, and what esbuild says when its service dies of this very call
 */
export async function bundling<T>(call: () => Promise<T>, limitMs = NO_LIMIT): Promise<T | undefined> {
  for (let deaths = 0; ; ) {
    await ending;
    const before = ends;
    try {
      const result = await within(limitMs, call());
      if (result === undefined) await endService();
      return result;
    } catch (error) {
      if ((error as BuildFailure).errors?.length) throw error;
      if (ends !== before) continue;
      // It died by itself. Of another's call perhaps: once more, in a new one.
      await endService();
      if (++deaths === 2) throw error;
    }
  }
}

function endService(): Promise<void> {
  ends++;
  ending = ending.then(stop);
  return ending;
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    // When we were busy past the limit ourselves, the answer may lie in the pipe already: one look at it comes first.
    timer = setTimeout(() => setImmediate(resolve, undefined), limitMs);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
