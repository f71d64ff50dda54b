// @verdict squaredError=time-limit others=passed: throws an error whose message never ends being read
export { backward, forward, trainStep } from "./honest.ts";

export function squaredError(): number {
  throw {
    get message() {
      for (const end = Date.now() + 5_000; Date.now() < end; );
      return "";
    },
  };
}
