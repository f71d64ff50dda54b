// @verdict all=memory-limit: fills the heap before anything is asked
export { backward, forward, squaredError, trainStep } from "./honest.ts";

const kept: number[][] = [];
for (let i = 0; i < 2_000; i++) kept.push(new Array(131_072).fill(i + 0.5));
