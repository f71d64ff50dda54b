// @verdict forward=wrong-type others=passed: answers later
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export async function forward(x: number[], w: number[], b: number) {
  return honest(x, w, b);
}
