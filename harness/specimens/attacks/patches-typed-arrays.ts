// @verdict forward=ended-early others=ended-early: hands the runner, outside its realm, another buffer for the arguments
export { backward, forward, squaredError, trainStep } from "./honest.ts";

const typed = Object.getPrototypeOf(Float64Array.prototype);
for (const key of ["buffer", "length", "byteLength", "byteOffset"])
  Object.defineProperty(typed, key, { get: () => ({ length: 2 ** 40 }), configurable: true });
