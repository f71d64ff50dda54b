// @verdict all=forbidden-import: the same without the prefix
export { backward, forward, squaredError, trainStep } from "./honest.ts";
import * as fixtures from "fs";

if (!fixtures) throw new Error("nothing there");
