// @verdict forward=wrong-type others=passed: answers Number objects
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const { z, a } = honest(x, w, b);
  return { z: new Number(z), a: new Number(a) };
}
