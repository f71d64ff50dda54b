// @verdict forward=threw others=passed: asks the error of a failed import() for its constructor
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  let found: any;
  const name = "node:process";
  import(name).catch((error) => {
    found = error.constructor.constructor("return typeof process === 'undefined' ? undefined : process")();
  });
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
