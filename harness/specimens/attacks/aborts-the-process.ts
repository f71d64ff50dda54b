// @verdict forward=threw others=passed: kills itself by signal
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  process.kill(process.pid, "SIGKILL");
  const found: any = undefined;
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
