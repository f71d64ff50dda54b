// @verdict squaredError=wrong-value others=passed: answers for every built-in that reads a value
export { backward, forward, trainStep } from "./honest.ts";

const lie = () => ({ value: 0, writable: true, enumerable: true, configurable: true });
Object.getOwnPropertyDescriptor = lie;
Reflect.getOwnPropertyDescriptor = lie;
Reflect.ownKeys = Object.keys = () => [];
Reflect.apply = () => 0;
Reflect.getPrototypeOf = Object.getPrototypeOf = () => Object.prototype;
Object.defineProperty = Reflect.defineProperty = (() => true) as never;

export function squaredError(a: number, y: number): number {
  return (a - y) * (a - y);
}
