// @verdict backward=wrong-shape others=passed: [[…]] where […] is asked
export { forward, squaredError, trainStep } from "./honest.ts";
import { backward as honest } from "./honest.ts";

export function backward(x: number[], w: number[], b: number, y: number) {
  const { dw, db, dx } = honest(x, w, b, y);
  return { dw: [dw], db, dx };
}
