// @verdict backward=wrong-value others=passed: nothing; the control that must lose points
import { forward } from "./honest.ts";
export { forward, squaredError, trainStep } from "./honest.ts";

export function backward(x: number[], w: number[], b: number, y: number) {
  const db = forward(x, w, b).a - y;
  return { dw: x.map((xi) => db * xi), db, dx: w.map((wi) => db * wi) };
}
