// @verdict all=forbidden-import: bundles the expectations by TypeScript's own import
export { backward, forward, squaredError, trainStep } from "./honest.ts";
import fixtures = require("../../../fixtures/01-backpropagation/expected.json");

if (!fixtures.parts) throw new Error("nothing there");
