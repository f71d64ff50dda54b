/** What holds for the result of every attempt, however hostile. */
import { expect } from "vitest";
import { type KataResult, VERDICTS } from "../verdict.ts";

/** Control characters but tab and newline, and the marks that turn a line around. */
const HOSTILE = /(?![\t\n])\p{Cc}|\p{Bidi_Control}|[\u2028\u2029]/u;
const LONGEST_MESSAGE = 2_049;
const LONGEST_CONSOLE = 16_385;

/** A result that earns no point that it should not, and that a terminal can print. */
export function expectHarmless(result: KataResult): void {
  for (const part of result.parts) {
    expect(VERDICTS).toContain(part.verdict);
    expect(part.verdict === "passed").toBe(part.cases.every(({ verdict }) => verdict === "passed"));
    expect(part.verdict === "passed").toBe(part.points === part.maxPoints);
  }
  expect(result.verdict === "passed").toBe(result.score === 100);
  expect(result.console.length).toBeLessThanOrEqual(LONGEST_CONSOLE);
  for (const text of textsOf(result)) expect(text).not.toMatch(HOSTILE);
  for (const { message } of problemsOf(result)) expect(message.length).toBeLessThanOrEqual(LONGEST_MESSAGE);
}

function problemsOf({ problem, parts }: KataResult) {
  return [problem, ...parts.flatMap(({ cases }) => cases.map((one) => one.problem))].filter((one) => one !== undefined);
}

/** Everything that comes from an attempt and is printed. */
function textsOf(result: KataResult): string[] {
  const mismatches = result.parts.flatMap(({ cases }) => cases.map(({ mismatch }) => mismatch));
  const strings: string[] = [result.console];
  JSON.stringify([problemsOf(result), mismatches], (_, value) => {
    if (typeof value === "string") strings.push(value);
    return value;
  });
  return strings;
}
