// @verdict forward=wrong-type others=passed: answers the right numbers as strings
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const { z, a } = honest(x, w, b);
  return { z: String(z), a: String(a) };
}
