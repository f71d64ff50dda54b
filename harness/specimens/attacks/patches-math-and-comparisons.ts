// @verdict squaredError=wrong-value others=passed: makes every difference 0 and every test true, then answers wrong
export { backward, forward, trainStep } from "./honest.ts";

Math.abs = () => 0;
Math.max = () => 0;
Object.is = () => true;
Number.isFinite = Number.isInteger = () => true;
Number.isNaN = () => false;
Array.prototype.every = () => true;
Array.prototype.some = () => false;
Array.isArray = ((value: unknown): value is unknown[] => true) as never;

export function squaredError(a: number, y: number): number {
  return (a - y) * (a - y);
}
