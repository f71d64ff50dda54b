// @verdict all=forbidden-import: imports text as a module
export { backward, forward, squaredError, trainStep } from "./honest.ts";
import fixtures from "data:text/javascript,export default 1";

if (!fixtures) throw new Error("nothing there");
