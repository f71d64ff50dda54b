// @verdict forward=wrong-type others=passed: waits for an answer that never comes
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return new Promise(() => {});
}
