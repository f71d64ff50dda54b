/** From an attempt to a script: what is refused, what its author is told, and where a compiled position comes from. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, it } from "vitest";
import { packageRoot } from "../paths.ts";
import { type Compiled, type CompileProblem, compile, warmUpCompiler } from "./compile.ts";
import { SOURCE_BYTES } from "./source.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder with these files. Returns the path of its attempt.ts. */
function attempt(files: string | Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "compile-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(typeof files === "string" ? { "attempt.ts": files } : files))
    writeFileSync(join(folder, name), text);
  return join(folder, "attempt.ts");
}

function made(result: Compiled | CompileProblem): Compiled {
  if ("kind" in result) throw new Error(`it did not compile: ${JSON.stringify(result)}`);
  return result;
}

async function compiled(files: string | Record<string, string>, siblings = true): Promise<Compiled> {
  return made(await compile(attempt(files), { siblings }));
}

/** What a script exports when it runs. */
function exportsOf({ code }: Compiled): Record<string, unknown> {
  const module = { exports: {} };
  runInNewContext(`(function (module, exports) {\n${code}\n})`)(module, module.exports);
  return module.exports;
}

describe("what is no source", () => {
  it.each<[string, (entry: string) => void, unknown]>([
    ["missing", () => {}, { why: "missing" }],
    ["binary", (entry) => writeFileSync(entry, "\0"), { why: "binary" }],
    ["a folder", (entry) => mkdirSync(entry), { why: "not-a-file" }],
    ["a link", (entry) => symlinkSync("other.ts", entry), { why: "not-a-file" }],
    ["a loop", (entry) => symlinkSync("attempt.ts", entry), { why: "not-a-file" }],
  ])("%s", async (_, make, problem) => {
    const entry = attempt({ "other.ts": "" });
    make(entry);
    expect(await compile(entry, { siblings: true })).toEqual({ kind: "source", file: "attempt.ts", problem });
  });

  it("more than 65,536 bytes, and not one less", async () => {
    const text = (bytes: number) => "export const a = 1;//".padEnd(bytes, "a");
    expect(exportsOf(await compiled(text(SOURCE_BYTES)))).toEqual({ a: 1 });
    const problem = { why: "too-large", bytes: SOURCE_BYTES + 1 };
    const result = await compile(attempt(text(SOURCE_BYTES + 1)), { siblings: true });
    expect(result).toEqual({ kind: "source", file: "attempt.ts", problem });
  });

  it("more than 65,536 bytes in all its files together", async () => {
    const main = 'export { b } from "./b.ts";';
    const files = (extra: number) => ({
      "attempt.ts": main,
      "b.ts": "export const b = 2;//".padEnd(SOURCE_BYTES - main.length + extra, "b"),
    });
    expect(exportsOf(await compiled(files(0)))).toEqual({ b: 2 });
    const problem = { why: "too-large", bytes: SOURCE_BYTES - main.length + 1 };
    expect(await compile(attempt(files(1)), { siblings: true })).toEqual({ kind: "source", file: "b.ts", problem });
  });
});

describe("what does not compile", () => {
  it("is told with its line, column and text", async () => {
    expect(await compile(attempt("// one\n  let a = (;\n"), { siblings: true })).toEqual({
      kind: "syntax",
      message: 'Unexpected ";"',
      at: { file: "attempt.ts", line: 2, column: 12, excerpt: "  let a = (;" },
    });
  });

  it("counts columns in characters", async () => {
    const result = await compile(attempt('const a = "数学"; const = 1;\n'), { siblings: true });
    expect(result).toMatchObject({ at: { line: 1, column: 23, excerpt: 'const a = "数学"; const = 1;' } });
  });

  it("is told of the sibling, when it is there", async () => {
    const files = { "attempt.ts": 'export * from "./b.ts";\n', "b.ts": "\n\nexport const = 1;\n" };
    const result = await compile(attempt(files), { siblings: true });
    expect(result).toMatchObject({ kind: "syntax", at: { file: "b.ts", line: 3, column: 14 } });
  });

  it("takes too long when arrows nest deep, and neither the next attempt nor one beside it suffers", async () => {
    const nested = (count: number) => `export const f = ${"a ? (b) : c => ".repeat(count)}1${" : d".repeat(count)};\n`;
    const [slow, beside] = await Promise.all([
      compile(attempt(nested(40)), { siblings: true }),
      compile(attempt("export const a = 1;\n"), { siblings: true }),
    ]);
    expect(slow).toEqual({ kind: "too-slow", limitMs: 1_000 });
    expect(exportsOf(made(beside))).toEqual({ a: 1 });
    expect(exportsOf(await compiled("export const a = 2;\n"))).toEqual({ a: 2 });
  });
});

describe("what comes out", () => {
  it("is one script that needs nothing, and names no path of this machine", async () => {
    const entry = attempt(
      'import { zeros } from "katagrad/nd";\nexport enum E { A = 4 }\nexport const f = (n: number) => zeros(n);\n',
    );
    const result = made(await compile(entry, { siblings: true }));
    const { f, E } = exportsOf(result) as { f: (n: number) => number[]; E: unknown };
    expect(f(2)).toEqual([0, 0]);
    expect(E).toMatchObject({ A: 4 });
    expect(result.code).not.toContain(dirname(entry));
    expect(result.code).not.toContain(packageRoot);
  });

  it.each([
    ["an attempt", {}, ""],
    ["an attempt with a sibling", { "half.ts": "export const half = 0.5;\n" }, 'import { half } from "./half";\n'],
  ])("is strict code, as a module is: %s", async (_, beside, first) => {
    const text = `${first}export function f() { undeclared = ${first ? "half" : "1"}; }\n`;
    const { f } = exportsOf(await compiled({ "attempt.ts": text, ...beside })) as { f: () => void };
    expect(f).toThrow("undeclared is not defined");
  });

  it("is the same for the same attempt, warmed up or not", async () => {
    const first = await compiled("export const a = 1;\n");
    await warmUpCompiler();
    expect((await compiled("export const a = 1;\n")).code).toBe(first.code);
  });

  it("knows where each of its positions comes from: one file with the library before it", async () => {
    const text =
      'import { zeros } from "katagrad/nd";\n\nexport function f(n: number): number[] {\n  return zeros(n).concat(half(n));\n}\n';
    const { code, locate } = await compiled(text);
    const lines = code.split("\n");
    const at = (found: string) => {
      const line = lines.findIndex((one) => one.includes(found));
      return locate(line + 1, lines[line].indexOf(found) + 1);
    };
    expect(at("half(n)")).toEqual({
      file: "attempt.ts",
      line: 4,
      column: 26,
      excerpt: "  return zeros(n).concat(half(n));",
    });
    expect(at("function zeros(")).toBeUndefined();
    expect(locate(1, 1)).toBeUndefined();
  });

  it("knows where each of its positions comes from: several files", async () => {
    const files = {
      "attempt.ts":
        'import { zeros } from "katagrad/nd";\nimport { half } from "./half";\n\n/* a comment */\nexport function f(n: number) {\r\n  zeros(1);\n  throw new Error(String(half(n)));\n}\n',
      "half.ts":
        'type N = number;\nexport function half(n: N): N {\n  if (n < 0) throw new Error("from the sibling");\n  return n / 2;\n}\n',
    };
    const result = await compiled(files);
    const place = (text: string) => {
      const lines = result.code.split("\n");
      const line = lines.findIndex((one) => one.includes(text));
      return result.locate(line + 1, lines[line].indexOf(text) + 1);
    };
    expect(place("throw new Error(String")).toEqual({
      file: "attempt.ts",
      line: 7,
      column: 3,
      excerpt: "  throw new Error(String(half(n)));",
    });
    expect(place("function f(")).toMatchObject({ line: 5, excerpt: "export function f(n: number) {" });
    expect(place('throw new Error("from')).toMatchObject({ file: "half.ts", line: 3, column: 14 });
    expect(place("function zeros(")).toBeUndefined();
    expect(result.locate(1, 1)).toBeUndefined();
    expect(result.locate(1e6, 1)?.file).not.toBe("katagrad/nd");
  });
});
