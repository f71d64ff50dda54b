// @verdict all=compile-error: leaves the wrapper early
export { backward, forward, squaredError, trainStep } from "./honest.ts";
return;
