import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { packageRoot } from "../paths.ts";
import { TypeChecker } from "./type-check.ts";

const RIGHT = `import { type Vector, zeros } from "katagrad/nd";
export function scale(x: Vector, unused: number): Vector {
  return zeros(x.length).map((z, i) => z + 2 * x[i]);
}
`;
const HELPER = "export const half = (x: number): number => x / 2;\n";
/** 300 types that each take most of what TypeScript allows one. */
const SLOW = `type Grow<A extends unknown[], N, M> = A["length"] extends N ? M : Grow<[...A, 0], N, M>;
${Array.from({ length: 300 }, (_, i) => `export const v${i}: Grow<[], 900, ${i}> = ${i};`).join("\n")}`;

const folders: string[] = [];
const checker = new TypeChecker();

/** An attempt's folder with these files. Returns the path of its attempt.ts. */
function attempt(files: Record<string, string>): string {
  const folder = join(mkdtempSync(join(tmpdir(), "type-check-")), "attempt");
  folders.push(dirname(folder));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return join(folder, "attempt.ts");
}

async function check(text: string) {
  return checker.check(attempt({ "attempt.ts": text }));
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
afterAll(() => checker.close());

describe("what an attempt is told", () => {
  it("nothing when its types are right, unused parameters included", async () => {
    expect(await check(RIGHT)).toEqual([]);
    expect(checker.lastFault).toBeUndefined();
  });

  it("nothing about the skeletons", async () => {
    const katas = readdirSync(join(packageRoot, "katas")).filter((name) => /^\d/.test(name));
    expect(katas).not.toEqual([]);
    for (const kata of katas)
      expect(await checker.check(join(packageRoot, "katas", kata, "skeleton.ts")), kata).toEqual([]);
  });

  it("where and why a result has the wrong type", async () => {
    expect(await check('export function loss(): number {\n  return "0";\n}\n')).toEqual([
      {
        file: "attempt.ts",
        line: 2,
        column: 3,
        code: 2322,
        message: "Type 'string' is not assignable to type 'number'.",
      },
    ]);
  });

  it("a syntax error", async () => {
    expect(await check("export const a = ;\n")).toMatchObject([{ line: 1, column: 18, code: 1109 }]);
  });

  it("of what does not parse, where that is, and nothing that follows from it", async () => {
    const problems = await check("export function f(a: number : nunber {\n  const b: string = 1;\n}\n");
    expect(problems[0]).toMatchObject({ line: 1, column: 29, message: "',' expected." });
    expect(problems.filter(({ code }) => code >= 2000)).toEqual([]);
  });

  it("at most 20 problems, each in one short line without control characters", async () => {
    const key = `${"k".repeat(200)}\\u001b[31m`;
    const line = (i: number) =>
      `export const v${i}: { "${key}": { b: 1 } } = { "${key}": { b: "${"s".repeat(200)}" } };\n`;
    const problems = await check(Array.from({ length: 30 }, (_, i) => line(i)).join(""));
    expect(problems).toHaveLength(20);
    for (const { message } of problems) {
      expect(message.length).toBeLessThanOrEqual(300);
      expect(message).not.toMatch(/\p{Cc}/u);
    }
  });

  it("nothing when there is no such file: the compiler tells", async () => {
    expect(await checker.check(join(dirname(attempt({ "a.ts": "" })), "attempt.ts"))).toEqual([]);
    expect(checker.lastFault).toBeUndefined();
  });
});

describe("what exists", () => {
  it.each(["Buffer", "process", "setTimeout", "document", "require", "fetch"])("%s does not", async (name) => {
    const problems = await check(`export const found = ${name};\n`);
    expect(problems).toMatchObject([{ line: 1, column: 22 }]);
    expect([2304, 2552, 2580, 2584, 2591]).toContain(problems[0].code);
  });

  it("console and structuredClone do, as in the sandbox", async () => {
    expect(
      await check("console.log(1, 'a'); console.table([[1]]);\nexport const c: number[] = structuredClone([1]);\n"),
    ).toEqual([]);
    expect(await check("console.time('a');\n")).toMatchObject([{ code: 2339 }]);
    expect(await check("export const c: string = structuredClone(1);\n")).toMatchObject([{ code: 2322 }]);
  });

  it.each([
    'import "node:fs";',
    'import { readFileSync } from "node:fs"; readFileSync;',
    'import { a } from "../other.ts"; a;',
    'import ts from "typescript"; ts;',
    'export * from "katagrad/grading";',
    `export * from ${JSON.stringify(join(packageRoot, "harness/rng.ts"))};`,
    '/// <reference lib="dom" />',
    '/// <reference types="node" />',
    `/// <reference path=${JSON.stringify(join(packageRoot, "harness/rng.ts"))} />`,
  ])("%s finds nothing", async (line) => {
    const entry = attempt({ "attempt.ts": `${line}\nexport {};\n`, "../other.ts": "export const a = 1;\n" });
    expect(await checker.check(entry)).toMatchObject([{ line: 1 }]);
  });

  it("a file behind a link does not", async () => {
    const entry = attempt({ "attempt.ts": 'import { half } from "./helper.ts"; half;\n', "../helper.ts": HELPER });
    symlinkSync("../helper.ts", join(dirname(entry), "helper.ts"));
    expect(await checker.check(entry)).toMatchObject([{ code: 2307 }]);
  });
});

describe("a helper file in the attempt's folder", () => {
  const files = {
    "attempt.ts":
      'import { half } from "./helper";\nimport { twice } from "./more/twice.ts";\nexport const x = twice(half(1));\n',
    "helper.ts": HELPER,
    "more/twice.ts": 'import { half } from "../helper.js";\nexport const twice = (x: number): number => half(4 * x);\n',
  };

  it("is fine", async () => expect(await checker.check(attempt(files))).toEqual([]));

  it("has its problems under its own name, after those of the entry", async () => {
    const wrong = { ...files, "more/twice.ts": "\nexport const twice = (x: string): number => x;\n" };
    const problems = await checker.check(attempt(wrong));
    expect(problems).toMatchObject([
      { file: "attempt.ts", line: 3, code: 2345 },
      { file: "more/twice.ts", line: 2, code: 2322 },
    ]);
  });

  it("is seen when it appears, changes and vanishes", async () => {
    const { "helper.ts": _, ...without } = files;
    const entry = attempt(without);
    const helper = join(dirname(entry), "helper.ts");
    expect(await checker.check(entry)).toMatchObject([{ file: "attempt.ts", code: 2307 }, { file: "more/twice.ts" }]);
    writeFileSync(helper, HELPER);
    expect(await checker.check(entry)).toEqual([]);
    writeFileSync(helper, HELPER.replace("x / 2", "`x`"));
    expect(await checker.check(entry)).toMatchObject([{ file: "helper.ts", code: 2322 }]);
    rmSync(helper);
    expect(await checker.check(entry)).toMatchObject([{ code: 2307 }, { code: 2307 }]);
  });
});

it("a change of the entry is seen by the next check, also one of the same length", async () => {
  const entry = attempt({ "attempt.ts": "export const a: number = 1234;\n" });
  expect(await checker.check(entry)).toEqual([]);
  writeFileSync(entry, "export const a: number = '12';\n");
  expect(await checker.check(entry)).toMatchObject([{ code: 2322 }]);
});

it("a newer check supersedes those before it", async () => {
  const wrong = attempt({ "attempt.ts": "export const a: number = '';\n" });
  const answers = await Promise.all([checker.check(wrong), checker.check(wrong), checker.check(wrong)]);
  expect(answers.map(({ length }) => length)).toEqual([0, 0, 1]);
});

describe("a check that asks too much", () => {
  const limited = new TypeChecker({ limitMs: 3_000 });
  afterAll(() => limited.close());

  it("of time ends at the limit, says so, and the next one has an answer", async () => {
    expect(await limited.check(attempt({ "attempt.ts": RIGHT }))).toEqual([]);
    const started = performance.now();
    expect(await limited.check(attempt({ "attempt.ts": SLOW }))).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(limited.lastFault?.message).toBe("The type check of attempt.ts did not end within 3 s.");
    const problems = await limited.check(attempt({ "attempt.ts": "export const a: number = '';\n" }));
    expect(limited.lastFault).toBeUndefined();
    expect(problems).toHaveLength(1);
  });

  it("of the stack says so", async () => {
    const deep = `export const a = ${"[".repeat(15_000)}${"]".repeat(15_000)};\n`;
    expect(await limited.check(attempt({ "attempt.ts": deep }))).toEqual([]);
    expect(limited.lastFault?.message).toBe("The type check of attempt.ts ran out of stack.");
  });

  it("of memory says so", async () => {
    const small = new TypeChecker({ memoryMb: 24 });
    expect(await small.check(attempt({ "attempt.ts": RIGHT }))).toEqual([]);
    expect(small.lastFault?.message).toBe("The type check of attempt.ts ran out of memory.");
    small.close();
  });

  it("is dropped by close", async () => {
    const running = limited.check(attempt({ "attempt.ts": SLOW }));
    limited.close();
    expect(await running).toEqual([]);
  });
});
