// @verdict forward=threw others=passed: throws a Proxy whose every trap throws
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  const refuse = () => {
    throw new Error("do not touch");
  };
  throw new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: refuse, getOwnPropertyDescriptor: refuse });
}
