// @verdict forward=threw others=passed: makes a function from a text through the constructor of generators
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const found: any = function* () {}.constructor("return typeof process === 'undefined' ? undefined : process")().next().value;
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
