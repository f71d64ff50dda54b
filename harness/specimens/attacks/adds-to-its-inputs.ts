// @verdict backward=mutated-input others=passed: hangs a getter on an argument
export { forward, squaredError, trainStep } from "./honest.ts";
import { backward as honest } from "./honest.ts";

export function backward(x: number[], w: number[], b: number, y: number) {
  const result = honest(x, w, b, y);
  Object.defineProperty(x, 0, { get: () => 1, configurable: true });
  return result;
}
