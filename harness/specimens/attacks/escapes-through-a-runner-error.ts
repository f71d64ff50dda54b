// @verdict forward=threw others=passed: provokes errors inside built-ins of the runner and asks for their constructor
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  let found: any;
  const errors: any[] = [];
  const dig = () => {
    try {
      structuredClone([x]);
      dig();
    } catch (error) {
      if (!(error instanceof Error)) errors.push(error);
    }
  };
  dig();
  for (const error of errors) found ??= error.constructor.constructor("return typeof process === 'undefined' ? undefined : process")();
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
