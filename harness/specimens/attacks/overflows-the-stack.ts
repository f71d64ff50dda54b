// @verdict forward=threw others=passed: recurses without end
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward(x: number[]): unknown {
  return forward(x.concat([]));
}
