/** Holds the code against "Who may import whom" in ARCHITECTURE.md. */
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { packageRoot } from "./paths.ts";

const CONTENT = ["katas", "reference", "fixtures"];
/** What each folder of the harness may import beside itself, leaves and libraries. */
const JUDGE = ["catalog", "compile", "sandbox", "grade"];
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  words: [],
  catalog: [],
  compile: [],
  sandbox: ["sandbox/child"],
  grade: [],
  assess: [],
  workspace: [],
  store: [],
  report: ["words"],
  board: ["report", "words"],
  witness: ["catalog"],
  judge: [...JUDGE, "sandbox/child", "witness"],
  batch: [...JUDGE, "judge", "report", "words", "witness"],
  gate: [...JUDGE, "judge", "report", "witness"],
  watch: [...JUDGE, "judge", "report", "words", "workspace", "witness"],
  join: ["words", "workspace", "watch"],
  serve: [...JUDGE, "judge", "report", "words", "witness", "assess", "store", "serve/practice"],
  "serve/practice": [...JUDGE, "judge", "report", "words", "assess", "serve", "watch", "workspace"],
  commands: [
    ...JUDGE,
    "judge",
    "report",
    "board",
    "words",
    "workspace",
    "watch",
    "gate",
    "batch",
    "witness",
    "store",
    "serve",
    "serve/practice",
    "join",
  ],
  cli: ["commands"],
};
/** What the adapters to other libraries' numbers are written with. They are handed the reference; they do not import it. */
const ADAPTER_WORDS = [
  "fixtures/oracles/adapter.ts",
  "fixtures/oracles/layout.ts",
  "harness/objectives.ts",
  "katas/lib/nd.ts",
];
const CHILD_LEAVES = ["harness/wire.ts", "harness/rng.ts", "harness/objectives.ts"];
const WITHOUT_NODE = ["harness/grade/", "harness/report/", "harness/words/", "harness/serve/page/", "reference/"];
const WITH_HASHES = ["harness/assess/", "harness/board/"];
/** Modules that the build or the catalog puts there. */
const PROVIDED: Readonly<Record<string, string>> = {
  "katagrad/nd": "katas/lib/nd.ts",
  "katagrad/kata": "harness/kata.ts",
  "katagrad/grading": "harness/grading.ts",
};

interface Import {
  readonly from: string;
  /** A path from the root of the repository, or the name of a library. */
  readonly to: string;
}

/** Everything that a text imports: `import type`, `export from`, `import("…")`, `require` and types by `import("…")` included. */
function importsOf(from: string, text: string): Import[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => ({ from, to: target(from, fileName) }));
}

function target(from: string, specifier: string): string {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  return PROVIDED[specifier] ?? specifier;
}

function sources(folder: string): string[] {
  return readdirSync(join(packageRoot, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".test.ts"))
    .filter((file) => !/^harness\/(specimens|e2e)\//.test(file));
}

/** Folders in a folder that have rules of their own. */
const WITHIN: ReadonlySet<string> = new Set(["sandbox/child", "serve/practice"]);

/** `report`, `sandbox/child`; `leaf` and `cli` at the top of the harness; undefined outside of it. */
function unitOf(file: string): string | undefined {
  if (!file.startsWith("harness/")) return undefined;
  const folders = posix.dirname(file).split("/").slice(1);
  if (folders.length === 0) return file === "harness/cli.ts" ? "cli" : "leaf";
  const two = folders.slice(0, 2).join("/");
  return WITHIN.has(two) ? two : folders[0];
}

function isNode(name: string): boolean {
  return name.startsWith("node:") || builtinModules.includes(name);
}

function isLibrary(name: string): boolean {
  return !/^(harness|katas|reference|fixtures|scripts|\.\.)(\/|$)/.test(name) || name.endsWith(".css");
}

/** Why an import must not be; undefined when it may. */
function refusal({ from, to }: Import): string | undefined {
  if (isNode(to) && WITHOUT_NODE.some((folder) => from.startsWith(folder))) return "imports something of Node";
  if (isNode(to) && WITH_HASHES.some((folder) => from.startsWith(folder)) && to !== "node:crypto")
    return "knows hashes of Node, no more";
  if (isLibrary(to)) return undefined;
  if (from.startsWith("fixtures/oracles/"))
    return ADAPTER_WORDS.includes(to) ? undefined : `an adapter may not know ${to}`;
  // A grading may have files of its own beside it: data sets, pictures.
  if (/^fixtures\/\d/.test(from) && posix.dirname(from) === posix.dirname(to)) return undefined;
  if (/^(fixtures|scripts|\.\.)\//.test(to)) return "imports what only the catalog loads, or nobody";
  const [unit, other] = [unitOf(from), unitOf(to)];
  if (!unit) return refusalOfContent(from, to);
  if (!other) return "imports content";
  if (other === "serve/practice" && unit === "serve" && !from.startsWith("harness/serve/page/"))
    return "only the page of practice knows what its server says";
  if (unit === "sandbox/child")
    return other === unit || CHILD_LEAVES.includes(to) ? undefined : "stands in the candidate's process";
  if (other === "leaf" || other === unit) return unit === "cli" && other === "cli" ? "imports itself" : undefined;
  return ALLOWED[unit]?.includes(other) ? undefined : `${unit} may not know ${other}`;
}

/** A declaration knows how to declare itself, a skeleton and a reference only the arrays; a grading knows its own two halves too. */
function refusalOfContent(from: string, to: string): string | undefined {
  const [folder, kata] = from.split("/");
  if (kata === "tfjs" && to.startsWith("reference/tfjs/")) return undefined;
  const mine = [`katas/${kata}/kata.ts`, `reference/${kata}/float64.ts`];
  const allowed = {
    katas: ["harness/kata.ts", "katas/lib/nd.ts"],
    reference: ["katas/lib/nd.ts", ...(from.endsWith("/tfjs.ts") ? [`reference/${kata}/float64.ts`] : [])],
    fixtures: ["harness/grading.ts", "harness/rng.ts", "katas/lib/nd.ts", ...mine],
  }[folder];
  return allowed?.includes(to) ? undefined : `${folder} may not know ${to}`;
}

/** The circles of a graph, each once, as the files on it. */
function circles(imports: readonly Import[]): string[] {
  const graph = new Map<string, Import[]>();
  for (const one of imports) graph.set(one.from, [...(graph.get(one.from) ?? []), one]);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, way: readonly string[]) => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(" → "));
    if (way.includes(file) || done.has(file)) return;
    for (const { to } of graph.get(file) ?? []) visit(to, [...way, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

const files = ["harness", ...CONTENT].flatMap(sources);
const all = files.flatMap((file) => importsOf(file, readFileSync(join(packageRoot, file), "utf8")));
const told = (imports: readonly Import[]) =>
  imports.flatMap((one) => (refusal(one) ? [`${one.from} → ${one.to}: ${refusal(one)}`] : []));

describe("who may import whom", () => {
  it("finds the code, and knows every folder of the harness", () => {
    expect(all.length).toBeGreaterThan(200);
    const units = new Set(files.map(unitOf).filter((unit) => unit !== undefined));
    expect([...units].sort()).toEqual([...Object.keys(ALLOWED), "leaf", "sandbox/child"].sort());
  });

  it("holds", () => {
    expect(told(all)).toEqual([]);
  });

  it("imports only what is there", () => {
    const known = new Set(files);
    expect(all.filter(({ to }) => !isLibrary(to) && !known.has(to))).toEqual([]);
  });

  it("has no circles, types included", () => {
    expect(circles(all.filter(({ from, to }) => from !== to))).toEqual([]);
  });
});

/** The ways from a file to a library, over as many files as it takes. */
function waysTo(library: string, file: string, seen = new Set<string>()): string[] {
  if (seen.has(file) || isLibrary(file)) return [];
  seen.add(file);
  return importsOf(file, readFileSync(join(packageRoot, file), "utf8")).flatMap(({ to }) =>
    to === library ? [file] : waysTo(library, to, seen).map((way) => `${file} → ${way}`),
  );
}

describe("what runs outside of tests", () => {
  it.each(sources("scripts"))("%s needs no test runner", (file) => {
    expect(waysTo("vitest", file)).toEqual([]);
  });

  it("would be found out, over other files too", () => {
    expect(waysTo("vitest", "harness/store/support.ts")).toEqual(["harness/store/support.ts"]);
    expect(waysTo("commander", "harness/cli.ts")[0]).toMatch(/^harness\/cli\.ts → .+/);
  });
});

describe("the rules themselves", () => {
  it.each([
    ["harness/report/x.ts", 'import type { Kata } from "../catalog/catalog.ts";'],
    ["harness/grade/x.ts", 'export * from "../words/en.ts";'],
    ["harness/grade/x.ts", 'import { join } from "path";'],
    ["harness/assess/x.ts", 'import { readFileSync } from "node:fs";'],
    ["harness/board/x.ts", 'import { createReadStream } from "node:fs";'],
    ["harness/board/x.ts", 'import { openCatalog } from "../catalog/catalog.ts";'],
    ["harness/assess/x.ts", 'import { scorePart } from "../grade/score.ts";'],
    ["harness/words/x.ts", 'const fs = await import("node:fs");'],
    ["harness/rng.ts", 'let x: import("./judge/judge.ts").JudgeOptions;'],
    ["harness/judge/x.ts", 'import { en } from "../words/en.ts";'],
    ["harness/serve/desk/x.ts", 'import { Progress } from "../../workspace/progress.ts";'],
    ["harness/serve/practice/x.ts", 'import { openStore } from "../../store/open.ts";'],
    ["harness/watch/x.ts", 'import { run } from "../commands/run.ts";'],
    ["harness/sandbox/child/x.ts", 'import { printable } from "../../text.ts";'],
    ["harness/sandbox/child/x.ts", 'import { Sandbox } from "../sandbox.ts";'],
    ["harness/compile/x.ts", 'import grading from "../../fixtures/01-backpropagation/grading.ts";'],
    ["harness/gate/x.ts", 'import { forward } from "../../reference/01-backpropagation/float64.ts";'],
    ["fixtures/17-lstm/grading.ts", 'import grading from "../16-rnn/grading.ts";'],
    ["reference/17-lstm/float64.ts", 'import { readFileSync } from "node:fs";'],
    ["reference/17-lstm/float64.ts", 'import { forward } from "../01-backpropagation/float64.ts";'],
    ["reference/17-lstm/float64.ts", 'import { h } from "./tfjs.ts";'],
    ["reference/17-lstm/tfjs.ts", 'import { registerRepairs } from "../tfjs/repairs.ts";'],
    ["harness/gate/x.ts", 'import adapter from "../../fixtures/oracles/17-lstm.ts";'],
    ["fixtures/17-lstm/grading.ts", 'import { swapAxes } from "../oracles/layout.ts";'],
    ["fixtures/oracles/17-lstm.ts", 'import { lstmForward } from "../../reference/17-lstm/float64.ts";'],
    ["katas/17-lstm/kata.ts", 'import type { Grading } from "katagrad/grading";'],
    ["katas/17-lstm/skeleton.ts", 'import { forward } from "../../reference/17-lstm/float64.ts";'],
  ])("refuse in %s: %s", (from, text) => {
    expect(told(importsOf(from, text))).toHaveLength(1);
  });

  it("see a circle of types", () => {
    const a = importsOf("harness/grade/a.ts", 'import type { B } from "./b.ts";');
    const b = importsOf("harness/grade/b.ts", 'export type { A } from "./a.ts";');
    expect(circles([...a, ...b])).toEqual(["harness/grade/a.ts → harness/grade/b.ts → harness/grade/a.ts"]);
  });
});
