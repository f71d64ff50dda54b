// @verdict forward=wrong-type others=passed: another number at each read, behind a getter
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  let reads = 0;
  const { z, a } = honest(x, w, b);
  return {
    get z() {
      return reads++ === 0 ? z : 0;
    },
    a,
  };
}
