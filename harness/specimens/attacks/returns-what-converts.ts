// @verdict forward=wrong-type others=passed: answers objects that turn into whatever number is asked
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const { z, a } = honest(x, w, b);
  const chameleon = (n: number) => ({ [Symbol.toPrimitive]: () => n, valueOf: () => n, toJSON: () => n });
  return { z: chameleon(z), a: chameleon(a) };
}
