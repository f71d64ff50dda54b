// @verdict all=forbidden-import: the same where a failure is only a warning for bundlers
export { backward, forward, squaredError, trainStep } from "./honest.ts";
let fixtures: any;
try {
  fixtures = require("../../../fixtures/01-backpropagation/expected.json");
} catch {}

if (!fixtures) throw new Error("nothing there");
