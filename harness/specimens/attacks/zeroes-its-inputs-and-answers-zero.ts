// @verdict forward=mutated-input others=passed: clears its inputs first, so that 0 would be right for them
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  x.length = 0;
  w.length = 0;
  return { z: b, a: 1 / (1 + Math.exp(-b)) };
}
