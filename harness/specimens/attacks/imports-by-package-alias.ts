// @verdict all=forbidden-import: imports by the `imports` field of a package.json
export { backward, forward, squaredError, trainStep } from "./honest.ts";
import fixtures from "#fixtures";

if (!fixtures) throw new Error("nothing there");
