// @verdict forward=threw others=passed: sets a prototype by __proto__, which the runner switches off
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const found: any = { ["x"]: 1 };
  (found as any).__proto__ = { exit: () => 0 };
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
