// @verdict forward=wrong-type others=passed: answers lazily, one number a time
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function* forward(x: number[], w: number[], b: number) {
  yield honest(x, w, b);
}
