// @verdict forward=threw others=passed: asks for a module whose name only exists at run time
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const found: any = (require as any)(["node", "process"].join(":"));
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
