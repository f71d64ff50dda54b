// @verdict forward=memory-limit others=passed: keeps small objects until the heap is full
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const kept = new Map<number, number[]>();
  for (let i = 0; i < 400_000; i++) kept.set(i, new Array(64).fill(i + 0.5));
  return kept.size > 0 ? honest(x, w, b) : undefined;
}
