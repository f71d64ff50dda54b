// @verdict all=passed: survives the refusal of a 2 GB buffer, which is its right
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  try {
    new ArrayBuffer(2 ** 31);
  } catch {}
  return honest(x, w, b);
}
