// @verdict all=forbidden-import: bundles the expectations by import()
export { backward, forward, squaredError, trainStep } from "./honest.ts";
const fixtures: any = import("../../../fixtures/01-backpropagation/expected.json");

if (!fixtures) throw new Error("nothing there");
