/** Records of real gradings, held against the JSON Schema that scripts are given. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCatalog, readReference, readSkeleton } from "../catalog/catalog.ts";
import { judge } from "../judge/judge.ts";
import { prepareKata } from "../judge/prepare.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import { leavesOf } from "../tensor.ts";
import type { KataResult } from "../verdict.ts";
import { wordsIn } from "../words/words.ts";
import { type ResultRecord, resultJsonSchema, resultRecord, toRecord } from "./record.ts";
import { detailLine } from "./terminal.ts";

const schema = JSON.parse(readFileSync(new URL("result.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
const HARNESS = { version: "0.1.0", node: "20.0.0", platform: "linux-x64" };

const catalog = await openCatalog();
const kata = catalog.find("1");
const reference = readReference(kata);
/** One attempt a kind of record: what is in it, and the text that makes it. */
const ATTEMPTS: Readonly<Record<string, string>> = {
  passed: reference,
  "not-implemented": readSkeleton(kata),
  "wrong-value": reference.replace("(a - y) * slope", "a - y"),
  "wrong-shape": reference.replace("dw: x.map((xi) => dz * xi)", "dw: [...x, 0]"),
  "not-finite": reference.replace("return 0.5 * (a - y) ** 2;", "return 0 / 0;"),
  "missing-export": reference.replace("export function squaredError", "function squaredError"),
  threw: reference.replace("return 0.5 * (a - y) ** 2;", "return (undefined as never as number[])[0];"),
  "forbidden-import": `import "node:fs";\n${reference}`,
  "compile-error": "export function (: {",
};

const results = new Map<string, KataResult>();
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "record-"));
  const prepared = await prepareKata(catalog, kata);
  const pool = new SandboxPool();
  try {
    for (const [name, text] of Object.entries(ATTEMPTS)) {
      const file = join(folder, "attempt.ts");
      writeFileSync(file, text);
      results.set(name, await judge(prepared, file, { pool, siblings: true }));
    }
  } finally {
    pool.close();
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The record as it comes out of a line of JSON. */
function recordOf(name: string): ResultRecord {
  const record = toRecord(`./${name}`, results.get(name)!, HARNESS, (one) => detailLine(one, wordsIn("en")));
  return JSON.parse(JSON.stringify(record));
}

describe("the schema", () => {
  it("is the one that the code makes", () => {
    expect(schema).toEqual(JSON.parse(JSON.stringify(resultJsonSchema())));
  });
});

describe.each(Object.keys(ATTEMPTS))("the record of an attempt: %s", (name) => {
  it("is valid, and says what the grading said", () => {
    const [record, result] = [recordOf(name), results.get(name)!];
    expect(validate(record), JSON.stringify(validate.errors)).toBe(true);
    expect(resultRecord.parse(record)).toEqual(record);
    const { score, points, maxPoints, isolation } = result;
    expect(record).toMatchObject({ kata: kata.id, submission: `./${name}`, score, points, maxPoints, isolation });
    const verdicts = [record.verdict, ...record.parts.map(({ verdict }) => verdict)];
    expect(verdicts).toEqual([result.verdict, ...result.parts.map(({ verdict }) => verdict)]);
    expect(verdicts).toContain(name);
    expect(record.parts.map(({ cases }) => cases.length)).toEqual(result.parts.map(({ cases }) => cases.length));
  });

  it("holds no number of a hidden case, expected or got, nor a line of the source", () => {
    const text = JSON.stringify(recordOf(name), (key, value) => (key === "durationMs" ? 0 : value));
    const numbers = results
      .get(name)!
      .parts.flatMap(({ cases }) => cases)
      .filter(({ shown }) => !shown)
      .flatMap(({ expected, actual }) => [...leavesOf(expected), ...leavesOf(actual)])
      .map(({ value }) => value)
      .filter(
        (value): value is number => typeof value === "number" && Number.isFinite(value) && String(value).length > 8,
      );
    if (name !== "not-implemented" && !text.includes('"problem"')) expect(numbers.length).toBeGreaterThan(5);
    for (const value of numbers)
      for (const written of [String(value), value.toPrecision(5)]) expect(text).not.toContain(written);
    expect(text).not.toMatch(/excerpt|"expected"|"actual"/);
  });
});

describe("what a record tells", () => {
  it("a line of detail, the diagnosis in both languages, the place", () => {
    const backward = recordOf("wrong-value").parts.find(({ part }) => part === "backward")!;
    expect(backward.diagnosis).toMatchObject({
      id: "mistake:slope-missing",
      text: { en: expect.stringMatching(/slope|sigmoid/), zh: expect.stringMatching(/导数/) },
    });
    expect(backward.cases[0].detail).toMatch(/differ.* Worst at .*: off by .*, allowed /);
    const threw = recordOf("threw").parts.find(({ part }) => part === "squaredError")!;
    expect(threw.cases[0]).toMatchObject({
      detail: expect.stringMatching(/^TypeError: /),
      at: { file: "attempt.ts", line: 12 },
    });
    const refused = recordOf("forbidden-import");
    expect(refused.problem).toMatchObject({
      detail: expect.stringContaining('"node:fs" cannot be imported'),
      at: { file: "attempt.ts", line: 1 },
    });
    expect(refused.parts.every(({ cases }) => cases.every(({ ran }) => !ran))).toBe(true);
  });
});

describe("speed in a record", () => {
  it("is to microseconds and four digits, and holds the schema", () => {
    const [first, ...others] = results.get("wrong-value")!.parts;
    const times = { attemptMs: 1.23456789, referenceMs: 0.5, wayMs: 0.1234567 };
    const own = { case: "long", samples: 45, ...times, ratio: 2.46913578, noise: 0.0123456 };
    const result = {
      ...results.get("wrong-value")!,
      parts: [{ ...first, speed: own }, ...others],
      speed: { parts: 1, ratio: 2.46913578, noise: 0.0123456, flag: "not-passed" as const },
    };
    const record = toRecord("x", result, HARNESS, () => undefined);
    expect([validate(record), validate.errors]).toEqual([true, null]);
    const rounded = { attemptMs: 1.235, referenceMs: 0.5, wayMs: 0.123, ratio: 2.469, noise: 0.012 };
    expect(record.parts[0].speed).toEqual({ case: "long", samples: 45, ...rounded });
    expect(record.speed).toEqual({ parts: 1, ratio: 2.469, noise: 0.012, flag: "not-passed" });
  });

  it("is not there where nobody asked for it", () =>
    expect(JSON.stringify(recordOf("wrong-value"))).not.toContain("speed"));
});

describe("the schema refuses", () => {
  const mutations: [what: string, change: (record: ResultRecord) => unknown][] = [
    ["a missing score", (record) => ({ ...record, score: undefined })],
    ["a score above 100", (record) => ({ ...record, score: 100.5 })],
    ["negative points", (record) => ({ ...record, points: -1 })],
    ["an unknown verdict", (record) => ({ ...record, verdict: "fine" })],
    ["another schema", (record) => ({ ...record, schema: "katagrad/result/2" })],
    ["another isolation", (record) => ({ ...record, isolation: "none" })],
    ["one more key", (record) => ({ ...record, console: "printed" })],
    ["points as text", (record) => ({ ...record, points: "10" })],
    ["parts by name", (record) => ({ ...record, parts: {} })],
    ["a case with its numbers", (record) => withCase(record, { expected: 1 })],
    ["a case without its group", (record) => withCase(record, { group: undefined })],
    ["a case in an unknown group", (record) => withCase(record, { group: "hidden" })],
    ["a place with the source", (record) => withCase(record, { at: { file: "a", line: 1, column: 1, excerpt: "x" } })],
    ["half a line", (record) => withCase(record, { at: { file: "a", line: 1.5, column: 1 } })],
    ["a diagnosis in one language", (record) => withPart(record, { diagnosis: { id: "law:x", text: { en: "x" } } })],
    ["a speed with an unknown flag", (record) => withPart(record, { speed: { samples: 1, flag: "fast" } })],
    ["a speed with another key", (record) => ({ ...record, speed: { parts: 0, rank: 1 } })],
    ["a harness without a version", (record) => ({ ...record, harness: { ...record.harness, version: undefined } })],
  ];

  it.each(mutations)("%s", (_, change) => {
    const record = recordOf("wrong-value");
    const mutated = JSON.parse(JSON.stringify(change(record)));
    expect([validate(record), validate(mutated)]).toEqual([true, false]);
    expect(resultRecord.safeParse(mutated).success).toBe(false);
  });

  function withPart(record: ResultRecord, change: object): unknown {
    return { ...record, parts: record.parts.map((part) => ({ ...part, ...change })) };
  }

  function withCase(record: ResultRecord, change: object): unknown {
    const changed = (cases: readonly object[]) => cases.map((one) => ({ ...one, ...change }));
    return { ...record, parts: record.parts.map((part) => ({ ...part, cases: changed(part.cases) })) };
  }
});
