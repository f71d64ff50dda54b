// @verdict forward=threw others=passed: puts the inputs of every case into its error and on the console
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward(...inputs: unknown[]) {
  console.log(JSON.stringify(inputs));
  throw new Error(JSON.stringify(inputs));
}
