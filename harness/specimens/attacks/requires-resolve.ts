// @verdict all=forbidden-import: asks where a file lies
export { backward, forward, squaredError, trainStep } from "./honest.ts";
const fixtures: any = require.resolve("../../../fixtures/01-backpropagation/expected.json");

if (!fixtures) throw new Error("nothing there");
