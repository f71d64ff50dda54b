// @verdict forward=threw others=passed: formats its own stack trace as something that is not a text
export { backward, squaredError, trainStep } from "./honest.ts";

(Error as never as { prepareStackTrace: unknown }).prepareStackTrace = () => ({ toString: () => "at attempt.js:1:1" });

export function forward(): never {
  throw new Error("with an odd stack");
}
