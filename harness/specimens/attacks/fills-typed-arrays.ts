// @verdict forward=memory-limit others=passed: keeps 1.5 GB outside the JavaScript heap
// @needs limits
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const kept: Float64Array[] = [];
  for (let i = 0; i < 96; i++) kept.push(new Float64Array(2 ** 21).fill(1));
  return kept.length === 96 ? honest(x, w, b) : undefined;
}
