// @verdict forward=wrong-type others=passed: the global object
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return globalThis;
}
