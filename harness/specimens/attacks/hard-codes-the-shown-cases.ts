// @verdict forward=wrong-value others=passed: knows the numbers of the statement's example and guesses the rest
// @secret another seed for every case that is not shown
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  return x.length === 1 ? honest(x, w, b) : { z: 0, a: 0.5 };
}
