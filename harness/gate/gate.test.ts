/** The content gate on a pack of its own: green once the template's statements are written, and each way to break a kata is told. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectedFile, openCatalog } from "../catalog/catalog.ts";
import { replaceExpected, writeExpectedText } from "../catalog/expected.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import { Witness } from "../witness/witness.ts";
import { computeExpected } from "./content.ts";
import { checkFolders } from "./folders.ts";
import { checkKata, type GateReport } from "./gate.ts";
import { kataTemplate } from "./template.ts";

const ID = "90-scaling";
const KATA = `katas/${ID}/kata.ts`;
const SKELETON = `katas/${ID}/skeleton.ts`;
const EN = `katas/${ID}/README.md`;
const ZH = `katas/${ID}/README.zh-CN.md`;
const REFERENCE = `reference/${ID}/float64.ts`;
const TWIN = `reference/${ID}/tfjs.ts`;
const GRADING = `fixtures/${ID}/grading.ts`;
const fixturesOf = (root: string) => `run \`kata dev fixtures ${ID} --pack ${relative(process.cwd(), root)}\``;
const staleIn = (root: string) => `expected.json is not what the reference gives now: ${fixturesOf(root)}`;

type Edit = readonly [path: string, find: string | RegExp, replace: string];
const folder = mkdtempSync(join(tmpdir(), "gate-"));
let packs = 0;
let pool: SandboxPool;
beforeAll(() => {
  pool = new SandboxPool();
});
afterAll(() => {
  pool.close();
  rmSync(folder, { recursive: true });
});

/** The template with a word under each heading of its statements. */
function written(): Record<string, string> {
  const files = kataTemplate(ID);
  for (const path of [EN, ZH])
    files[path] = files[path].replaceAll(/^(## .+\n)\n?(?=##|(?![\s\S]))/gm, "$1\nWritten.\n\n");
  return files;
}

/** That kata with some texts replaced. */
function pack(...edits: Edit[]): string {
  return packOf(written(), ...edits);
}

function packOf(files: Record<string, string>, ...edits: Edit[]): string {
  const root = join(folder, `pack-${packs++}`);
  for (const [path, find, replace] of edits) {
    const edited = files[path].replaceAll(find, () => replace);
    if (edited === files[path]) throw new Error(`${path} has no ${find}`);
    files[path] = edited;
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

async function writeFixtures(root: string): Promise<void> {
  const catalog = await openCatalog([root]);
  const grading = await catalog.grading(catalog.find(ID));
  replaceExpected(expectedFile(grading.kata), writeExpectedText(ID, grading.hash, computeExpected(grading)));
}

async function check(root: string): Promise<GateReport> {
  const catalog = await openCatalog([root]);
  return checkKata(catalog, catalog.find(ID), pool);
}

/** What the gate says of a kata that was edited before its fixtures were written. */
async function problemsOf(...edits: Edit[]): Promise<readonly string[]> {
  const root = pack(...edits);
  await writeFixtures(root);
  return (await check(root)).problems;
}

describe("the template", () => {
  it("asks for what is to be written", async () => {
    const root = packOf(kataTemplate(ID));
    await writeFixtures(root);
    const { problems } = await check(root);
    expect(problems).toHaveLength(12);
    expect(problems).toContain('en: nothing is written under "The mathematics"');
    expect(problems).toContain('zh: nothing is written under "出处"');
  });

  it("is green once it and its fixtures are written, and asks for those before", async () => {
    const root = pack();
    expect((await check(root)).problems).toEqual([`expected.json is missing: ${fixturesOf(root)}`]);
    await writeFixtures(root);
    expect(await check(root)).toEqual({
      kata: ID,
      parts: 1,
      cases: 3,
      mistakes: 2,
      withoutTwin: [],
      twins: new Map(),
      skipped: [],
      unproved: [],
      problems: [],
    });
  });
});

describe("a statement", () => {
  it.each<[string, Edit, string]>([
    ["its title", [EN, "# 90 · scaling", "# 9 · scaling"], 'en: the first line must be "# 90 · scaling"'],
    ["a heading", [EN, "## Pitfalls\n", ""], "en: the ## headings must be, in order: The question / A two-minute"],
    ["a heading in Chinese", [ZH, "## 追问\n", ""], "zh: the ## headings must be, in order: 面试题 / "],
    ["a part", [EN, "### `scale(x, k)`", "### the function"], "en: no ### heading names `scale`"],
    ["a tolerance", [ZH, "rtol 1e-9", "rtol 1e-8"], 'zh: the tolerance of scale is not told: "rtol 1e-9"'],
    ["the example", [EN, "```js example", "```js"], "each statement needs exactly one block ```js example"],
    ["the same example in both", [ZH, "// [3, 6]", "// [3.0, 6]"], "the worked example differs between the languages"],
  ])("needs %s", async (_, edit, told) => {
    expect(await problemsOf(edit)).toEqual([expect.stringContaining(told)]);
  });

  it("has a worked example that the reference agrees with", async () => {
    const wrong = [EN, ZH].map((path): Edit => [path, "// [3, 6]", "// [3, 7]"]);
    expect(await problemsOf(...wrong)).toEqual([
      'worked example: "scale([1, 2], 3)": at [1] 7 is printed, the reference gives 6',
    ]);
  });
});

describe("a skeleton", () => {
  it("throws until somebody writes it", async () => {
    const solved = await problemsOf([SKELETON, 'throw new Error("not implemented");', "return x.map((xi) => k * xi);"]);
    expect(solved).toEqual(['the skeleton\'s scale must throw "not implemented", but its verdict is passed']);
    const nothing = await problemsOf([SKELETON, 'throw new Error("not implemented");', "return x;"]);
    expect(nothing).toEqual([expect.stringContaining('must throw "not implemented"')]);
  });

  it("exports the parts and nothing else", async () => {
    const problems = await problemsOf([SKELETON, "function scale(", "function scaled("]);
    expect(problems).toContain("the skeleton does not export scale");
    expect(problems).toContain("the skeleton exports scaled, which is no part");
  });
});

describe("a grading", () => {
  it.each<[string, Edit, string]>([
    ["no hidden case", [GRADING, /seed: (\d) \}/g, "seed: 1, shown: true }"], "scale: no hidden case"],
    ["no shown case", [GRADING, ", shown: true", ""], "scale: no shown case"],
    ["no edge", [GRADING, 'group: "edge"', 'group: "scale"'], 'scale: no case of the group "edge"'],
    ["a name twice", [GRADING, '"none"', '"one number"'], 'scale: two cases are named "one number"'],
    [
      "an unsettled case that is none",
      [GRADING, "mistakes: [\n      {", 'mistakes: [\n      {\n        unsettled: ["many"],'],
      "which is no case",
    ],
    ["no points", [KATA, "points: 1", "points: 0.5"], "scale: points must be a positive whole number"],
    ["an empty hint", [KATA, "A nudge.", " "], "scale: a hint is empty in one language"],
    ["two hints", [KATA, '        { en: "A nudge.", zh: "点拨一下。" },\n', ""], "scale: three hints are needed"],
  ])("with %s", async (_, edit, told) => {
    expect(await problemsOf(edit)).toEqual([expect.stringContaining(told)]);
  });

  it("with a mistake that no case notices", async () => {
    expect(await problemsOf([GRADING, '["k * xi", "xi / k"]', '["k * xi", "xi * k"]'])).toEqual([
      'scale: the mistake "divided" passes every hidden case',
    ]);
  });

  it("with two mistakes that look the same", async () => {
    const problems = await problemsOf([
      GRADING,
      '["k * xi", "xi / k"]',
      '["x.map((xi) =>", "x.map((xi, i) => i > 0 ? xi :"]',
    ]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^scale: the mistake "(divided|first-only)" is diagnosed as /);
  });

  it("with a hidden case that adds nothing, since every mistake fails the shown one", async () => {
    const edit: Edit = [
      GRADING,
      '["x.map((xi) => k * xi)", "x.map((xi, i) => (i === 0 ? k * xi : xi))"]',
      '["k * xi", "k + xi"]',
    ];
    expect(await problemsOf(edit)).toEqual([
      "scale: no mistake passes the shown cases, so the hidden ones add nothing",
    ]);
  });

  it("with one mistake", async () => {
    const problems = await problemsOf([GRADING, /\{\s+name: "divided",[^}]+\},[^}]+\},\n/g, ""]);
    expect(problems).toEqual(["scale: at least two known mistakes are needed"]);
  });
});

describe("a picture", () => {
  it.each<[string | RegExp, string, string]>([
    [
      'of: ""',
      'of: "losses"',
      'scale: its curve of "losses" can be drawn of no case: name a place in the result that holds enough numbers',
    ],
    ["at: 0", "at: 2", "scale: its picture names the argument 2; there are 2, counted from 0"],
    [
      "at: 0",
      "at: 1",
      'scale: its curve of "" can be drawn of no case: name a place in the result that holds enough numbers',
    ],
    ['zh: "k·x"', 'zh: ""', "scale: a name on an axis of its picture is empty in one language"],
    [
      /kind: "curve".*/g,
      'kind: "image", of: "" },',
      'scale: its image of "" can be drawn of no case: name a place in the result that holds enough numbers',
    ],
  ])("that cannot be drawn, %s → %s", async (find, replace, problem) => {
    expect(await problemsOf([KATA, find, replace])).toEqual([problem]);
  });
});

describe("a twin", () => {
  const tensors = "tf.mul(tf.tensor1d(x), k)";

  it.each<[string, Edit, string]>([
    ["is there", [TWIN, "export function scale", "function scale"], "scale has no twin: export it from reference/"],
    [
      "or its absence has a reason",
      [GRADING, "mistakes: [", 'twin: { none: "no" }, mistakes: ['],
      "has a twin and says",
    ],
    [
      "excepts only cases",
      [GRADING, "mistakes: [", 'twin: { except: { "x": "y" } }, mistakes: ['],
      'excepts "x", which is',
    ],
    [
      "is a part's",
      [TWIN, "export function scale", "export function more() {}\nexport function scale"],
      "exports more, which",
    ],
    [
      "calls no reference",
      [TWIN, "import type", 'import * as f from "./float64.ts";\nimport type'],
      "only types may come",
    ],
  ])("%s", async (_, edit, told) => {
    expect(await problemsOf(edit)).toEqual([expect.stringContaining(told)]);
  });

  describe("on a backend", () => {
    let witness: Witness;
    beforeAll(async () => {
      witness = await Witness.open("cpu");
    });
    afterAll(() => witness.close());

    async function on(...edits: Edit[]): Promise<GateReport> {
      const root = pack(...edits);
      await writeFixtures(root);
      const catalog = await openCatalog([root]);
      return checkKata(catalog, catalog.find(ID), pool, { witnesses: [witness] });
    }

    it("agrees with the reference, and its error is told", async () => {
      const { problems, twins } = await on();
      expect(problems).toEqual([]);
      const [scale] = twins.get("cpu")!;
      expect(scale).toMatchObject({ kata: ID, part: "scale", kind: "forward" });
      expect(scale.error).toBeGreaterThan(0);
      expect(scale.error).toBeLessThan(1e-6);
    });

    it("that differs from the reference, or throws, is told with its case", async () => {
      const wrong = await on([TWIN, tensors, "tf.mul(tf.tensor1d(x), 1.001 * k)"]);
      expect(wrong.problems).toContainEqual(
        expect.stringMatching(/^scale, "one number": the twin on cpu and the reference/),
      );
      const throwing = await on([TWIN, tensors, "tf.matMul(tf.tensor1d(x), k as never)"]);
      expect(throwing.problems).toContainEqual(
        expect.stringMatching(/^scale, "one number", on cpu: A tfjs twin failed/),
      );
    });

    it("that sees too little lets a mistake pass, which is told", async () => {
      const loose = 'twin: { tolerance: { rtol: 10, atol: 10, scaled: true, why: "no reason" } }, mistakes: [';
      expect((await on([GRADING, "mistakes: [", loose])).problems).toContainEqual(
        expect.stringMatching(/^scale: the mistake ".*" passes when the twin on cpu grades it$/),
      );
    });
  });
});

describe("right answers in other styles", () => {
  const RIGHT = `fixtures/${ID}/right/loops.ts`;

  it.each([
    [
      "pass",
      "export function scale(x: number[], k: number) { const y = []; for (const t of x) y.push(t * k); return y; }",
      0,
    ],
    ["that are wrong are told", "export const scale = (x: number[]) => x;", 1],
    ["that answer nothing are told", "export const other = 1;", 1],
  ])("%s", async (_, text, count) => {
    const root = pack();
    mkdirSync(join(root, dirname(RIGHT)), { recursive: true });
    writeFileSync(join(root, RIGHT), text);
    await writeFixtures(root);
    const { problems } = await check(root);
    expect(problems.filter((problem) => problem.startsWith("right/loops.ts"))).toHaveLength(count);
    expect(problems.length > 0).toBe(count > 0);
  });
});

describe("files", () => {
  it("that nothing reads are named", async () => {
    const root = pack();
    await writeFixtures(root);
    const stray = [`katas/${ID}/notes.md`, `reference/${ID}/float64.js`, `fixtures/${ID}/expected.json.damaged-1`];
    for (const path of stray) writeFileSync(join(root, path), "");
    writeFileSync(join(root, `katas/${ID}/figure.svg`), "<svg/>");
    expect((await check(root)).problems).toEqual(stray.map((path) => `stray file ${path}: remove it`));
  });

  it("in numbered folders of no kata are named too, and other folders left alone", async () => {
    const root = pack();
    for (const path of ["katas/91-Bad", "katas/lib", "reference/90-scalng", "fixtures/92-gone", "fixtures/oracles"])
      mkdirSync(join(root, path), { recursive: true });
    expect(checkFolders(await openCatalog([root]), root)).toEqual([
      "katas/91-Bad is no kata: it needs a kata.ts and a name such as 31-attention",
      "reference/90-scalng belongs to no kata: rename or remove it",
      "fixtures/92-gone belongs to no kata: rename or remove it",
    ]);
  });

  it("of expectations must come from what is there", async () => {
    const root = pack();
    await writeFixtures(root);
    writeFileSync(join(root, REFERENCE), kataTemplate(ID)[REFERENCE].replace("k * xi", "xi * k"));
    expect((await check(root)).problems).toContain(staleIn(root));
    writeFileSync(join(root, REFERENCE), kataTemplate(ID)[REFERENCE]);
    expect((await check(root)).problems).toEqual([]);
    const file = join(root, `fixtures/${ID}/expected.json`);
    writeFileSync(file, "half");
    expect((await check(root)).problems).toEqual([staleIn(root)]);
  });
});
