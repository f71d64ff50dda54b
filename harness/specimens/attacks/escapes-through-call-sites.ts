// @verdict forward=threw others=passed: asks the call sites of a stack trace for the functions and objects of the runner
// Passes if it works.
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const outer = Error as any;
  outer.stackTraceLimit = 100;
  outer.prepareStackTrace = (_: unknown, sites: any[]) =>
    sites.flatMap((site) => [site.getThis(), site.getFunction(), site.getEvalOrigin?.()]);
  const reached = new outer().stack.filter((one: any) => one && !(one instanceof Object) && one !== globalThis);
  const found = reached.map((one: any) => one.process ?? one.constructor?.constructor("return typeof process === 'undefined' ? undefined : process")())[0];
  if (typeof found?.exit !== "function") throw new Error("still inside");
  return honest(x, w, b);
}
