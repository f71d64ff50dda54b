// @verdict forward=threw others=passed: calls the library that solves it
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const found: any = (globalThis as any).tf.sigmoid(b);
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
