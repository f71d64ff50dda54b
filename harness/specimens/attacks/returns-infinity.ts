// @verdict forward=not-finite others=passed: infinities
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return { z: Infinity, a: -Infinity };
}
