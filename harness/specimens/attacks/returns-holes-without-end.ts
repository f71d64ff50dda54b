// @verdict forward=wrong-type others=passed: a sparse array of length 2^32 - 1
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return { z: new Array(2 ** 32 - 1), a: 0 };
}
