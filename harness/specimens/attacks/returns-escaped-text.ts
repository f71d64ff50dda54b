// @verdict forward=output-limit others=passed: a string of 3 MB that is 18 MB when written
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return "\u0001".repeat(3 * 2 ** 20);
}
