// @verdict forward=mutated-input others=passed: clears what a reference would compute from
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const result = honest(x, w, b);
  x.fill(0);
  w.length = 0;
  return result;
}
