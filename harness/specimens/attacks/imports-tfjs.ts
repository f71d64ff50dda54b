// @verdict all=forbidden-import: imports the library that solves it
export { backward, forward, squaredError, trainStep } from "./honest.ts";
import * as fixtures from "@tensorflow/tfjs-core";

if (!fixtures) throw new Error("nothing there");
