// @verdict all=forbidden-import: leaves the folder and comes back through another
export { backward, forward, squaredError, trainStep } from "./honest.ts";
import * as fixtures from "./../../../fixtures/../reference/01-backpropagation/float64.ts";

if (!fixtures) throw new Error("nothing there");
