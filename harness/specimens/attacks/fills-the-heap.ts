// @verdict forward=memory-limit others=passed: keeps 2 GB of arrays
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const kept: number[][] = [];
  for (let i = 0; i < 2_000; i++) kept.push(new Array(131_072).fill(i + 0.5));
  return kept.length === 2_000 ? honest(x, w, b) : undefined;
}
