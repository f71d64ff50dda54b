// @verdict all=forbidden-import: imports a file of the folder with a query
export { backward, forward, squaredError, trainStep } from "./honest.ts";
import fixtures from "./honest.ts?raw";

if (!fixtures) throw new Error("nothing there");
