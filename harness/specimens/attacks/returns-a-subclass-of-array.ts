// @verdict all=passed: right numbers in a subclass of Array, whose methods nobody calls
export { forward, squaredError, trainStep } from "./honest.ts";
import { backward as honest } from "./honest.ts";

export function backward(x: number[], w: number[], b: number, y: number) {
  class Tensor extends Array<number> {
    override map(): never {
      throw new Error("called");
    }
    get [Symbol.toStringTag]() {
      return "Array";
    }
  }
  const { dw, db, dx } = honest(x, w, b, y);
  return { dw: Object.setPrototypeOf([...dw], Tensor.prototype), db, dx };
}
