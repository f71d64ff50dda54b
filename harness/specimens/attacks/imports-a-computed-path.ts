// @verdict all=threw: names its import only at run time
export { backward, forward, squaredError, trainStep } from "./honest.ts";
const name: string = ["node", "fs"].join(":");
const fixtures: any = import(name);

if (!fixtures.readFileSync) throw new Error("nothing there");
