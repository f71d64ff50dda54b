/** What an attempt may import, what not, and that nothing else of this machine gets into the script. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import { stop } from "esbuild";
import { afterEach, describe, expect, it } from "vitest";
import { packageRoot } from "../paths.ts";
import { type Compiled, type CompileProblem, compile, warmUpCompiler } from "./compile.ts";

const SECRET = "kept-from-attempts";
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder with these files, in a folder that holds secrets. Returns the path of its attempt.ts. */
function attempt(files: string | Record<string, string>): string {
  const outer = mkdtempSync(join(tmpdir(), "compile-"));
  folders.push(outer);
  for (const name of ["secret.ts", "secret.json", "node_modules/secret/index.js"]) {
    mkdirSync(dirname(join(outer, name)), { recursive: true });
    writeFileSync(join(outer, name), name.endsWith(".json") ? `"${SECRET}"` : `export const s = "${SECRET}";`);
  }
  const all = typeof files === "string" ? { "attempt.ts": files } : files;
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(outer, "a", name)), { recursive: true });
    writeFileSync(join(outer, "a", name), text);
  }
  return join(outer, "a", "attempt.ts");
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

describe("what may be imported", () => {
  it("katagrad/nd, by a lone file too", async () => {
    const text = 'import { zeros, type Vector } from "katagrad/nd";\nexport const z: Vector = zeros(2);\n';
    expect(exportsOf(await compiled(text, false))).toEqual({ z: [0, 0] });
  });

  it("its own folder's TypeScript, with or without an ending, and theirs", async () => {
    const files = {
      "attempt.ts": 'import { a } from "./a.ts";\nimport { b } from "./sub/b";\nexport const c = a + b;\n',
      "a.ts": "export const a = 1;\n",
      "sub/b.ts": 'import { a } from "../a.js";\nexport const b = 10 * a;\n',
    };
    expect(exportsOf(await compiled(files))).toEqual({ c: 11 });
  });

  it("types, from anywhere, since they are not there when it runs", async () => {
    expect(exportsOf(await compiled('import type { A } from "../secret.ts";\nexport const a: A = 1;\n'))).toEqual({
      a: 1,
    });
  });

  it("no neighbour of a lone file", async () => {
    const entry = attempt({
      "attempt.ts": 'import { a } from "./a.ts";\nexport { a };\n',
      "a.ts": "export const a = 1;\n",
    });
    expect(await compile(entry, { siblings: false })).toMatchObject({ kind: "forbidden-import", specifier: "./a.ts" });
  });
});

describe("what may not be imported is named, with its place", () => {
  it.each<[specifier: string, line: string]>([
    ["../secret.ts", 'import { s } from "../secret.ts";'],
    ["./../secret", 'export * from "./../secret";'],
    ["../secret.json", 'import s from "../secret.json" with { type: "json" };'],
    ["./own.json", 'import s from "./own.json" with { type: "json" };'],
    ["./own.txt", 'import s from "./own.txt" with { type: "text" };'],
    ["/etc/passwd", 'import s from "/etc/passwd";'],
    [
      join(packageRoot, "harness/rng.ts"),
      `import { createRng } from ${JSON.stringify(join(packageRoot, "harness/rng.ts"))};`,
    ],
    ["fs", 'const s = require("fs");'],
    ["fs", 'const s = import("fs");'],
    ["node:fs", 'import { readFileSync } from "node:fs";'],
    ["node:fs", 'const s = require.resolve("node:fs");'],
    ["node:fs", 'try { require("node:fs"); } catch {}'],
    ["secret", 'import { s } from "secret";'],
    ["typescript", 'import ts from "typescript";'],
    ["katagrad/grading", 'import { graded } from "katagrad/grading";'],
    ["katagrad/nd/", 'import { zeros } from "katagrad/nd/";'],
    ["./none.ts", 'import { s } from "./none.ts";'],
    ["./folder.ts", 'import { s } from "./folder.ts";'],
    [".", 'import { s } from ".";'],
    ["file:///etc/passwd", 'import s from "file:///etc/passwd";'],
    ["data:text/javascript,export default 1", 'import s from "data:text/javascript,export default 1";'],
    ["https://example.org/a.js", 'import s from "https://example.org/a.js";'],
    ["attempt:attempt.ts", 'import * as s from "attempt:attempt.ts";'],
  ])("%s in %s", async (specifier, line) => {
    const files = {
      "attempt.ts": `// first\n  ${line}\nexport const use = [typeof s, typeof createRng, typeof zeros, typeof ts, typeof graded, typeof readFileSync];\n`,
      "own.json": `"${SECRET}"`,
      "own.txt": SECRET,
      "folder.ts/index.ts": `export const s = "${SECRET}";`,
    };
    expect(await compile(attempt(files), { siblings: true })).toEqual({
      kind: "forbidden-import",
      specifier,
      at: { file: "attempt.ts", line: 2, column: expect.any(Number), excerpt: `  ${line}` },
    });
  });

  it("in the sibling that does it, at its column", async () => {
    const files = { "attempt.ts": 'export * from "./a";\n', "a.ts": '\nexport * from "node:os";\n' };
    expect(await compile(attempt(files), { siblings: true })).toEqual({
      kind: "forbidden-import",
      specifier: "node:os",
      at: { file: "a.ts", line: 2, column: 15, excerpt: 'export * from "node:os";' },
    });
  });

  it("when it is a link, or lies behind one", async () => {
    for (const specifier of ["./link.ts", "./behind/secret.ts"]) {
      const entry = attempt(`import { s } from "${specifier}";\nexport { s };\n`);
      symlinkSync("../secret.ts", join(dirname(entry), "link.ts"));
      symlinkSync("..", join(dirname(entry), "behind"));
      expect(await compile(entry, { siblings: true }), specifier).toMatchObject({
        kind: "forbidden-import",
        specifier,
      });
    }
  });
});

it("katagrad/nd is ours, whatever lies in the attempt's folder under that name", async () => {
  const files = {
    "attempt.ts": 'export { zeros } from "katagrad/nd";\n',
    "node_modules/katagrad/package.json": '{ "name": "katagrad", "exports": { "./nd": "./nd.ts" } }',
    "node_modules/katagrad/nd.ts": `export const zeros = "${SECRET}";\n`,
    "katagrad/nd.ts": `export const zeros = "${SECRET}";\n`,
    "tsconfig.json": '{ "compilerOptions": { "paths": { "katagrad/nd": ["./katagrad/nd.ts"] } } }',
  };
  expect((await compiled(files)).code).toBe((await compiled({ "attempt.ts": files["attempt.ts"] })).code);
});

describe("what names a file without importing it leaks nothing", () => {
  it.each([
    'export const u = () => new URL("../secret.json", "file:///").href;',
    "export const a = 1;\n//# sourceMappingURL=../secret.json",
    "export const a = 1;\n/*# sourceMappingURL=own.map */",
    '/// <reference path="../secret.ts" />\nexport const a = 1;',
    "/** @jsx secret @jsxImportSource secret */\nexport const a = 1;",
  ])("%s", async (text) => {
    const map = { version: 3, sources: ["../secret.ts"], sourcesContent: [SECRET], names: [], mappings: "AAAA" };
    const entry = attempt({ "attempt.ts": `${text}\n`, "own.map": JSON.stringify(map), "own.ts": `"${SECRET}";\n` });
    const result = await compile(entry, { siblings: true });
    if ("kind" in result) expect(result.kind).toBe("syntax");
    else expect(JSON.stringify([result.code, result.locate(1, 1)])).not.toContain(SECRET);
  });

  it("nor does a tsconfig.json or package.json beside it change anything", async () => {
    const files = {
      "attempt.ts": "export class A {\n  a = 1;\n}\n",
      "tsconfig.json":
        '{ "extends": "../secret.json", "compilerOptions": { "useDefineForClassFields": false, "target": "es5" } }',
      "package.json": '{ "type": "commonjs", "imports": { "#s": "../secret.ts" }, "sideEffects": false }',
    };
    expect((await compiled(files)).code).toBe((await compiled({ "attempt.ts": files["attempt.ts"] })).code);
  });
});

describe("a path with a gap", () => {
  const gap = ["$", "{name}"].join("");

  it.each([
    [`\`../${gap}.json\``, "import"],
    [`\`./${gap}.ts\``, "import"],
    [`\`./nowhere/${gap}.ts\``, "import"],
    ['"../" + name + ".json"', "require"],
    [`\`./../${gap}/a/own.ts\``, "require"],
  ])("%s is refused as it stands, whatever lies in the working directory or the attempt's folder", async (path, by) => {
    const text = `const name: string = "secret";\nexport const f = () => ${by}(${path});\n`;
    const entry = attempt({ "attempt.ts": text, "own.ts": `throw "${SECRET}";\n` });
    const before = process.cwd();
    for (const folder of [before, dirname(entry)]) {
      // As when somebody runs `kata run attempt.ts` there: esbuild's service is a process of its own with a directory of its own.
      process.chdir(folder);
      await stop();
      // The start of a service is no part of what is tested, and may take longer than a compilation may.
      await warmUpCompiler();
      const result = await compile(entry, { siblings: true }).finally(() => process.chdir(before));
      expect(result, folder).toEqual({
        kind: "forbidden-import",
        specifier: path,
        at: { file: "attempt.ts", line: 2, column: 32 - (by === "import" ? 1 : 0), excerpt: text.split("\n")[1] },
      });
    }
    await stop();
  });

  it("that climbs out of everywhere finds nothing either", async () => {
    const text = `const name = "passwd";\nexport const f = () => require(\`${"../".repeat(150)}etc/${gap}\`);\n`;
    // Which of the two it is depends on how long the way is; no file is read in either.
    expect(await compile(attempt(text), { siblings: true })).toHaveProperty(
      "kind",
      expect.stringMatching(/^(forbidden-import|too-slow)$/),
    );
  });
});
