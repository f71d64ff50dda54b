// @verdict all=passed: leaves a rejected promise, which ends an ordinary Node process
export { backward, forward, squaredError, trainStep } from "./honest.ts";

void Promise.reject(new Error("nobody listens"));
