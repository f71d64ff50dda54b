/**
 * Collects garbage when we say so. V8 does it the more rarely the more it holds, so that a long batch came to twice the memory of a short one,
 * though no more of it was alive.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | undefined;

/** Takes about 20 ms, during which nothing else runs. */
export function collectGarbage(): void {
  if (!collect) {
    // The flag shows its function to contexts that are made from now on, and to none of a candidate: those are other processes.
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
    setFlagsFromString("--no-expose-gc");
  }
  collect();
}
