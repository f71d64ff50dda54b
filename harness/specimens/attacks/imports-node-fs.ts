// @verdict all=forbidden-import: imports a module of Node
export { backward, forward, squaredError, trainStep } from "./honest.ts";
import * as fixtures from "node:fs";

if (!fixtures) throw new Error("nothing there");
