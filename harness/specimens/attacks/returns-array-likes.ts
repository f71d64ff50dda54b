// @verdict backward=wrong-type others=passed: objects with indices and a length
export { forward, squaredError, trainStep } from "./honest.ts";
import { backward as honest } from "./honest.ts";

export function backward(x: number[], w: number[], b: number, y: number) {
  const { dw, db, dx } = honest(x, w, b, y);
  return { dw: { ...dw, length: dw.length }, db, dx };
}
