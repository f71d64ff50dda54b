// @verdict forward=threw others=passed: exports a class, which cannot be called
export { backward, squaredError, trainStep } from "./honest.ts";

export class forward {
  z = 0;
}
