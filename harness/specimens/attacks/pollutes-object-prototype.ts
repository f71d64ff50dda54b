// @verdict forward=wrong-value others=passed: adds what a checker could read as options, then answers wrong
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

Object.assign(Object.prototype, { tol: 1e9, atol: 1e9, rtol: 1e9, passed: true, verdict: "passed", skip: true });

export function forward(x: number[], w: number[], b: number) {
  const { z, a } = honest(x, w, b);
  return { z: z + 1, a };
}
