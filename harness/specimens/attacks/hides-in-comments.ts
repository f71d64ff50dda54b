// @verdict all=compile-error: closes the function that an attempt is wrapped in
export { backward, forward, squaredError, trainStep } from "./honest.ts";
}); process.exit(0); (() => {
