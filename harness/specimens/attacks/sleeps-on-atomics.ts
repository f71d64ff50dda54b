// @verdict forward=threw others=passed: blocks the thread on Atomics.wait
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5_000);
  return honest(x, w, b);
}
