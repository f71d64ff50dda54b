// @verdict forward=threw others=passed: evaluates a text
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const found = (0, eval)("process") as any;
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
