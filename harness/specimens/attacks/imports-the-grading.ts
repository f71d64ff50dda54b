// @verdict all=forbidden-import: bundles the hidden half of the kata
export { backward, forward, squaredError, trainStep } from "./honest.ts";
import fixtures from "../../../fixtures/01-backpropagation/grading.ts";

if (!fixtures.parts) throw new Error("nothing there");
