// @verdict forward=wrong-type others=passed: answers undefined
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {}
