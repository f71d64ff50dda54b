// @verdict backward=wrong-shape others=passed: no numbers at all, so that a loop over them finds no fault
export { forward, squaredError, trainStep } from "./honest.ts";
import { backward as honest } from "./honest.ts";

export function backward(x: number[], w: number[], b: number, y: number) {
  return { dw: [], db: honest(x, w, b, y).db, dx: [] };
}
