// @verdict forward=wrong-type others=passed: answers null
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return null;
}
