// @verdict backward=wrong-type others=passed: arrays with a length and nothing in them
export { forward, squaredError, trainStep } from "./honest.ts";
import { backward as honest } from "./honest.ts";

export function backward(x: number[], w: number[], b: number, y: number) {
  const { db } = honest(x, w, b, y);
  return { dw: new Array(x.length), db, dx: new Array(w.length) };
}
