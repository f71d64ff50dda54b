// @verdict forward=threw others=passed: throws something that has no properties
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  throw null;
}
