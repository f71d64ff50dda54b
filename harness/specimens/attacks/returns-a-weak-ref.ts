// @verdict forward=wrong-type others=passed: things that only exist by reference
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return { z: new WeakRef({}), a: new WeakMap() };
}
