// @verdict forward=memory-limit others=passed: grows a resizable buffer to 1 GB
// @needs limits
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const Resizable = ArrayBuffer as unknown as new (n: number, o: object) => ArrayBuffer & { resize(n: number): void };
  const buffer = new Resizable(8, { maxByteLength: 2 ** 30 });
  buffer.resize(2 ** 30);
  new Float64Array(buffer).fill(1);
  return honest(x, w, b);
}
