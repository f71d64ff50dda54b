// @verdict all=time-limit: never finishes loading
export { backward, forward, squaredError, trainStep } from "./honest.ts";

for (const end = Date.now() + 5_000; Date.now() < end; );
