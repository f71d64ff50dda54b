/** Compute kernels on a pack of their own: what is right and wrong, and that whatever a shader does stays in its process and within its limits. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectedFile, openCatalog } from "../catalog/catalog.ts";
import { replaceExpected, writeExpectedText } from "../catalog/expected.ts";
import { checkMistakes, computeExpected } from "../gate/content.ts";
import { kataTemplate } from "../gate/template.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import type { KataResult } from "../verdict.ts";
import { Kernels } from "../witness/kernels.ts";
import { Witness } from "../witness/witness.ts";
import { judge } from "./judge.ts";
import { type PreparedKata, prepareKata } from "./prepare.ts";

const ID = "92-kernel";
const folder = mkdtempSync(join(tmpdir(), "kernels-"));
const missing = await Witness.open("webgpu").then(
  (witness) => witness.close().then(() => undefined),
  (error: Error) => error.message,
);
if (missing)
  console.log(`The tests of compute kernels are skipped: ${missing} Those of a machine without an adapter run.`);

const HEAD = `
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<uniform> k: vec4<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
`;
const kernel = (body: string, head = HEAD) =>
  `${head}@compute @workgroup_size(4) fn main(@builtin(global_invocation_id) id: vec3u) { ${body} }`;
const RIGHT = kernel("if (id.x < arrayLength(&y)) { y[id.x] = k.x * x[id.x]; }");

const REFERENCE = `/** Source: none; a kernel for tests. */
export function scale(): string {
  return \`${RIGHT}\`;
}
export function plain(x: number): number {
  return x + 1;
}
`;

const GRADING = `import { defineGrading, graded, none } from "katagrad/grading";
import kata from "../../katas/${ID}/kata.ts";
import * as float64 from "../../reference/${ID}/float64.ts";

export default defineGrading(kata, {
  scale: graded(float64.scale, {
    input: () => [],
    kernel: ({ n }: { n: number }, draw) => {
      const [x, k] = [draw.normal([n]), draw.normal([])];
      return {
        bindings: [
          { name: "x", access: "read", type: "f32", data: x },
          { name: "k", access: "uniform", type: "f32", data: [k, 0, 0, 0] },
          { name: "y", access: "read_write", type: "f32", length: n },
        ],
        workgroups: [Math.ceil(n / 4), 1, 1],
        result: { binding: "y", shape: [n] },
        expected: x.map((xi) => k * xi),
      };
    },
    cases: [
      { name: "four", group: "basic", sizes: { n: 4 }, seed: 1, shown: true },
      { name: "seven", group: "edge", sizes: { n: 7 }, seed: 2 },
    ],
    twin: none("the kernel itself runs on the GPU"),
    mistakes: [
      { name: "first-group", says: { en: "Only the first workgroup writes.", zh: "…" }, edit: ["id.x < arrayLength(&y)", "id.x < 4"] },
      { name: "unscaled", says: { en: "k is left out.", zh: "…" }, edit: ["k.x * x[id.x]", "x[id.x]"] },
    ],
  }),
  plain: graded(float64.plain, {
    input: (_: { n: number }, draw) => [draw.normal([])],
    cases: [{ name: "one", group: "basic", sizes: { n: 1 }, seed: 3, shown: true }, { name: "two", group: "edge", sizes: { n: 1 }, seed: 4 }],
    twin: none("one addition"),
    mistakes: [],
  }),
});
`;

let prepared: PreparedKata;
let pool: SandboxPool;
let kernels: Kernels;

beforeAll(async () => {
  const files: Record<string, string> = {
    ...kataTemplate(ID),
    [`katas/${ID}/kata.ts`]: `import { defineKata } from "katagrad/kata";
      const hints = [1, 2, 3].map(() => ({ en: "…", zh: "…" }));
      export default defineKata({ title: { en: "kernel", zh: "kernel" }, theme: "practice", difficulty: "easy", minutes: 5,
        parts: { scale: { points: 3, hints }, plain: { points: 1, hints } } });`,
    [`reference/${ID}/float64.ts`]: REFERENCE,
    [`fixtures/${ID}/grading.ts`]: GRADING,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const catalog = await openCatalog([folder]);
  const kata = catalog.find(ID);
  const grading = await catalog.grading(kata);
  replaceExpected(expectedFile(kata), writeExpectedText(ID, grading.hash, computeExpected(grading)));
  prepared = await prepareKata(catalog, kata);
  pool = new SandboxPool();
  kernels = new Kernels();
});
afterAll(async () => {
  pool.close();
  await kernels.close();
  rmSync(folder, { recursive: true });
});

async function gradeText(text: string, on: { kernels?: Kernels } = { kernels }): Promise<KataResult> {
  const file = join(folder, "attempt.ts");
  writeFileSync(file, text);
  return judge(prepared, file, { pool, siblings: false, ...on });
}

const answering = (wgsl: string) =>
  `export function scale() { return ${JSON.stringify(wgsl)}; }\nexport function plain(x: number) { return x + 1; }\n`;

async function scaleOf(wgsl: string) {
  return (await gradeText(answering(wgsl))).parts[0];
}

describe.skipIf(missing)("a kernel", () => {
  it("is right when its numbers are, in any order of work", async () => {
    expect(await gradeText(REFERENCE)).toMatchObject({ verdict: "passed", score: 100, points: 4, maxPoints: 4 });
    const backwards = kernel("let i = arrayLength(&y) - 1 - id.x; if (id.x < arrayLength(&y)) { y[i] = x[i] * k.x; }");
    expect(await scaleOf(backwards)).toMatchObject({ verdict: "passed", points: 3 });
  });

  it("is wrong where its numbers are, and a known mistake is named", async () => {
    const part = await scaleOf(RIGHT.replace("id.x < arrayLength(&y)", "id.x < 4"));
    expect(part.cases.map(({ verdict }) => verdict)).toEqual(["passed", "wrong-value"]);
    expect(part.cases[1].mismatch).toMatchObject({ kind: "value", wrong: 3, total: 7 });
    expect(part.diagnosis).toMatchObject({ id: "mistake:first-group" });
  });

  it("that does not compile is told with its line", async () => {
    const part = await scaleOf(kernel("y[id.x] = k.x * z[id.x];"));
    expect(part).toMatchObject({ verdict: "compile-error", points: 0 });
    expect(part.cases[0].problem).toMatchObject({
      message: expect.stringContaining("z"),
      at: { file: "WGSL", line: 5 },
    });
  });

  it.each([
    ["another access", HEAD.replace("read_write", "read"), "let a = y[id.x];"],
    ["a binding too many", `${HEAD}@group(0) @binding(3) var<storage, read_write> more: array<f32>;`, "more[0] = 1;"],
    ["another entry point", HEAD, "} @compute @workgroup_size(1) fn other() {"],
  ])("with %s than the case's is told so", async (what, head, body) => {
    const wgsl =
      what === "another entry point" ? kernel(body, head).replace("fn main", "fn first") : kernel(body, head);
    const part = await scaleOf(wgsl);
    expect(part.verdict).toBe("compile-error");
    expect(part.cases[0].problem?.message).not.toBe("");
  });

  it("that returns something else than a text has the wrong type", async () => {
    const part = (await gradeText("export const scale = () => [1, 2];\nexport const plain = (x: number) => x + 1;\n"))
      .parts[0];
    expect(part).toMatchObject({ verdict: "wrong-type" });
    expect(part.cases[0].mismatch).toMatchObject({ expected: "string", actual: "array" });
  });

  it("without an end is ended, and the next one has its answer", async () => {
    const part = await scaleOf(kernel("loop { if (x[0] == 12345.0) { break; } y[0] = y[0] + 1.0; }"));
    expect(part.cases[0].verdict).toMatch(/^(time-limit|ended-early)$/);
    // Nobody waits for the same loop twice.
    expect(part.cases[1]).toMatchObject({ verdict: part.cases[0].verdict, ran: false });
    expect(await scaleOf(RIGHT)).toMatchObject({ verdict: "passed" });
  });

  it("that writes and reads out of bounds touches nothing of others", async () => {
    const wild = kernel("y[id.x + 1000000000u] = 7.0; y[id.x] = x[id.x + 100000000u];");
    const part = await scaleOf(wild);
    expect(part.verdict).not.toBe("passed");
    expect(await scaleOf(RIGHT)).toMatchObject({ verdict: "passed" });
  });

  it("that asks for a gigabyte of its own is refused or ended", async () => {
    const huge = kernel("big[id.x] = x[0]; y[id.x] = big[7];", `${HEAD}var<private> big: array<f32, 268435456>;\n`);
    const part = await scaleOf(huge);
    expect(["compile-error", "memory-limit", "ended-early", "time-limit"]).toContain(part.cases[0].verdict);
    expect(await scaleOf(RIGHT)).toMatchObject({ verdict: "passed" });
  });

  it("has mistakes that the gate runs too", async () => {
    const catalog = await openCatalog([folder]);
    const grading = await catalog.grading(catalog.find(ID));
    expect(await checkMistakes(catalog, grading, kernels)).toEqual(["plain: at least two known mistakes are needed"]);
  });
});

describe("without an adapter", () => {
  it("the part is not graded, says why, and counts neither for nor against", async () => {
    for (const on of [undefined, await kernelsWithoutDriver()]) {
      const result = await gradeText(answering(RIGHT), { kernels: on });
      expect(result).toMatchObject({ verdict: "passed", score: 100, points: 1, maxPoints: 1 });
      expect(result.parts[0]).toMatchObject({ verdict: "not-graded", points: 0, maxPoints: 3 });
      expect(result.parts[0].cases[0].problem?.why).toMatchObject({ what: "no-adapter" });
      await on?.close();
    }
  });

  it("what does not need one is told all the same", async () => {
    const result = await gradeText("export const plain = (x: number) => x;\n", {});
    expect(result.parts.map(({ verdict }) => verdict)).toEqual(["missing-export", "wrong-value"]);
    expect(result).toMatchObject({ points: 0, maxPoints: 4 });
  });
});

/** A host whose worker finds no driver. */
async function kernelsWithoutDriver(): Promise<Kernels> {
  const { VK_ICD_FILENAMES: icd, VK_DRIVER_FILES: driver } = process.env;
  process.env.VK_ICD_FILENAMES = process.env.VK_DRIVER_FILES = join(folder, "no-driver.json");
  try {
    const without = new Kernels();
    const [part] = prepared.parts;
    expect(await without.run(RIGHT, part.cases[0].launch!)).toMatchObject({ outcome: "unavailable" });
    return without;
  } finally {
    for (const [name, value] of Object.entries({ VK_ICD_FILENAMES: icd, VK_DRIVER_FILES: driver }))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  }
}
