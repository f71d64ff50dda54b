// @verdict forward=wrong-type others=passed: answers a symbol
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return { z: Symbol("z"), a: 0 };
}
