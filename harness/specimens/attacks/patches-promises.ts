// @verdict forward=wrong-type others=passed: denies that its promise is one
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

Object.defineProperty(Promise, Symbol.hasInstance, { value: () => false });

export async function forward(x: number[], w: number[], b: number) {
  return honest(x, w, b);
}
