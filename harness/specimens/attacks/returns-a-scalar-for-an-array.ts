// @verdict backward=wrong-type others=passed: a number where an array is asked
export { forward, squaredError, trainStep } from "./honest.ts";
import { backward as honest } from "./honest.ts";

export function backward(x: number[], w: number[], b: number, y: number) {
  const { dw, db } = honest(x, w, b, y);
  return { dw, db, dx: db };
}
