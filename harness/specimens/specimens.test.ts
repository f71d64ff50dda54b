/** Every attack of `attacks/`, through the real grading, under every layer set that this machine has. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCatalog } from "../catalog/catalog.ts";
import { compile } from "../compile/compile.ts";
import { judge } from "../judge/judge.ts";
import { type PreparedKata, prepareKata } from "../judge/prepare.ts";
import { packageRoot } from "../paths.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import type { KataResult } from "../verdict.ts";
import { expectHarmless } from "./harmless.ts";
import { layerSets, marked } from "./layer-sets.ts";
import { survivors } from "./processes.ts";
import { comparable, limitsFor, readSpecimens } from "./specimen.ts";

const specimens = readSpecimens();
const sets = layerSets(["process", "os"]);
const stoppedBy = new Map<string, Map<string, number>>();
let open: PreparedKata;
let secret: PreparedKata;

beforeAll(async () => {
  const catalog = await openCatalog();
  const kata = catalog.find("01-backpropagation");
  open = await prepareKata(catalog, kata);
  secret = await prepareKata(catalog, kata, { secret: "of this assessment" });
});

it("has both controls and no name twice", () => {
  const names = specimens.map(({ name }) => name);
  expect(names).toContain("honest");
  expect(names).toContain("wrong");
  expect(specimens.length).toBeGreaterThan(150);
});

it.each(specimens)("$name carries nothing of the fixtures in its bundle", async ({ file }) => {
  const compiled = await compile(file, { siblings: true });
  const text = "code" in compiled ? compiled.code : JSON.stringify(compiled);
  const fixtures = readFileSync(join(packageRoot, "fixtures", "01-backpropagation", "expected.json"), "utf8");
  for (const [number] of fixtures.matchAll(/\d\.\d{12,}/g)) expect(text).not.toContain(number);
  expect(text).not.toMatch(/root:x:0:0|defineGrading\(/);
});

describe.each(sets)("$name", ({ name: set, layers, skip }) => {
  const mark = randomUUID();
  let pool: SandboxPool;
  if (!skip) {
    beforeAll(() => {
      pool = new SandboxPool(marked(layers, mark));
    });
    afterAll(async () => {
      pool.close();
      expect((await survivors(mark)) ?? []).toEqual([]);
    });
  }

  it.skipIf(skip).each(specimens)("$name: $tries", async ({ file, expected, needs, secret: hidden }) => {
    if (needs && !layers[needs]) return;
    const prepared = hidden ? secret : open;
    const kata = { ...prepared.kata, limits: limitsFor(expected) };
    const result = await judge({ ...prepared, kata }, file, { pool, siblings: true });
    const [actual, wanted] = comparable(result, expected);
    expect(actual, explain(result)).toEqual(wanted);
    expectHarmless(result);
    count(set, result);
  });

  it.skipIf(skip)("gives the right attempt full marks and the wrong one fewer, after all that", async () => {
    const [honest, wrong] = ["honest", "wrong"].map((name) => specimens.find((one) => one.name === name)!.file);
    expect((await judge(open, honest, { pool, siblings: true })).score).toBe(100);
    expect((await judge(open, wrong, { pool, siblings: true })).score).toBeLessThan(100);
  });
});

afterAll(() => {
  const verdicts = [...new Set([...stoppedBy.values()].flatMap((counts) => [...counts.keys()]))];
  const table = Object.fromEntries(
    verdicts.map((verdict) => [
      verdict,
      Object.fromEntries([...stoppedBy].map(([set, of]) => [set, of.get(verdict) ?? 0])),
    ]),
  );
  console.log(`${specimens.length} specimens, by what stopped them`);
  console.table(table);
});

/** Who stops a specimen that ends with this verdict. */
const WHO: Readonly<Record<string, string>> = {
  passed: "nobody: it does no harm",
  "wrong-type": "encoder in the realm, comparison in the parent",
  "wrong-shape": "comparison in the parent",
  "wrong-value": "comparison in the parent",
  "not-finite": "comparison in the parent",
  "mutated-input": "realm: arguments are looked at again",
  "not-implemented": "realm: nothing to call",
  "missing-export": "realm: nothing to call",
  threw: "realm: it is not there, or it fails",
  "compile-error": "compiler",
  "forbidden-import": "compiler: import allow-list",
  "time-limit": "clock and SIGKILL of the parent",
  "memory-limit": "heap cap and resource limits of the process",
  "output-limit": "caps on the pipe in the parent",
  "ended-early": "no result, no pass",
};

function count(set: string, { verdict }: KataResult): void {
  const counts = stoppedBy.get(set) ?? new Map<string, number>();
  stoppedBy.set(set, counts);
  counts.set(WHO[verdict], (counts.get(WHO[verdict]) ?? 0) + 1);
}

function explain({ parts, problem, console: said }: KataResult): string {
  const first = parts.flatMap(({ cases }) => cases).find((one) => one.verdict !== "passed");
  return JSON.stringify([problem, first?.problem, first?.mismatch, said]).slice(0, 600);
}
