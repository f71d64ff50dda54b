// @verdict forward=memory-limit others=passed: flattens a rope of 256 MB
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const kept: string[] = [];
  for (let i = 0; i < 2; i++) kept.push(`${i}${"x".repeat(2 ** 28)}`.replace("0", "1"));
  return kept.join().length > 0 ? honest(x, w, b) : undefined;
}
