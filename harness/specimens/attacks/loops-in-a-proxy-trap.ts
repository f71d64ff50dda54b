// @verdict squaredError=time-limit others=passed: a built-in walks a Proxy whose traps never let it end
export { backward, forward, trainStep } from "./honest.ts";

export function squaredError(a: number, y: number): number {
  const end = Date.now() + 5_000;
  const endless = new Proxy([], { get: () => 2 ** 53 - 1, has: () => Date.now() > end });
  Array.prototype.some.call(endless, () => true);
  return ((a - y) * (a - y)) / 2;
}
