// @verdict forward=threw others=passed: compiles machine code
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const found: any = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
