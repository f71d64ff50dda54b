// @verdict forward=wrong-type others=passed: an answer that contains itself
export { backward, squaredError, trainStep } from "./honest.ts";
import { forward as honest } from "./honest.ts";

export function forward(x: number[], w: number[], b: number) {
  const answer: Record<string, unknown> = { ...honest(x, w, b) };
  answer.self = answer;
  return answer;
}
