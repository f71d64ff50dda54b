// @verdict forward=wrong-type others=passed: an array of five million numbers
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return { z: new Array(5_000_000).fill(0.5), a: 0 };
}
