// @verdict all=forbidden-import: bundles the expectations by a relative path
export { backward, forward, squaredError, trainStep } from "./honest.ts";
import fixtures from "../../../fixtures/01-backpropagation/expected.json";

if (!fixtures.parts) throw new Error("nothing there");
