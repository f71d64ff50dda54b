/** The katas of this repository, and packs in a folder of their own. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { HarnessFault, UsageError } from "../fault.ts";
import { kataTemplate } from "../gate/template.ts";
import { packageRoot } from "../paths.ts";
import {
  expectations,
  loadMistakes,
  openCatalog,
  parametersOf,
  readReference,
  readSkeleton,
  readStatement,
  referenceFile,
} from "./catalog.ts";

const ID = "90-scaling";
const KATA = `katas/${ID}/kata.ts`;
const GRADING = `fixtures/${ID}/grading.ts`;
const REFERENCE = `reference/${ID}/float64.ts`;

const folder = mkdtempSync(join(tmpdir(), "catalog-"));
let packs = 0;
afterAll(() => rmSync(folder, { recursive: true }));

/** A pack with one kata, some of its files edited. */
function pack(edits: Record<string, (text: string) => string> = {}, id = ID): string {
  const root = join(folder, `pack-${packs++}`);
  for (const [path, text] of Object.entries(kataTemplate(id))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), edits[path]?.(text) ?? text);
  }
  return root;
}

async function gradingOf(root: string) {
  const catalog = await openCatalog([root]);
  return catalog.grading(catalog.find(ID));
}

async function failure(work: Promise<unknown> | (() => unknown)): Promise<HarnessFault | UsageError> {
  const thrown = await (typeof work === "function" ? Promise.resolve().then(work) : work).catch((error) => error);
  if (!(thrown instanceof HarnessFault || thrown instanceof UsageError)) throw new Error(`no failure: ${thrown}`);
  expect(thrown.remedy).not.toBe("");
  return thrown;
}

describe("the katas of this repository", () => {
  it("are the folders of katas/, by number, and all of them load", async () => {
    const catalog = await openCatalog();
    const folders = readdirSync(join(packageRoot, "katas")).filter((name) => /^\d/.test(name));
    expect(catalog.katas.map(({ id }) => id)).toEqual(folders.sort());
    for (const kata of catalog.katas) {
      const grading = await catalog.grading(kata);
      const cases = expectations(grading);
      expect(Object.keys(grading.parts), kata.id).toEqual(Object.keys(kata.parts));
      for (const [part, graded] of Object.entries(grading.parts)) {
        expect([...cases.get(part)!.keys()], `${kata.id} ${part}`).toEqual(
          graded.cases.filter(({ large }) => !large).map(({ name }) => name),
        );
        expect(readSkeleton(kata), kata.id).toContain(`export function ${part}(`);
        expect(readReference(kata), kata.id).toContain(part);
      }
      expect(readStatement(kata, "en")).not.toBe(readStatement(kata, "zh"));
      for (const mistake of await loadMistakes(grading)) expect(typeof mistake.exported(mistake.part)).toBe("function");
    }
  });

  it("have the parameters that their statements give them", async () => {
    const catalog = await openCatalog();
    expect(parametersOf(catalog.find("1"), "trainStep")).toEqual(["x", "w", "b", "y", "lr"]);
    expect(parametersOf(catalog.find("3"), "leakyReluPrime")).toEqual(["x", "slope"]);
    expect(parametersOf(catalog.find("3"), "Prime")).toEqual([]);
  });

  it.each(["17", "017", "lstm", "LSTM", "17-lstm", "17-lstm/"])("are found as %s", async (query) => {
    expect((await openCatalog()).find(query)).toMatchObject({ id: "17-lstm", number: 17, slug: "lstm" });
  });

  it.each([
    ["lsmt", "17-lstm"],
    ["10-momentun", "10-momentum"],
  ])("are named when %s is nearly one", async (query, nearest) => {
    const catalog = await openCatalog();
    const thrown = await failure(() => catalog.find(query));
    expect(thrown).toBeInstanceOf(UsageError);
    expect(thrown.message).toBe(`There is no kata "${query}".`);
    expect(thrown.remedy).toMatch(new RegExp(`^The nearest are ${nearest}, `));
  });

  it.each(["", "0", "99999", "1e1", "..", "17-lstm/kata.ts", "constructor"])("are not found as %j", async (query) => {
    const catalog = await openCatalog();
    expect(await failure(() => catalog.find(query))).toBeInstanceOf(UsageError);
  });
});

describe("a pack", () => {
  it("stands among the built-in katas, and its modules find katagrad from anywhere", async () => {
    const root = pack();
    const catalog = await openCatalog([root]);
    expect(catalog.katas.map(({ number }) => number)).toEqual(
      catalog.katas.map(({ number }) => number).sort((a, b) => a - b),
    );
    expect(catalog.find("scaling")).toMatchObject({ id: ID, number: 90, pack: root });
    const { parts } = await catalog.grading(catalog.find("90"));
    expect(parts.scale.reference([1, 2], 3)).toEqual([3, 6]);
  });

  it("is refused without a folder katas/", async () => {
    expect(await failure(openCatalog([folder]))).toBeInstanceOf(UsageError);
  });

  it("is refused when it takes a number that is taken", async () => {
    const thrown = await failure(openCatalog([pack({}, "17-other")]));
    expect(thrown).toBeInstanceOf(UsageError);
    expect(thrown.message).toContain("17");
  });

  it("is told the line of a syntax error", async () => {
    const root = pack({ [KATA]: (text) => text.replace("difficulty:", "difficulty") });
    const thrown = await failure(openCatalog([root]));
    expect(thrown).toBeInstanceOf(HarnessFault);
    expect(thrown.message).toMatch(/kata\.ts:6: /);
  });

  it.each([
    [KATA, "does not declare a kata"],
    [GRADING, "does not declare a grading"],
  ])("is told when %s exports nothing", async (path, message) => {
    const thrown = await failure(gradingOf(pack({ [path]: () => "export const nothing = 0;\n" })));
    expect(thrown).toBeInstanceOf(HarnessFault);
    expect(thrown.message).toContain(message);
  });

  it("is told when the grading is missing, and when it imports what katagrad does not have", async () => {
    const without = pack();
    rmSync(join(without, GRADING));
    expect((await failure(gradingOf(without))).message).toBe(`${join(without, GRADING)} is missing.`);
    const wrong = pack({ [GRADING]: (text) => text.replace("katagrad/grading", "katagrad/judge") });
    expect((await failure(gradingOf(wrong))).message).toContain('There is no "katagrad/judge"');
  });
});

describe("the hash of what decides the expectations", () => {
  const changed = (path: string, find: string, replace: string) =>
    pack({
      [path]: (text) => {
        expect(text).toContain(find);
        return text.replaceAll(find, replace);
      },
    });

  it("changes with the reference and with the cases", async () => {
    const { hash } = await gradingOf(pack());
    expect((await gradingOf(changed(REFERENCE, "k * xi", "xi * k"))).hash).not.toBe(hash);
    expect((await gradingOf(changed(GRADING, "seed: 2", "seed: 4"))).hash).not.toBe(hash);
  });

  it("is the same elsewhere, with other line endings, and with other hints", async () => {
    const { hash } = await gradingOf(pack());
    expect((await gradingOf(pack())).hash).toBe(hash);
    expect((await gradingOf(changed(REFERENCE, "\n", "\r\n"))).hash).toBe(hash);
    expect((await gradingOf(changed(KATA, "A nudge.", "Another nudge."))).hash).toBe(hash);
  });
});

describe("known mistakes", () => {
  it("are the reference with one text replaced, whatever its line endings", async () => {
    const root = pack({ [REFERENCE]: (text) => text.replaceAll("\n", "\r\n") });
    const [first, divided] = await loadMistakes(await gradingOf(root));
    expect([first.name, divided.name]).toEqual(["first-only", "divided"]);
    expect(first.exported("scale")!(...([[1, 2], 3] as never[]))).toEqual([3, 2]);
    expect(divided.exported("scale")!(...([[1, 2], 4] as never[]))).toEqual([0.25, 0.5]);
  });

  it("leave the other parts to the reference when they replace a part alone", async () => {
    const edit = 'edit: ["k * xi", "xi / k"]';
    const root = pack({ [GRADING]: (text) => text.replace(edit, "instead: (x: number[]) => x") });
    const [, divided] = await loadMistakes(await gradingOf(root));
    expect(divided.exported("scale")!(...([[1], 2] as never[]))).toEqual([1]);
    expect(divided.exported("another")).toBeUndefined();
  });

  it.each([
    ["k * xj", 0],
    ["x", 5],
  ])("are refused when %j, which they replace, occurs %i times", async (find, count) => {
    const root = pack({ [GRADING]: (text) => text.replace('["k * xi", "xi / k"]', `["${find}", "y"]`) });
    const grading = await gradingOf(root);
    expect(readFileSync(referenceFile(grading.kata), "utf8").split(find)).toHaveLength(count + 1);
    const thrown = await failure(loadMistakes(grading));
    expect(thrown).toBeInstanceOf(HarnessFault);
    expect(thrown.message).toContain(`The mistake "scale/divided" replaces a text that occurs ${count} times`);
    expect(thrown.message).toContain(`float64.ts: ${JSON.stringify(find)}`);
  });
});
