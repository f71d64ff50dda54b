// @verdict all=forbidden-import: hands the parts on from the reference
export { backward, forward, squaredError, trainStep } from "./honest.ts";
export * from "../../../reference/01-backpropagation/float64.ts";
const fixtures = 1;

if (!fixtures) throw new Error("nothing there");
