// @verdict all=forbidden-import: lets the bundler expand a template to every fixture
export { backward, forward, squaredError, trainStep } from "./honest.ts";
const name: string = "01-backpropagation";
const fixtures: any = import(`../../../fixtures/${name}/expected.json`);

if (!fixtures) throw new Error("nothing there");
