// @verdict forward=wrong-type others=passed: answers a function
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return () => 0;
}
