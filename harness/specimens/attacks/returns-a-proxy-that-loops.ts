// @verdict forward=wrong-type others=passed: a Proxy none of whose traps returns
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  const loop = () => {
    for (const end = Date.now() + 5_000; Date.now() < end; );
    return undefined as never;
  };
  const traps = { get: loop, has: loop, ownKeys: loop, getOwnPropertyDescriptor: loop, getPrototypeOf: loop };
  return new Proxy({ z: 0, a: 0 }, traps);
}
