// @verdict forward=threw others=passed: an error of 1 MB
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  const error = new Error("m".repeat(2 ** 20));
  error.stack = "s".repeat(2 ** 20);
  error.name = "N".repeat(2 ** 20);
  throw error;
}
