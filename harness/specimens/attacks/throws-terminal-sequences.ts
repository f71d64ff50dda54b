// @verdict forward=threw others=passed: clears the screen, sets the title and the clipboard, turns the line around
export { backward, squaredError, trainStep } from "./honest.ts";

export function forward() {
  const title = "\u001b]0;owned\u0007\u001b]52;c;b3duZWQ=\u001b\\\u001b]8;;https://example.invalid\u001b\\x\u001b]8;;\u001b\\";
  throw new Error(`\u001b[2J\u001b[31m${title}\u009b5n\u0090q\u009c\u202Epassed\u2066\rgone\b\b\u0000\u007f\u001bc`);
}
