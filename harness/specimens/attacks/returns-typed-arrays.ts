// @verdict backward=wrong-type others=passed: Float64Arrays where plain arrays are asked
export { forward, squaredError, trainStep } from "./honest.ts";
import { backward as honest } from "./honest.ts";

export function backward(x: number[], w: number[], b: number, y: number) {
  const { dw, db, dx } = honest(x, w, b, y);
  return { dw: Float64Array.from(dw), db, dx: Float64Array.from(dx) };
}
