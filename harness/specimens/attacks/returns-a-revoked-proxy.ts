// @verdict forward=wrong-type others=passed: a Proxy that throws at every touch
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  const { proxy, revoke } = Proxy.revocable([] as number[], {});
  revoke();
  return { z: proxy, a: 0 };
}
