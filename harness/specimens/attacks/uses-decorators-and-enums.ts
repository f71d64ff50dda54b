// @verdict all=passed: TypeScript that needs more than its types removed
import * as honest from "./honest.ts";

enum Half {
  Of = 0.5,
}
namespace Loss {
  export const of = (a: number, y: number) => Half.Of * (a - y) ** 2;
}
export const { backward, forward, trainStep } = honest;
export const squaredError = Loss.of;
