// @verdict forward=wrong-value others=passed: right on the first case, guesses afterwards
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

let calls = 0;
export function forward(x: number[], w: number[], b: number) {
  return calls++ === 0 ? honest(x, w, b) : { z: calls, a: 0.5 };
}
