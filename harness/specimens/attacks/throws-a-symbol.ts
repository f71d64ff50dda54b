// @verdict forward=threw others=passed: throws what no template can print
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  throw Symbol("x");
}
