// @verdict forward=wrong-type others=passed: the right answer behind a Proxy that tells each reader something else
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  return new Proxy(honest(x, w, b), { get: () => 0, has: () => true, ownKeys: () => ["z", "a"] });
}
