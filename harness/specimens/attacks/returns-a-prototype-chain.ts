// @verdict forward=wrong-type others=passed: an object that inherits the right numbers
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  return Object.create(honest(x, w, b));
}
