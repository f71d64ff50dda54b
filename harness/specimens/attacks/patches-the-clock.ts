// @verdict forward=wrong-value others=passed: stops the clock, then answers wrong and slow
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

Date.now = () => 0;
Date.prototype.getTime = () => 0;

export function forward(x: number[], w: number[], b: number) {
  let { z, a } = honest(x, w, b);
  for (let i = 0; i < 1e6; i++) a += 1e-6;
  return { z, a };
}
