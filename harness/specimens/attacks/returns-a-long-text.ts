// @verdict forward=output-limit others=passed: a string of 8 MB, twice what a frame may have
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return "x".repeat(2 ** 23);
}
