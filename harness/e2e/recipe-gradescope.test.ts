/** The zip of Gradescope: built, unpacked as there, and run on what students hand in. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import yauzl from "yauzl";
import { packageRoot } from "../paths.ts";
import { awkward, HALF, HAS_SHELL, PATIENT, RECIPES, RIGHT, readResults, run } from "./recipes.ts";
import { cleanUp, FIRST, type Outcome } from "./support.ts";

afterAll(cleanUp);

describe.skipIf(!HAS_SHELL).concurrent("the recipe for Gradescope, which takes a POSIX system", () => {
  const build = (cwd: string, args: readonly string[], env?: Readonly<Record<string, string>>) =>
    run(join(packageRoot, "node_modules/.bin/tsx"), [join(RECIPES, "gradescope.ts"), ...args], { cwd, env });
  let zip: string;
  beforeAll(async () => {
    const cwd = awkward();
    zip = join(cwd, "auto grader.zip");
    expect(await build(cwd, [zip, "--kata", "1"])).toEqual({ status: 0, stdout: "", stderr: "" });
  }, PATIENT);

  /** The zip as Gradescope lays it out. The packages are those of this checkout; setup.sh would install the same. */
  async function autograder(): Promise<{ root: string; grade: () => Promise<Outcome> }> {
    const root = awkward();
    await unpack(zip, join(root, "source"));
    symlinkSync(join(packageRoot, "node_modules"), join(root, "source/katagrad/node_modules"));
    copyFileSync(join(root, "source/run_autograder"), join(root, "run_autograder"));
    const env = { AUTOGRADER_ROOT: root };
    return { root, grade: () => run(join(root, "run_autograder"), [], { cwd: "/", env }) };
  }

  async function unpack(file: string, into: string): Promise<void> {
    const archive = await yauzl.openPromise(file);
    for await (const entry of archive.eachEntry()) {
      const path = join(into, entry.fileName);
      mkdirSync(dirname(path), { recursive: true });
      const chunks = await (await archive.openReadStreamPromise(entry)).toArray();
      writeFileSync(path, Buffer.concat(chunks), { mode: entry.externalFileAttributes >>> 16 });
    }
  }

  const results = (root: string) => join(root, "results/results.json");
  const handIn = (root: string, files: Readonly<Record<string, string>>) => {
    mkdirSync(join(root, "submission"));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, "submission", name)), { recursive: true });
      writeFileSync(join(root, "submission", name), text);
    }
  };

  it(
    "gives the same bytes at any time and in any time zone, and other ones for another kata",
    async () => {
      const cwd = awkward();
      await build(cwd, ["again.zip", "--kata", FIRST], { TZ: "Pacific/Auckland" });
      expect(readFileSync(join(cwd, "again.zip")).equals(readFileSync(zip))).toBe(true);
      await build(cwd, ["other.zip", "--kata", "lstm"], { KATAGRAD_SECRET: "of the course" });
      await unpack(join(cwd, "other.zip"), join(cwd, "other"));
      expect(readFileSync(join(cwd, "other/kata"), "utf8")).toBe("17-lstm");
      expect(readFileSync(join(cwd, "other/secret"), "utf8")).toBe("of the course");
      expect(readdirSync(join(cwd, "other/katagrad"))).toContain("package-lock.json");
    },
    PATIENT,
  );

  it.each([
    ["a file", { "attempt.ts": RIGHT }, 10],
    ["a file and one that it imports", { "attempt.ts": `export * from "./mine.ts";\n`, "mine.ts": RIGHT }, 10],
    ["the folder of the kata", { [`${FIRST}/attempt.ts`]: HALF }, 6],
    ["a file that does not compile", { "attempt.ts": "export const forward = ;" }, 0],
  ])(
    "grades %s",
    async (_, files, score) => {
      const { root, grade } = await autograder();
      handIn(root, files);
      expect(await grade()).toMatchObject({ status: 0, stderr: "" });
      const graded = readResults("gradescope", results(root));
      expect(graded).toMatchObject({ score });
      expect(graded.tests).toHaveLength(4);
      expect(JSON.stringify(graded)).not.toContain(root);
    },
    PATIENT,
  );

  it(
    "says to the student that nothing could be graded",
    async () => {
      const { root, grade } = await autograder();
      handIn(root, { 'my "work".txt': "no attempt" });
      expect(await grade()).toMatchObject({ status: 0 });
      const { score, output } = readResults("gradescope", results(root));
      expect(score).toBe(0);
      expect(output).toContain("Nothing could be graded. ✗ submission holds nothing to grade.");
    },
    PATIENT,
  );

  it(
    "leaves no result for a fault of ours, or without a submission",
    async () => {
      const { root, grade } = await autograder();
      const missing = await grade();
      expect(missing).toMatchObject({ status: 1, stdout: "" });
      expect(missing.stderr).toMatch(/^Katagrad: .*\/submission is not there\. .*\n$/);
      handIn(root, { "attempt.ts": RIGHT });
      rmSync(join(root, "source/katagrad/fixtures", FIRST, "expected.json"));
      const { status, stderr } = await grade();
      expect([status, stderr]).toEqual([3, expect.stringContaining("is missing.")]);
      expect(existsSync(results(root))).toBe(false);
    },
    PATIENT,
  );

  it(
    "is misuse without a file to write, or with a kata that there is none of",
    async () => {
      const cwd = awkward();
      expect(await build(cwd, [])).toMatchObject({ status: 2, stderr: expect.stringContaining("Run: npx tsx") });
      const { status, stderr } = await build(cwd, ["a.zip", "--kata", "lstmm"]);
      expect([status, stderr]).toEqual([2, expect.stringContaining('There is no kata "lstmm".')]);
      const nowhere = await build(cwd, ["no/such/folder.zip"]);
      expect([nowhere.status, nowhere.stderr]).toEqual([
        2,
        expect.stringContaining("no/such/folder.zip cannot be written"),
      ]);
      expect(readdirSync(cwd)).toEqual([]);
      const setup = await run(join(RECIPES, "gradescope/setup.sh"), [], { cwd, env: { AUTOGRADER_ROOT: cwd } });
      expect([setup.status, setup.stderr]).toEqual([1, expect.stringContaining("/source/katagrad is not there.")]);
    },
    PATIENT,
  );
});
