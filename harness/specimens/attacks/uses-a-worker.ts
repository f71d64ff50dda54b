// @verdict forward=threw others=passed: moves its work to a thread
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const found: any = new Worker("data:text/javascript,0");
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
