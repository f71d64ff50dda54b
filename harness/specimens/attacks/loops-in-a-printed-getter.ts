// @verdict squaredError=time-limit others=passed: prints an object whose getter never returns
export { backward, forward, trainStep } from "./honest.ts";

export function squaredError(a: number, y: number): number {
  console.log({
    get slow() {
      for (const end = Date.now() + 5_000; Date.now() < end; );
      return 0;
    },
  });
  return ((a - y) * (a - y)) / 2;
}
