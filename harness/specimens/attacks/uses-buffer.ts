// @verdict forward=threw others=passed: takes memory outside the heap, and its uncleared rests
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const found = { exit: Buffer.allocUnsafe(8_192).toString };
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
