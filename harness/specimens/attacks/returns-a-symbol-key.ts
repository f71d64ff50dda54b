// @verdict forward=wrong-type others=passed: a symbol for a key
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  return { ...honest(x, w, b), [Symbol.toStringTag]: "Number" };
}
