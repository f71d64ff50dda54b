// @verdict forward=threw others=passed: reads the process
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const found = process as any;
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
