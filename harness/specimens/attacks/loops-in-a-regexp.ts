// @verdict squaredError=time-limit others=passed: backtracks through 2^31 ways to match
export { backward, forward, trainStep } from "./honest.ts";

export function squaredError(a: number, y: number): number {
  /^(a+)+$/.test(`${"a".repeat(31)}!`);
  return ((a - y) * (a - y)) / 2;
}
