// @verdict forward=threw others=passed: asks for a number of a billion bits
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  return 1n << 4_000_000_000n ? honest(x, w, b) : undefined;
}
