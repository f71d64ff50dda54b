// @verdict forward=wrong-type others=passed: its arguments object
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return arguments;
}
