// @verdict all=passed: imports a type from a forbidden place; it is erased and never read
import type { Grading } from "../../../fixtures/01-backpropagation/grading.ts";
/// <reference path="../../../fixtures/01-backpropagation/grading.ts" />
export { backward, forward, squaredError, trainStep } from "./honest.ts";

export type Stolen = Grading;
