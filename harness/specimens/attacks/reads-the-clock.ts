// @verdict forward=threw others=passed: looks for the finer clock that the harness uses
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  performance.now = () => 0;
  return honest(x, w, b);
}
