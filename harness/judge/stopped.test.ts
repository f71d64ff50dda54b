/** Gradings that are stopped: by a limit of the attempt, or by a newer save. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openCatalog, readReference } from "../catalog/catalog.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import type { PartResult } from "../verdict.ts";
import { judge } from "./judge.ts";
import { type PreparedKata, prepareKata } from "./prepare.ts";

const catalog = await openCatalog();
const kata = catalog.find("1");
const prepared = await prepareKata(catalog, kata);
const reference = readReference(kata);
const folder = mkdtempSync(join(tmpdir(), "judge-"));
let pool: SandboxPool;
let written = 0;

beforeAll(() => {
  pool = new SandboxPool();
});
afterAll(() => {
  pool.close();
  rmSync(folder, { recursive: true });
});

function write(text: string): string {
  const file = join(folder, `attempt-${written++}.ts`);
  writeFileSync(file, text);
  return file;
}

const grade = (text: string, of: PreparedKata = prepared) => judge(of, write(text), { pool, siblings: false });

/** The reference with some of its text replaced. */
function edited(...edits: [find: string, replace: string][]): string {
  return edits.reduce((text, [find, replace]) => text.replace(find, () => replace), reference);
}

/** The reference with another body for a part, which can still call the right one. */
function replaced(part: string, code: string): string {
  return `${reference.replaceAll(`${part}(`, "honest(")}\n${code}`;
}

const partOf = ({ parts }: { parts: readonly PartResult[] }, name: string) => parts.find(({ part }) => part === name)!;
const failureOf = (part: PartResult) => part.cases.find(({ verdict }) => verdict !== "passed")!;
const verdictsOf = (part: PartResult) => part.cases.map(({ group, verdict, ran }) => `${group} ${verdict} ${ran}`);

describe("a case that must be stopped", () => {
  it("time-limit: ends its group, and the first group its part; the rest goes on", async () => {
    const result = await grade(
      edited(
        ["const z = x.reduce", "while (w.some((wi) => Math.abs(wi) > 500)); const z = x.reduce"],
        ["const { a } = forward(x, w, b);", "while (x.length === 1); const { a } = forward(x, w, b);"],
      ),
    );
    const limit = { what: "limit", of: "case", ms: 1_000 };
    expect(verdictsOf(partOf(result, "forward"))).toEqual([
      "basic passed true",
      "basic passed true",
      "edge passed true",
      "stability time-limit true",
      "stability time-limit false",
    ]);
    expect(failureOf(partOf(result, "forward")).problem?.why).toEqual(limit);
    expect(partOf(result, "forward").points).toBeGreaterThan(1);
    expect(partOf(result, "squaredError").verdict).toBe("passed");
    expect(verdictsOf(partOf(result, "backward"))).toEqual([
      "basic time-limit true",
      ...["basic", "edge", "edge", "stability"].map((group) => `${group} time-limit false`),
    ]);
    expect(partOf(result, "backward").points).toBe(0);
  });

  it("time-limit: past the time of all together, nothing more runs", async () => {
    const short = { ...prepared, kata: { ...kata, limits: { submissionMs: 1_500 } } };
    const result = await grade(edited(["const z = x.reduce", "for (;;); const z = x.reduce"]), short);
    expect(partOf(result, "trainStep")).toMatchObject({ verdict: "time-limit", points: 0 });
    const whys = [result, ...result.parts.flatMap(({ cases }) => cases)].map(({ problem }) => problem?.why);
    expect(whys).toContainEqual({ what: "limit", of: "submission", ms: 1_500 });
  });

  it("memory-limit, and the parts after it are graded", async () => {
    const patient = { ...prepared, kata: { ...kata, limits: { caseMs: 60_000, submissionMs: 60_000 } } };
    const fill = "const kept: number[][] = []; for (;;) kept.push(new Array(131_072).fill(kept.length + 0.5));";
    const result = await grade(replaced("forward", `export function forward() { ${fill} }`), patient);
    expect(verdictsOf(partOf(result, "forward"))[0]).toBe("basic memory-limit true");
    for (const other of ["squaredError", "backward", "trainStep"]) expect(partOf(result, other).verdict).toBe("passed");
  });

  it("output-limit, when the results of all cases together are too long", async () => {
    const patient = { ...prepared, kata: { ...kata, limits: { caseMs: 60_000, submissionMs: 60_000 } } };
    const long = "export function forward() { return { z: new Array(490_000).fill(0.5), a: 0 }; }";
    const cases = partOf(await grade(replaced("forward", long), patient), "forward").cases;
    expect(cases[0]).toMatchObject({ verdict: "wrong-type", mismatch: { path: "z", actual: "array" } });
    expect(cases.at(-1)).toMatchObject({ verdict: "output-limit" });
  });
});

describe("an abort", () => {
  /** Runners that this process started and that still live. */
  function runners(): number {
    const rows = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8", maxBuffer: 1e8 })
      .trim()
      .split("\n")
      .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)!.slice(1));
    const below = new Set([String(process.pid)]);
    for (let size = 0; size < below.size; ) {
      size = below.size;
      for (const [pid, parent] of rows) if (below.has(parent)) below.add(pid);
    }
    return rows.filter(
      ([pid, , args]) => pid !== String(process.pid) && below.has(pid) && args.includes("runInContext"),
    ).length;
  }

  it("rejects with its reason and leaves no process", async () => {
    const own = new SandboxPool(pool.layers, { size: 1 });
    const slow = { ...prepared, kata: { ...kata, limits: { caseMs: 600_000, submissionMs: 600_000 } } };
    const abort = new AbortController();
    const file = write(edited(["const z = x.reduce", "for (;;); const z = x.reduce"]));
    const before = runners();
    const grading = judge(slow, file, { pool: own, siblings: false, signal: abort.signal });
    setTimeout(() => abort.abort(new Error("a newer save")), 700);
    await expect(grading).rejects.toThrow("a newer save");
    own.close();
    pool.close();
    expect(before).toBeGreaterThan(0);
    await vi.waitFor(() => expect(runners()).toBe(0), { timeout: 30_000, interval: 100 });
  });

  it("rejects at once when it came before", async () => {
    const signal = AbortSignal.abort(new Error("before"));
    await expect(judge(prepared, write(reference), { pool, siblings: false, signal })).rejects.toThrow("before");
  });
});
