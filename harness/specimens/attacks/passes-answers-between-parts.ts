// @verdict backward=wrong-value others=passed: lets backward answer from what forward saw last
export { squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

let last = { z: 0, a: 0 };
export function forward(x: number[], w: number[], b: number) {
  last = honest(x, w, b);
  return last;
}
export function backward(x: number[], w: number[], b: number, y: number) {
  const db = (last.a - y) * last.a * (1 - last.a) + 1;
  return { dw: x.map((xi) => db * xi), db, dx: w.map((wi) => db * wi) };
}
