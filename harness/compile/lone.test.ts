/** Which attempts go the short way, and that it makes of them what the bundler makes. */
import { runInNewContext } from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
import { compileLibrary, compileLone, type Library, type Lone } from "./lone.ts";

const SETTINGS = { target: "es2023", tsconfigRaw: "{}", logLevel: "silent" } as const;
let library: Library;

beforeAll(async () => {
  const source =
    "export type Vector = number[];\nexport function zeros(n: number): Vector { return Array(n).fill(0); }\n";
  library = await compileLibrary(source, SETTINGS);
});

function compile(text: string): Promise<Lone | "too-slow" | undefined> {
  return compileLone({ file: "attempt.ts", text }, library, SETTINGS, 30_000);
}

/** What the script exports when it runs, as JSON. */
async function exportsOf(text: string): Promise<string> {
  const { code } = (await compile(text)) as Lone;
  const module: { exports: Record<string, unknown> } = { exports: {} };
  runInNewContext(`(function (module, exports) {\n${code}\n})`)(module, module.exports);
  return JSON.stringify(module.exports);
}

describe("goes the short way", () => {
  it.each<[string, string, string]>([
    ["no import", "export const a: number = 1;\n", '{"a":1}'],
    ["types alone", 'import type { Vector } from "katagrad/nd";\nexport const a: Vector = [1];\n', '{"a":[1]}'],
    [
      "a function and a type",
      "import { type Vector, zeros } from 'katagrad/nd'\nexport const a: Vector = zeros(2);\n",
      '{"a":[0,0]}',
    ],
    [
      "lists over several lines",
      'import {\n  zeros,\n} from "katagrad/nd";\nimport {} from "katagrad/nd";\nexport const a = zeros(1);\n',
      '{"a":[0]}',
    ],
    ["prose with its words", "// from left to right, an important one\nexport const a = 1;\n", '{"a":1}'],
    ["strict code", "export const a = (function (this: unknown) { return this === undefined; })();\n", '{"a":true}'],
    [
      "strict code with the library",
      'import { zeros } from "katagrad/nd";\nexport const a = (function (this: unknown) { return this === undefined && zeros(0); })();\n',
      '{"a":[]}',
    ],
    ["an enum", "export enum E { A = 4 }\nexport const a = E.A;\n", '{"E":{"4":"A","A":4},"a":4}'],
  ])("%s", async (_, text, expected) => {
    expect(await exportsOf(text)).toBe(expected);
  });
});

describe("is left to the bundler", () => {
  it.each([
    ["nothing exported", "const a = 1;\n"],
    ["what does not parse", "export const a = ;\n"],
    ["a name that the library lacks", 'import { ones } from "katagrad/nd";\nexport const a = ones(1);\n'],
    ["a new name", 'import { zeros as z } from "katagrad/nd";\nexport const a = z(1);\n'],
    ["a default", 'import nd from "katagrad/nd";\nexport const a = nd;\n'],
    ["a namespace", 'import * as nd from "katagrad/nd";\nexport const a = nd.zeros(1);\n'],
    ["a sibling", 'import { half } from "./half";\nexport const a = half(1);\n'],
    ["a package", 'import fs from "node:fs";\nexport const a = fs;\n'],
    [
      "a package behind an import of ours",
      'import { zeros } from "katagrad/nd"; import "fs";\nexport const a = zeros(1);\n',
    ],
    ["an import when it runs", 'export const a = () => import("./half");\n'],
    ["a re-export", 'export * from "./half";\n'],
    ["a re-export over two lines", 'export { half } from\n  "./half";\n'],
    ["a re-export with a comment in it", 'export { half } from/**/"./half";\n'],
    ["require", 'export const a = require("fs");\n'],
    ["require in escapes", 'export const a = \\u0072equire("fs");\n'],
    ["the names of CommonJS", "exports.a = 1;\nexport const b = 1;\n"],
  ])("%s", async (_, text) => {
    expect(await compile(text)).toBeUndefined();
  });
});

it("counts the lines of the library, which come before the map's first", async () => {
  const { code, linesBefore } = (await compile(
    'import { zeros } from "katagrad/nd";\nexport const a = zeros(1);\n',
  )) as Lone;
  expect(code.split("\n")[linesBefore]).toBe('"use strict";');
  expect(linesBefore).toBeGreaterThan(0);
});
