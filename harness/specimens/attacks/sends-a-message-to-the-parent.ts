// @verdict forward=threw others=passed: forges a result through Node's own channels
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  process.send?.({ verdict: "passed" });
  const found: any = parentPort.postMessage({ verdict: "passed" });
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
