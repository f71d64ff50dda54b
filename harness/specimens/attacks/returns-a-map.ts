// @verdict forward=wrong-type others=passed: a Map of the right numbers
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  return new Map(Object.entries(honest(x, w, b)));
}
