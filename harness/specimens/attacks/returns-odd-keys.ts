// @verdict all=passed: extra keys that are special somewhere else
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const odd = JSON.parse('{"__proto__":{"z":0},"constructor":1,"toString":1,"hasOwnProperty":2,"length":9,"$rng":"x"}');
  return Object.assign(odd, honest(x, w, b));
}
