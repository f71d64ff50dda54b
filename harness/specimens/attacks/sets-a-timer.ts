// @verdict forward=threw others=passed: postpones its work behind the clock
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  setTimeout(() => {}, 0);
  return honest(x, w, b);
}
