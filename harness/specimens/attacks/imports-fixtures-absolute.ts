// @verdict all=forbidden-import: bundles a file by an absolute path
export { backward, forward, squaredError, trainStep } from "./honest.ts";
import fixtures from "/etc/passwd";

if (!fixtures) throw new Error("nothing there");
