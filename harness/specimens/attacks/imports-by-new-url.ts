// @verdict all=threw: asks a bundler for an asset
export { backward, forward, squaredError, trainStep } from "./honest.ts";
const fixtures: any = new URL("../../../fixtures/01-backpropagation/expected.json", import.meta.url);

if (!fixtures) throw new Error("nothing there");
