// @verdict forward=wrong-type others=passed: a Date
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return { z: new Date(0), a: 0 };
}
