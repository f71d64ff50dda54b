// @verdict squaredError=wrong-value others=passed: breaks every method of strings, regexps, sets and iterators, then answers wrong
export { backward, forward, trainStep } from "./honest.ts";

const { ownKeys, defineProperty } = Reflect;
for (const prototype of [String.prototype, RegExp.prototype, Set.prototype, Number.prototype] as object[]) {
  const keys = ownKeys(prototype);
  for (let i = 0; i < keys.length; i++)
    if (keys[i] !== "constructor" && keys[i] !== "length")
      defineProperty(prototype, keys[i], { configurable: true, value: () => "passed" });
}
for (let i = 0, keys = ["push", "join", "concat", "slice", "entries", "values", "keys", Symbol.iterator]; i < 8; i++)
  defineProperty(Array.prototype, keys[i], { configurable: true, value: () => ["passed"] });

export function squaredError(a: number, y: number): number {
  return (a - y) * (a - y);
}
