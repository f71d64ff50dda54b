// @verdict backward=wrong-type others=passed: leaves out what it does not know
export { forward, squaredError, trainStep } from "./honest.ts";
import { backward as honest } from "./honest.ts";

export function backward(x: number[], w: number[], b: number, y: number) {
  const { dw } = honest(x, w, b, y);
  return { dw };
}
