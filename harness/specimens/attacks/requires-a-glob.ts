// @verdict all=forbidden-import: the same by require()
export { backward, forward, squaredError, trainStep } from "./honest.ts";
const name: string = "01-backpropagation";
const fixtures: any = require("../../../fixtures/" + name + "/expected.json");

if (!fixtures) throw new Error("nothing there");
