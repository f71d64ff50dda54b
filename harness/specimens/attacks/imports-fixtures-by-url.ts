// @verdict all=forbidden-import: bundles a file by a file: URL
export { backward, forward, squaredError, trainStep } from "./honest.ts";
import fixtures from "file:///etc/passwd";

if (!fixtures) throw new Error("nothing there");
