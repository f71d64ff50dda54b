// @verdict forward=wrong-value others=passed: keeps its first answer for every later case, of which all have the same shape
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

let first: object | undefined;
export function forward(x: number[], w: number[], b: number) {
  first ??= honest(x, w, b);
  return first;
}
