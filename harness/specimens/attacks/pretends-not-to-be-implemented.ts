// @verdict forward=not-implemented others=passed: throws the skeleton's error, which earns nothing
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  throw new Error("not implemented");
}
