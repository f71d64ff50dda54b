// @verdict squaredError=wrong-value others=passed: off by a millionth of the right answer
export { backward, forward, trainStep } from "./honest.ts";
import { squaredError as honest } from "./honest.ts";

export function squaredError(a: number, y: number): number {
  return honest(a, y) * (1 + 1e-6);
}
