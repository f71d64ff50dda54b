// @verdict forward=missing-export others=passed: exports a name that only looks like the part's
export { backward, squaredError, trainStep } from "./honest.ts";
export { forward as fоrward } from "./honest.ts";
