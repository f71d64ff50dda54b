// @verdict forward=threw others=passed: asks for Node's internal bindings
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const found: any = (process as any).binding("spawn_sync");
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
