// @verdict backward=wrong-value others=passed: returns the very arrays that it was given
export { forward, squaredError, trainStep } from "./honest.ts";

export function backward(x: number[], w: number[], b: number) {
  return { dw: x, db: b, dx: w };
}
