// @verdict all=forbidden-import: imports from a server
export { backward, forward, squaredError, trainStep } from "./honest.ts";
import fixtures from "https://example.invalid/solution.js";

if (!fixtures) throw new Error("nothing there");
