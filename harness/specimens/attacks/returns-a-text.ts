// @verdict forward=wrong-type others=passed: answers "passed"
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return "passed";
}
