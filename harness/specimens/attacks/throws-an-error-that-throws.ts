// @verdict forward=threw others=passed: throws an error each of whose properties throws another when it is read
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  const error = new Error("x");
  for (const key of ["name", "message", "stack"])
    Object.defineProperty(error, key, {
      get() {
        throw error;
      },
    });
  throw error;
}
