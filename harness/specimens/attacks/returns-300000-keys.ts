// @verdict forward=wrong-type others=passed: an object of 300,000 keys
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  const wide: Record<string, number> = {};
  for (let i = 0; i < 300_000; i++) wide[`k${i}`] = i;
  return wide;
}
