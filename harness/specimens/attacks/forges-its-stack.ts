// @verdict forward=threw others=passed: says that the error came from a line of another file
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward(): never {
  const error = new Error("where from?");
  error.stack = "Error: x\n at attempt.js:99999999:9 attempt.js:0:0 attempt.js:-1:-1\n at ../../fixtures/grading.ts:1:1";
  throw error;
}
