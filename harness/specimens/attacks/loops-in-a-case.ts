// @verdict squaredError=time-limit others=passed: never returns
export { backward, forward, trainStep } from "./honest.ts";

export function squaredError(a: number, y: number): number {
  for (const end = Date.now() + 5_000; Date.now() < end; );
  return ((a - y) * (a - y)) / 2;
}
