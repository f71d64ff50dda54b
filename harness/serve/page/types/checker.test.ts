import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createChecker } from "./checker.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const folder = dirname(fileURLToPath(import.meta.resolve("typescript")));
const check = createChecker({
  ...Object.fromEntries(
    readdirSync(folder)
      .filter((name) => /^lib\.(es5|es20(1[5-9]|2[0-3])|decorators)\b.*\.d\.ts$/.test(name))
      .map((name) => [`/${name}`, readFileSync(join(folder, name), "utf8")]),
  ),
  "/node_modules/katagrad/nd.ts": readFileSync(join(root, "katas", "lib", "nd.ts"), "utf8"),
});
const KATA = "01-backpropagation";
const problems = (text: string, kata = KATA) => {
  const answer = check({ ask: "check", kata, text });
  return answer.ask === "check" ? answer.problems : [];
};

describe("types in a browser", () => {
  it("accepts what a grading accepts: the arrays, ES2023, the console", () => {
    const text = `import { zeros, type Vector } from "katagrad/nd";
export const a: Vector = zeros(3).toSorted();
console.log(structuredClone(a));`;
    expect(problems(text)).toEqual([]);
  });

  it("names what is wrong and where, again after each edit", () => {
    const text = "export const a: number = 'x';";
    expect(problems(text)).toMatchObject([{ code: 2322, from: text.indexOf("a:"), to: text.indexOf("a:") + 1 }]);
    expect(problems("export const a = 1;")).toEqual([]);
    expect(problems("")).toEqual([]);
    expect(problems("export const b: string = 1;")).toHaveLength(1);
  });

  it("knows no browser, no Node and no other package", () => {
    expect(problems("document.title; process.exit();").map(({ code }) => code)).toEqual([2584, 2591]);
    expect(problems('import "lodash"; import { a } from "./other";')).not.toEqual([]);
  });

  it("speaks of syntax alone while there is an error of syntax", () => {
    expect(problems("const a: number = 'x'; )").map(({ code }) => code)).toEqual([1128]);
  });

  it("keeps katas apart", () => {
    expect(problems("export const shared = 1;", "02-x")).toEqual([]);
    expect(problems("shared;")).toMatchObject([{ code: 2304 }]);
  });

  it("completes and explains", () => {
    const text = 'import { zeros } from "katagrad/nd";\nzeros(2).toSor';
    const answer = check({ ask: "complete", kata: KATA, text, at: text.length });
    expect(answer).toMatchObject({
      completions: expect.arrayContaining([expect.objectContaining({ label: "toSorted" })]),
    });
    expect(check({ ask: "explain", kata: KATA, text, at: text.indexOf("zeros(") + 1 })).toMatchObject({
      explanation: { signature: expect.stringContaining("zeros(n: number): Vector"), about: "A vector of n zeros." },
    });
    expect(check({ ask: "explain", kata: KATA, text: " ", at: 0 })).toEqual({ ask: "explain", explanation: undefined });
  });
});
