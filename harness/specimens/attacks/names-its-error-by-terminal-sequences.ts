// @verdict forward=threw others=passed: the same in the error's name
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  const error = new Error("");
  error.name = "\u001b[1A\u001b[2K\u001b]0;x\u0007passed\u202e";
  throw error;
}
