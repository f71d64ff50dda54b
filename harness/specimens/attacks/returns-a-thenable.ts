// @verdict forward=wrong-type others=passed: the right answer, with a method for whoever awaits it
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  return { ...honest(x, w, b), then: (done: (value: unknown) => void) => done({ z: 0, a: 0 }) };
}
