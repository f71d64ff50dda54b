// @verdict forward=threw others=passed: waits for a callback that the event loop would run
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  let found: any;
  new FinalizationRegistry((held: any) => {
    found = held;
  }).register({}, globalThis);
  for (let i = 0; i < 100; i++) new Array(100_000).fill(i);
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
