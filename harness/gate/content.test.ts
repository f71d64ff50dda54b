/** A reference's gradient is held against finite differences of its forward part. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { expectedFile, openCatalog } from "../catalog/catalog.ts";
import { replaceExpected, writeExpectedText } from "../catalog/expected.ts";
import { checkGradients, computeExpected } from "./content.ts";
import { kataTemplate } from "./template.ts";

const ID = "90-sums";
const folder = mkdtempSync(join(tmpdir(), "content-"));
let packs = 0;
afterAll(() => rmSync(folder, { recursive: true }));

/** ½k Σ wᵢxᵢ² with a constant added, and its gradients by x and k. */
const REFERENCE = `import type { Vector } from "katagrad/nd";
export interface Model { k: number; x: Vector }
export function energy(model: Model, w: Vector): number {
  return model.x.reduce((sum, xi, i) => sum + 0.5 * model.k * w[i] * xi * xi, 1);
}
export function gradient(model: Model, w: Vector): { dx: Vector; dk: number } {
  return {
    dx: model.x.map((xi, i) => model.k * w[i] * xi),
    dk: model.x.reduce((sum, xi, i) => sum + 0.5 * w[i] * xi * xi, 0),
  };
}
`;

const GRADING = `import { defineGrading, graded } from "katagrad/grading";
import kata from "../../katas/${ID}/kata.ts";
import * as float64 from "../../reference/${ID}/float64.ts";

const input = ({ n }: { n: number }, draw) => [{ k: draw.normal([]), x: draw.normal([n]) }, draw.normal([n])];
const cases = [
  { name: "one", group: "basic", sizes: { n: 1 }, seed: 1, shown: true },
  { name: "many", group: "scale", sizes: { n: 50 }, seed: 2 },
  { name: "none", group: "edge", sizes: { n: 0 }, seed: 3 },
];
export default defineGrading(kata, {
  energy: graded(float64.energy, { input, cases, mistakes: [] }),
  gradient: graded(float64.gradient, {
    input,
    cases,
    gradientOf: { part: "energy", loss: (output) => output, wrt: { dx: [0, "x"], dk: [0, "k"] } },
    mistakes: [],
  }),
});
`;

/** What is said of the gradients when the reference or the grading has these texts replaced. */
async function told(edits: readonly (readonly [find: string, replace: string])[] = []): Promise<string[]> {
  const root = join(folder, `pack-${packs++}`);
  const template = kataTemplate(ID);
  const kata = `katas/${ID}/kata.ts`;
  const part = "{ points: 1, hints: [] }";
  const files = {
    ...template,
    [kata]: template[kata].replace(/parts: \{[\s\S]*$/, `parts: { energy: ${part}, gradient: ${part} },\n});\n`),
    [`reference/${ID}/float64.ts`]: REFERENCE,
    [`fixtures/${ID}/grading.ts`]: GRADING,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(
      join(root, path),
      edits.reduce((edited, [find, replace]) => edited.replace(find, replace), text),
    );
  }
  const catalog = await openCatalog([root]);
  const grading = await catalog.grading(catalog.find(ID));
  replaceExpected(expectedFile(grading.kata), writeExpectedText(ID, grading.hash, computeExpected(grading)));
  return checkGradients(catalog, grading);
}

describe("a gradient", () => {
  it("that is right is left in peace, whatever the loss adds", async () => {
    expect(await told()).toEqual([]);
    expect(
      await told([["sum + 0.5 * model.k * w[i] * xi * xi, 1)", "sum + 0.5 * model.k * w[i] * xi * xi, 40)"]]),
    ).toEqual([]);
  });

  it.each([
    ["a factor", "model.k * w[i] * xi)", "0.5 * model.k * w[i] * xi)", "dx"],
    ["a sign", "model.k * w[i] * xi)", "-model.k * w[i] * xi)", "dx"],
    ["a hundred-thousandth", "model.k * w[i] * xi)", "1.00001 * model.k * w[i] * xi)", "dx"],
    ["the other input", "sum + 0.5 * w[i] * xi * xi, 0)", "sum + w[i] * xi * xi, 0)", "dk"],
    ["a number too many", "model.k * w[i] * xi),", "model.k * w[i] * xi).concat(0),", "dx"],
    ["one that is not finite", "model.k * w[i] * xi),", "0 / 0),", "dx"],
  ])("is told by its name when %s is wrong, on basic and scale cases", async (_, find, replace, key) => {
    const problems = await told([[find, replace]]);
    expect(problems).toHaveLength(2);
    for (const [i, name] of ["one", "many"].entries()) {
      expect(problems[i]).toContain(`gradient, "${name}": ${key} is `);
      expect(problems[i]).toContain("along a direction, finite differences give ");
    }
  });

  it("of another loss is wrong, and right again with that loss", async () => {
    const doubled = ["loss: (output) => output", "loss: (output) => 2 * output"] as const;
    expect(await told([doubled])).toHaveLength(4);
    const reference: [string, string][] = [
      ["model.k * w[i] * xi)", "2 * model.k * w[i] * xi)"],
      ["sum + 0.5 * w[i] * xi * xi, 0)", "sum + w[i] * xi * xi, 0)"],
    ];
    expect(await told([doubled, ...reference])).toEqual([]);
  });

  it("of no part is told", async () => {
    expect(await told([['part: "energy"', 'part: "power"']])).toEqual([
      'gradient: gradientOf names "power", which is no part',
    ]);
  });

  it("may come from other arguments than the forward part's", async () => {
    const swapped: [string, string][] = [
      ["export function energy(model: Model, w: Vector)", "export function energy(w: Vector, model: Model)"],
      [
        "energy: graded(float64.energy, { input,",
        "energy: graded(float64.energy, { input: (s, d) => input(s, d).reverse(),",
      ],
      ["dx: [0, ", "dx: [1, "],
      ["dk: [0, ", "dk: [1, "],
    ];
    expect(await told([...swapped, ['part: "energy",', 'part: "energy", args: (model, w) => [w, model],']])).toEqual(
      [],
    );
  });
});
