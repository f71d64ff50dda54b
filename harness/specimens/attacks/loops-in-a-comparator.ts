// @verdict squaredError=time-limit others=passed: keeps a built-in sort busy
export { backward, forward, trainStep } from "./honest.ts";

export function squaredError(a: number, y: number): number {
  const end = Date.now() + 5_000;
  while (Date.now() < end) Array.from({ length: 1_000 }, (_, i) => i).sort((p, q) => q - p);
  return ((a - y) * (a - y)) / 2;
}
