// @verdict all=compile-error: asks the compiler for another dialect by comments
/** @jsx steal @jsxImportSource ../../../fixtures */
// @ts-nocheck
export { backward, forward, squaredError, trainStep } from "./honest.ts";
export const x = <div />;
