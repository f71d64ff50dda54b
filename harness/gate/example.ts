/** The worked example of a statement, recomputed: calls in plain JavaScript, each followed by its result as a comment. */
import { createContext, runInContext } from "node:vm";
import { leavesOf } from "../tensor.ts";

const FENCE = /^```js example\n([\s\S]*?)^```$/gm;
const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/** The code of the one worked example; undefined when there is none, or more than one. */
export function exampleIn(statement: string): string | undefined {
  const found = [...statement.matchAll(FENCE)];
  return found.length === 1 ? found[0][1] : undefined;
}

/** What of an example does not hold, one sentence each. The exports are the reference's; this is our own content, not an attempt. */
export function checkExample(code: string, exports: Record<string, unknown>): string[] {
  const context = createContext({ ...exports });
  const problems: string[] = [];
  const lines = code.split("\n").filter((line) => line.trim() !== "");
  let checked = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line.startsWith("//")) {
      problems.push(`the line "${line}" follows no call`);
      continue;
    }
    const call = [line];
    while (i + 1 < lines.length && /^\s/.test(lines[i + 1])) call.push(lines[++i]);
    const results: string[] = [];
    while (lines[i + 1]?.startsWith("//")) results.push(lines[++i].slice(2));
    let value: unknown;
    try {
      value = runInContext(call.join("\n"), context);
    } catch (error) {
      problems.push(`"${line}": it throws: ${(error as Error)?.message ?? String(error)}`);
      continue;
    }
    if (results.length === 0) {
      if (!/^(const|let) /.test(line)) problems.push(`"${line}" shows no result`);
      continue;
    }
    checked++;
    const problem = differs(results.join("\n"), value);
    if (problem) problems.push(`"${line}": ${problem}`);
  }
  return checked === 0 && problems.length === 0 ? ["the worked example shows no result"] : problems;
}

/** Every number must agree within half a unit of the last decimal that is printed, every other scalar exactly. */
function differs(printed: string, value: unknown): string | undefined {
  let literal: unknown;
  try {
    literal = runInContext(`(${printed})`, createContext({}));
  } catch {
    return `its result is not a JavaScript literal: ${printed.trim()}`;
  }
  const [shown, actual] = [leavesOf(literal), new Map(leavesOf(value).map((leaf) => [leaf.path, leaf.value]))];
  if (shown.length !== actual.size) return `${shown.length} values are printed, the reference gives ${actual.size}`;
  const precise = decimalsOf(printed);
  for (const { path, value: want } of shown) {
    const got = actual.get(path);
    const right =
      typeof want === "number" && typeof got === "number" && Number.isFinite(want)
        ? Math.abs(got - want) <= 0.5 * 10 ** -(precise.get(Math.abs(want)) ?? 0) * (1 + 1e-9)
        : Object.is(got, want);
    if (!right) return `at ${path || "the result"} ${String(want)} is printed, the reference gives ${String(got)}`;
  }
  return undefined;
}

/** Decimals that each printed number has, by its magnitude. */
function decimalsOf(printed: string): Map<number, number> {
  return new Map(
    [...printed.matchAll(NUMBER)].map(([text]) => {
      const [mantissa, exponent = "0"] = text.toLowerCase().split("e");
      return [Math.abs(Number(text)), (mantissa.split(".")[1]?.length ?? 0) - Number(exponent)];
    }),
  );
}
