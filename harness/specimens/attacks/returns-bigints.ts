// @verdict forward=wrong-type others=passed: answers BigInts
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return { z: 1n, a: 0n };
}
