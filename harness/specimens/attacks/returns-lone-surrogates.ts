// @verdict forward=wrong-type others=passed: text that is no text
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  return { z: "\ud800\udfff\udc00\ud800", a: "\u2028" };
}
