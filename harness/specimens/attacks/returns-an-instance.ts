// @verdict forward=wrong-type others=passed: an instance of its own class
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

class Output {
  constructor(
    readonly z: number,
    readonly a: number,
  ) {}
  valueOf() {
    return 0;
  }
}
export function forward(x: number[], w: number[], b: number) {
  const { z, a } = honest(x, w, b);
  return new Output(z, a);
}
