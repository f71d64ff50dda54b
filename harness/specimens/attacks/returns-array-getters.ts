// @verdict backward=wrong-type others=passed: an array whose entries are computed at each read
export { forward, squaredError, trainStep } from "./honest.ts";
import { backward as honest } from "./honest.ts";

export function backward(x: number[], w: number[], b: number, y: number) {
  const { dw, db, dx } = honest(x, w, b, y);
  const lazy = dw.map(() => 0);
  dw.forEach((value, i) => Object.defineProperty(lazy, i, { get: () => value }));
  return { dw: lazy, db, dx };
}
