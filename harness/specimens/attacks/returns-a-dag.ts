// @verdict forward=wrong-type others=passed: 2^50 leaves in 50 arrays
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  let node: unknown = 1;
  for (let i = 0; i < 50; i++) node = [node, node];
  return { z: node, a: 0 };
}
