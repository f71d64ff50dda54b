// @verdict forward=threw others=passed: asks the constructor of `module`
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const found = (module as any).constructor.constructor("return typeof process === 'undefined' ? undefined : process")();
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
