// @verdict all=threw: fails before anything is asked
export { backward, forward, squaredError, trainStep } from "./honest.ts";

throw new Error("not today");
