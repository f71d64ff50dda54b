// @verdict forward=memory-limit others=passed: wants 2 GB in one piece
// @needs limits
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  return new ArrayBuffer(2 ** 31).byteLength > 0 ? honest(x, w, b) : undefined;
}
