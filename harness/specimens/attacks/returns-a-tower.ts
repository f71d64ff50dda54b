// @verdict forward=wrong-type others=passed: an array 100,000 levels deep
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  let tower: unknown[] = [];
  for (let i = 0; i < 100_000; i++) tower = [tower];
  return { z: tower, a: 0 };
}
