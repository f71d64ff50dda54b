/** A batch in this process: what one submission does costs no other anything, and what is ours is never theirs. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openCatalog, readReference } from "../catalog/catalog.ts";
import { packageRoot } from "../paths.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import { tarGzOf, zipOf } from "./archive/test-archives.ts";
import { runInto, type TestRun } from "./test-run.ts";

const catalog = await openCatalog();
const momentum = readReference(catalog.find("momentum"));
let pool: SandboxPool;
let root: string;
let file: string;
beforeAll(() => {
  pool = new SandboxPool(undefined, { size: 4 });
});
afterAll(() => pool.close());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "batch-"));
  file = join(root, "records.jsonl");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

function put(name: string, text = momentum, kata = "10-momentum"): void {
  mkdirSync(join(root, "class", name, kata), { recursive: true });
  writeFileSync(join(root, "class", name, kata, "attempt.ts"), text);
}

const run = (more: Partial<TestRun> = {}) => runInto({ catalog, pool, paths: [join(root, "class")], file, ...more });
const short = (name: string) => name.replace(`${root}/class/`, "");

describe("a batch", () => {
  it("grades folders and archives alike, in the order of the input when sorted", async () => {
    put("a");
    put("c", momentum.replace("export function momentumStep", "function momentumStep"));
    const packed = [{ name: "10-momentum/attempt.ts", content: momentum }];
    writeFileSync(join(root, "class", "b.zip"), await zipOf(packed));
    writeFileSync(join(root, "class", "d.tar.gz"), await tarGzOf(packed));
    const { records } = await run({ sorted: true, jobs: 3 });
    expect(records.map(({ submission, verdict }) => [short(submission), verdict])).toEqual([
      ["a/10-momentum", "passed"],
      ["b/10-momentum", "passed"],
      ["c/10-momentum", "missing-export"],
      ["d/10-momentum", "passed"],
    ]);
    expect(new Set(records.map(({ basis }) => basis?.kata)).size).toBe(1);
    expect(records[1].sources).toBe(records[3].sources);
  });

  it("goes on after what cannot be read, says so in its record, and tells what it left out", async () => {
    put("a");
    writeFileSync(join(root, "class", "b.zip"), "<html>");
    writeFileSync(join(root, "class", "c.zip"), await zipOf([{ name: "../x.ts" }]));
    const odd = [{ name: "10-momentum/attempt.ts", content: momentum }, { name: "10-momentum/con.ts" }];
    writeFileSync(join(root, "class", "d.zip"), await zipOf(odd));
    const { records, told } = await run({ sorted: true });
    expect(records.map(({ verdict }) => verdict)).toEqual(["passed", "unreadable", "unreadable", "passed"]);
    expect(records[1].problem?.detail).toMatch(/^It is damaged: .*\. Pack and send it anew\.$/);
    expect(records[2]).toMatchObject({ kata: "", score: 0, problem: { detail: expect.stringContaining("leads out") } });
    expect(told.map((line) => short(line))).toEqual([
      "d: 10-momentum/con.ts (a name that not every system can have) is left out.",
    ]);
  });

  it("keeps what it unpacks in a folder of its own, and leaves nothing of it", async () => {
    const temporary = join(root, "temporary");
    mkdirSync(temporary);
    vi.stubEnv("TMPDIR", temporary);
    mkdirSync(join(root, "class"));
    writeFileSync(join(root, "class", "a.zip"), await zipOf([{ name: "10-momentum/attempt.ts", content: momentum }]));
    const seen: string[] = [];
    await run({ seeing: () => seen.push(...readdirSync(temporary)) });
    expect(seen).toEqual([expect.stringMatching(/^katagrad-batch-/)]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("hands on nothing more once it is stopped, and ends with the reason", async () => {
    for (let i = 0; i < 8; i++) put(`s${i}`);
    const seen: string[] = [];
    const seeing: TestRun["seeing"] = ({ name }, stop) => {
      seen.push(name);
      if (seen.length === 3) stop.abort(new Error("enough"));
    };
    await expect(run({ seeing })).rejects.toThrow("enough");
    expect(seen).toHaveLength(3);
  });
});

describe("a time limit", () => {
  it("that runs out is a verdict also when it is asked a second time, alone, and costs nobody else anything", async () => {
    put("a");
    put("b", `${momentum.replaceAll("momentumStep(", "honest(")}\nexport function momentumStep() { for (;;); }`);
    put("c");
    const { records } = await run({ sorted: true, jobs: 3 });
    expect(records.map(({ parts: [first] }) => first.verdict)).toEqual(["passed", "time-limit", "passed"]);
    expect(records[1].parts.slice(1).every(({ verdict }) => verdict === "passed")).toBe(true);
  });
});

describe("speed", () => {
  it("is of what passed, and of each submission's own code, several at a time", { timeout: 120_000 }, async () => {
    put("a");
    put("b", momentum.replace("export function momentumStep", "function momentumStep"));
    put("c", "export const momentumStep = ;");
    const { records } = await run({ sorted: true, jobs: 3, time: true });
    expect(records.map(({ speed }) => speed?.flag)).toEqual([
      expect.stringMatching(/^nothing-timed|too-noisy$/),
      "not-passed",
      "not-passed",
    ]);
    const speeds = records.map(({ parts }) => parts.map(({ speed }) => speed !== undefined));
    expect(speeds).toEqual([[true, true, true, true, true], [false, true, true, true, true], Array(5).fill(false)]);
    expect(records.map(({ parts }) => parts.filter(({ verdict }) => verdict === "passed").length)).toEqual([5, 4, 0]);
  });

  it("is the only thing that asking for it changes", { timeout: 120_000, retry: 2 }, async () => {
    put("a");
    put("b", "export const momentumStep = ;");
    const plain = await run({ sorted: true });
    const timed = await run({ sorted: true, time: true });
    const withoutTimes = (records: unknown) =>
      JSON.stringify(records, (key, value) => (key === "durationMs" ? 0 : key === "speed" ? undefined : value));
    expect(withoutTimes(timed.records)).toBe(withoutTimes(plain.records));
    expect(JSON.stringify(plain.records)).not.toContain('"speed":');
  });
});

describe("a fault of ours", () => {
  /** A kata whose expectations are damaged. */
  async function withDamaged() {
    const pack = join(root, "pack");
    for (const house of ["katas", "reference", "fixtures"])
      cpSync(join(packageRoot, house, "10-momentum"), join(pack, house, "91-damaged"), { recursive: true });
    writeFileSync(join(pack, "fixtures", "91-damaged", "grading.ts"), "export const nothing = 1;");
    return await openCatalog([pack]);
  }

  it("is a record that counts for nobody, and the rest goes on", async () => {
    put("a");
    put("b", momentum, "91-damaged");
    put("c");
    const { records, faults, told } = await run({ catalog: await withDamaged(), sorted: true });
    expect(records.map(({ verdict, maxPoints }) => [verdict, maxPoints > 0])).toEqual([
      ["passed", true],
      ["not-graded", false],
      ["passed", true],
    ]);
    expect(records[1].problem).toMatchObject({
      fault: true,
      detail: expect.stringContaining("does not declare a grading"),
    });
    expect([faults, told.length]).toEqual([1, 1]);
    expect(short(told[0])).toMatch(/^b\/91-damaged is not graded: /);
  });

  it("of everything from the first on ends the batch: it is the machine", async () => {
    for (let i = 0; i < 30; i++) put(`s${i}`, momentum, "91-damaged");
    await expect(run({ catalog: await withDamaged() })).rejects.toThrow("does not declare a grading");
  });
});
