// @verdict forward=threw others=passed: takes memory outside the heap through WebAssembly
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const memory = new WebAssembly.Memory({ initial: 4_096, maximum: 16_384 });
  return memory.buffer.byteLength > 0 ? honest(x, w, b) : undefined;
}
