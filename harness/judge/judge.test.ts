/** Gradings from end to end, in real sandboxes: one small attempt a verdict. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCatalog, readReference, readSkeleton, referenceFile } from "../catalog/catalog.ts";
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
  return edits.reduce((text, [find, replace]) => {
    expect(text.split(find)).toHaveLength(2);
    return text.replace(find, () => replace);
  }, reference);
}

/** The reference with another body for a part, which can still call the right one. */
function replaced(part: string, code: string): string {
  return `${reference.replaceAll(`${part}(`, "honest(")}\n${code}`;
}

const partOf = ({ parts }: { parts: readonly PartResult[] }, name: string) => parts.find(({ part }) => part === name)!;
const failureOf = (part: PartResult) => part.cases.find(({ verdict }) => verdict !== "passed")!;

describe("a right attempt", () => {
  it("gets full marks: the reference itself", async () => {
    const result = await judge(prepared, referenceFile(kata), { pool, siblings: false });
    expect(result).toMatchObject({ kata: kata.id, verdict: "passed", score: 100, points: 10, maxPoints: 10 });
    expect(result.parts.flatMap(({ cases }) => cases).every(({ ran, verdict }) => ran && verdict === "passed")).toBe(
      true,
    );
    expect(result.problem).toBeUndefined();
  });

  it("is told what it printed, without what a terminal would act on", async () => {
    const result = await grade(`console.log("\\u001b[31mhello\\u0007");\n${reference}`);
    expect(result).toMatchObject({ score: 100, console: expect.stringMatching(/^hello\s*$/) });
  });
});

describe("each verdict about a result", () => {
  it.each([
    ["wrong-type", "export function squaredError() { return [1]; }", { kind: "type", expected: "number" }],
    ["wrong-type", "export function squaredError() { return () => 1; }", { kind: "type", actual: "a function" }],
    ["not-finite", "export function squaredError() { return 0 / 0; }", { kind: "finite", wrong: 1, total: 1 }],
    ["wrong-value", "export function squaredError() { return 0.123; }", { kind: "value", wrong: 1, total: 1 }],
  ])("%s: %s", async (verdict, code, mismatch) => {
    const result = await grade(replaced("squaredError", code));
    const part = partOf(result, "squaredError");
    expect(part).toMatchObject({ verdict, points: 0 });
    expect(failureOf(part)).toMatchObject({ verdict, ran: true, mismatch });
    expect(partOf(result, "forward").points).toBe(2);
    expect(result).toMatchObject({ verdict, score: 90 });
  });

  it("wrong-shape, with both shapes", async () => {
    const result = await grade(edited(["dw: x.map((xi) => dz * xi)", "dw: [...x.map((xi) => dz * xi), 0]"]));
    const part = partOf(result, "backward");
    expect(part.verdict).toBe("wrong-shape");
    expect(failureOf(part).mismatch).toMatchObject({ kind: "shape", path: "dw", expected: [1], actual: [2] });
  });

  it("wrong-value, with the known mistake behind it and its numbers kept for the diff", async () => {
    const part = partOf(await grade(edited(["(a - y) * slope", "a - y"])), "backward");
    expect(part).toMatchObject({ verdict: "wrong-value", diagnosis: { id: "mistake:slope-missing" } });
    expect(part.diagnosis?.text.zh).toContain("导数");
    expect(failureOf(part)).toHaveProperty("expected.db");
    expect(failureOf(part)).toHaveProperty("actual.db");
  });

  it("mutated-input, with the argument, although the result is right", async () => {
    const part = partOf(
      await grade(edited(["const z = x.reduce", "w[0] = w[0] + 0.5; const z = x.reduce"])),
      "forward",
    );
    expect(failureOf(part)).toMatchObject({
      verdict: "mutated-input",
      problem: { why: { what: "mutated", argument: 1 } },
    });
  });

  it("threw, with the line and the text there", async () => {
    const text = edited([
      "return 0.5 * (a - y) ** 2;",
      "const none = undefined as never as number[];\n  return none[0];",
    ]);
    const line = text.split("\n").findIndex((one) => one.includes("return none[0]")) + 1;
    const failure = failureOf(partOf(await grade(text), "squaredError"));
    expect(failure).toMatchObject({ verdict: "threw", ran: true });
    expect(failure.problem?.message).toMatch(/^TypeError: .*undefined/);
    expect(failure.problem?.at).toMatchObject({ line, excerpt: "  return none[0];" });
  });

  it("not-implemented: the skeleton, in every part", async () => {
    const result = await grade(readSkeleton(kata));
    expect(result).toMatchObject({ verdict: "not-implemented", score: 0 });
    expect(new Set(result.parts.map(({ verdict }) => verdict))).toEqual(new Set(["not-implemented"]));
  });

  it.each([
    ["absent", "", undefined],
    ["a number", "export const squaredError = 3;", "number"],
  ])("missing-export: %s", async (_, code, kind) => {
    const result = await grade(replaced("squaredError", code));
    const part = partOf(result, "squaredError");
    expect(failureOf(part)).toMatchObject({
      verdict: "missing-export",
      ran: false,
      problem: { why: { what: "export", kind } },
    });
    expect(partOf(result, "trainStep").verdict).toBe("passed");
  });
});

describe("an attempt of which nothing can run", () => {
  it("compile-error, with the place", async () => {
    const result = await grade("export const a = 1;\nexport function (: {\n");
    expect(result).toMatchObject({
      verdict: "compile-error",
      score: 0,
      problem: { at: { line: 2, excerpt: "export function (: {" } },
    });
    expect(
      result.parts.every(({ verdict, cases }) => verdict === "compile-error" && !cases.some(({ ran }) => ran)),
    ).toBe(true);
  });

  it("forbidden-import, with the name and the place", async () => {
    const result = await grade(`${reference}\nexport * from "../fixtures/01-backpropagation/grading.ts";`);
    const why = { what: "import", specifier: "../fixtures/01-backpropagation/grading.ts" };
    expect(result).toMatchObject({
      verdict: "forbidden-import",
      score: 0,
      problem: { why, at: { line: expect.any(Number) } },
    });
  });

  it("threw and time-limit at the top level", async () => {
    const threw = await grade(`${reference}\nthrow new Error("at once");`);
    expect(threw).toMatchObject({ verdict: "threw", score: 0, problem: { message: "Error: at once" } });
    const looped = await grade(`${reference}\nfor (;;);`);
    expect(looped).toMatchObject({
      verdict: "time-limit",
      score: 0,
      problem: { why: { what: "limit", of: "load", ms: 500 } },
    });
  });

  it("compile-error for a file that is not there", async () => {
    const result = await judge(prepared, join(folder, "none.ts"), { pool, siblings: false });
    expect(result).toMatchObject({ verdict: "compile-error", problem: { why: { what: "missing", file: "none.ts" } } });
  });
});

describe("a secret", () => {
  it("changes every hidden case and no shown one, and the reference still gets full marks", async () => {
    const [one, other] = [
      await prepareKata(catalog, kata, { secret: "a" }),
      await prepareKata(catalog, kata, { secret: "b" }),
    ];
    for (const [i, part] of prepared.parts.entries()) {
      for (const of of part.cases) {
        const same = (many: PreparedKata) => many.parts[i].cases.find(({ name }) => name === of.name)!;
        const args = [of, same(one), same(other)].map((found) => JSON.stringify(found.args));
        expect(new Set(args).size, `${part.name}: ${of.name}`).toBe(of.shown ? 1 : 3);
        if (of.shown) expect(same(one).expected).toEqual(of.expected);
      }
      expect(one.parts[i].cases.map(({ group }) => group)).toEqual(part.cases.map(({ group }) => group));
    }
    expect(await grade(reference, one)).toMatchObject({ score: 100 });
    expect(await grade(reference, other)).toMatchObject({ score: 100 });
  });

  it("stays one and the same: the same secret gives the same cases", async () => {
    const [one, again] = [
      await prepareKata(catalog, kata, { secret: "a" }),
      await prepareKata(catalog, kata, { secret: "a" }),
    ];
    expect(again.parts.map(({ cases }) => cases)).toEqual(one.parts.map(({ cases }) => cases));
  });
});

describe("a mistake in a part that others need", () => {
  it("is named by the nearest of them: a ReLU on the last layer is no mistake of the dense layer", async () => {
    const mlp = catalog.find("14");
    const honest = "return { hidden, logits: linearForward(h, W, b) };";
    const text = readReference(mlp);
    expect(text.split(honest)).toHaveLength(2);
    const attempt = text.replace(honest, "return { hidden, logits: reluForward(linearForward(h, W, b)) };");
    const result = await grade(attempt, await prepareKata(catalog, mlp));
    const named = result.parts.flatMap(({ part, diagnosis }) => (diagnosis ? [[part, diagnosis.id]] : []));
    expect(named).toEqual(
      ["mlpForward", "mlpLossAndGradients", "mlpStep"].map((part) => [part, "mistake:relu-on-logits"]),
    );
  });
});

describe("gradients", () => {
  const softsign: [string, string] = ["1 / (1 + Math.exp(-z))", "0.5 + 0.4 * (z / (1 + Math.abs(z)))"];

  it("forward-wrong: the right gradient of a wrong forward", async () => {
    const text = edited(
      softsign,
      ["const { a } = forward", "const { a, z } = forward"],
      ["a * (1 - a)", "0.4 / (1 + Math.abs(z)) ** 2"],
    );
    expect(partOf(await grade(text), "backward").diagnosis?.id).toBe("gradient:forward-wrong");
  });

  it("backward-wrong and both-wrong: a gradient of nothing", async () => {
    const nothing: [string, string] = ["const dz = (a - y) * slope;", "const dz = Math.cos(9 * a + y) + x.length;"];
    expect(partOf(await grade(edited(nothing)), "backward").diagnosis?.id).toBe("gradient:backward-wrong");
    expect(partOf(await grade(edited(softsign, nothing)), "backward").diagnosis?.id).toBe("gradient:both-wrong");
  });

  it("of the part's own value: both wrong in the same way", async () => {
    const penalties = catalog.find("12");
    const text =
      "export const l2 = (w, k) => ({ penalty: 0.37 * k * w.reduce((s, x) => s + x ** 4, 0), gradient: w.map((x) => 1.48 * k * x ** 3) });";
    const { diagnosis } = partOf(await grade(text, await prepareKata(catalog, penalties)), "l2");
    expect(diagnosis?.text.en).toContain("The value and its gradient agree with each other");
  });
});
