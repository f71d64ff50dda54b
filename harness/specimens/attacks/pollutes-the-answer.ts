// @verdict forward=wrong-type others=passed: leaves the numbers on the prototype and returns an empty object
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  Object.assign(Object.prototype, honest(x, w, b));
  return {};
}
