/** The recipes for other platforms, run by the shells and programs that they are for, in folders with a space in their names. */
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import yauzl from "yauzl";
import { packageRoot } from "../paths.ts";
import { cleanUp, environment, FIRST, type Outcome, referenceOf, save, scratch, WITHOUT_HALF } from "./support.ts";

const RECIPES = join(packageRoot, "scripts/recipes");
const SCRIPTS = ["pre-commit.sh", "exercism/bin/run.sh", "gradescope/setup.sh", "gradescope/run_autograder"];
const RIGHT = referenceOf(FIRST);
const HALF = referenceOf(FIRST, WITHOUT_HALF);
/** A grading or two each, on a machine that may be busy. */
const PATIENT = 180_000;

/** Folders that a test made unwritable, which nobody but root could remove. */
const sealed: string[] = [];

afterAll(() => {
  for (const folder of sealed) chmodSync(folder, 0o755);
  cleanUp();
});

/** A folder with a space and a quote in its name. */
function awkward(): string {
  const folder = join(scratch(), "a student's work");
  mkdirSync(folder);
  return folder;
}

interface Place {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

async function run(command: string, args: readonly string[], { cwd, env }: Place): Promise<Outcome> {
  const child = spawn(command, args, {
    cwd,
    env: environment(env),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: PATIENT,
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const status = await new Promise<number | null>((resolve, reject) => child.on("close", resolve).on("error", reject));
  if (status === null) throw new Error(`${command} did not end: ${stdout}${stderr}`);
  return { status, stdout, stderr };
}

function schemaOf(platform: string) {
  const file = join(packageRoot, "harness/report/formats/schemas", `${platform}.schema.json`);
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true, allowUnionTypes: true });
  return ajv.compile(JSON.parse(readFileSync(file, "utf8")));
}

/** What a platform reads, held against its schema. */
function readResults(platform: string, file: string) {
  const value = JSON.parse(readFileSync(file, "utf8"));
  const valid = schemaOf(platform);
  expect([valid(value), valid.errors]).toEqual([true, null]);
  return value;
}

/** The reader of YAML that the server's description is written with. */
const require = createRequire(import.meta.url);
const { parse } = createRequire(require.resolve("@fastify/swagger"))("yaml") as { parse(text: string): unknown };

describe.skipIf(process.platform === "win32").concurrent("recipes, which take a POSIX system", () => {
  it.each(SCRIPTS)("%s is well-formed, stops at the first failure and may be run", (name) => {
    const file = join(RECIPES, name);
    expect(spawnSync("bash", ["-n", file], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(file, "utf8")).toMatch(/^#!\/usr\/bin\/env bash\n(#.*\n)+set -euo pipefail\n/);
    expect(statSync(file).mode & 0o111).toBe(0o111);
  });

  describe("GitHub Actions", () => {
    interface Step {
      readonly name?: string;
      readonly uses?: string;
      readonly run?: string;
      readonly env?: Readonly<Record<string, string>>;
    }
    interface Workflow {
      readonly on: unknown;
      readonly permissions: unknown;
      readonly env: Readonly<Record<string, string>>;
      readonly jobs: { readonly grade: { readonly "runs-on": string; readonly steps: readonly Step[] } };
    }
    const workflow = parse(readFileSync(join(RECIPES, "github-actions.yml"), "utf8")) as Workflow;
    const { steps } = workflow.jobs.grade;

    /** What GitHub would put for the expressions of the workflow. */
    const EXPRESSIONS: Readonly<Record<string, string>> = {
      "vars.CLASSROOM": "math",
      "vars.ASSIGNMENT": "week 1",
      "vars.ASSIGNMENT_TYPE || 'individual'": "individual",
      "github.actor": "ada",
      "github.ref_name": "submit/2026-06-01T14-32-01Z-0a1b2c3",
      "github.server_url": "https://github.com",
      "github.repository": "math/ada",
      "github.sha": "0a1b2c3",
      "steps.grade.outputs.status": "1",
    };
    const filled = (text: string) =>
      text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
        if (!(expression in EXPRESSIONS))
          throw new Error(`The workflow uses ${expression}, which this test does not know.`);
        return EXPRESSIONS[expression];
      });

    /** A checkout and the machine's own files, and each step as GitHub's bash runs it. */
    function runner() {
      const cwd = awkward();
      const temp = join(dirname(cwd), "the runner's files");
      mkdirSync(temp);
      symlinkSync(packageRoot, join(cwd, ".katagrad"));
      const files = {
        RUNNER_TEMP: temp,
        GITHUB_OUTPUT: join(temp, "output"),
        GITHUB_STEP_SUMMARY: join(temp, "summary"),
      };
      const step = (name: string, more: Readonly<Record<string, string>> = {}) => {
        const { run: script = "", env = {} } = steps.find((one) => one.name === name)!;
        const own = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, filled(value)]));
        return run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
          cwd,
          env: { ...workflow.env, ...files, ...own, ...more },
        });
      };
      return { cwd, step, ...files };
    }

    it("is YAML with a job that may only read, and puts no text from outside into a script", () => {
      expect(Object.keys(workflow.on as object)).toEqual(["push", "pull_request", "workflow_dispatch"]);
      expect(workflow.permissions).toEqual({ contents: "read" });
      expect(steps.map(({ uses, name }) => name ?? uses?.replace(/@v\d+$/, ""))).toEqual([
        "actions/checkout",
        "actions/checkout",
        "actions/setup-node",
        "Install Katagrad",
        "Grade",
        "Annotate",
        "Summarise",
        "Classroom 50",
        "actions/upload-artifact",
        "Full marks",
      ]);
      for (const { run: script } of steps) expect(script ?? "").not.toContain("${{");
    });

    it(
      "grades once, and writes annotations, a summary and Classroom 50's result from the records",
      async () => {
        const { cwd, step, RUNNER_TEMP, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY } = runner();
        save(cwd, HALF);
        const author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
        for (const args of [
          ["init", "--quiet"],
          ["add", "attempts"],
          [...author, "commit", "--quiet", "-m", "Half"],
        ])
          expect(
            await run("git", args, { cwd, env: { GIT_COMMITTER_DATE: "2026-06-01T16:32:01+0200" } }),
          ).toMatchObject({
            status: 0,
          });
        expect(await step("Grade")).toEqual({ status: 0, stdout: "", stderr: "" });
        expect(readFileSync(GITHUB_OUTPUT, "utf8")).toBe("status=1\n");
        const { stdout } = await step("Annotate");
        expect(stdout).toContain(`::error title=${FIRST} squaredError,file=attempts/${FIRST}/attempt.ts`);
        expect(stdout).toContain("6 of 10 points");
        expect(await step("Summarise")).toMatchObject({ status: 0, stdout: "" });
        expect(readFileSync(GITHUB_STEP_SUMMARY, "utf8")).toMatch(/^## Katagrad\n.*6 of 10/s);
        expect(await step("Classroom 50")).toEqual({ status: 0, stdout: "", stderr: "" });
        expect(readResults("classroom50", join(RUNNER_TEMP, "result.json"))).toMatchObject({
          classroom: "math",
          assignment: "week 1",
          owner: "ada",
          datetime: "2026-06-01T14:32:01Z",
          score: 600,
          "max-score": 1000,
        });
        expect(await step("Full marks")).toMatchObject({
          status: 1,
          stdout: expect.stringContaining("Not at full marks"),
        });
        expect(await step("Full marks", { STATUS: "0" })).toMatchObject({ status: 0 });
      },
      PATIENT,
    );

    it("stops with what is missing when there are no attempts", async () => {
      const { step, GITHUB_OUTPUT } = runner();
      const { status, stderr } = await step("Grade");
      expect(status).toBe(2);
      expect(stderr).toMatch(/^✗ attempts is not there\.\n.*\n$/);
      expect(existsSync(GITHUB_OUTPUT)).toBe(false);
    });
  });

  describe("Gradescope", () => {
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

  describe("exercism", () => {
    const runner = (cwd: string, ...args: string[]) => run(join(RECIPES, "exercism/bin/run.sh"), args, { cwd });
    const solution = (files: Readonly<Record<string, string>>) => {
      const cwd = awkward();
      for (const folder of ["my solution", "my output"]) mkdirSync(join(cwd, folder));
      for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, "my solution", name), text);
      chmodSync(join(cwd, "my solution"), 0o555);
      sealed.push(join(cwd, "my solution"));
      return cwd;
    };

    it.each([
      ["right", { "attempt.ts": RIGHT }, { status: "pass" }],
      ["wrong", { "attempt.ts": HALF }, { status: "fail" }],
      ["not compiled", { "attempt.ts": "export const forward = ;" }, { status: "error" }],
      ["missing", {}, { status: "error", message: "attempt.ts is not there." }],
    ])(
      "ends with 0 and a result for an attempt that is %s",
      async (_, files: Record<string, string>, expected) => {
        const cwd = solution(files);
        const ended = await runner(cwd, "backpropagation", "my solution/", "my output/");
        expect(ended).toEqual({ status: 0, stdout: "", stderr: "" });
        const result = readResults("exercism", join(cwd, "my output/results.json"));
        expect(result).toMatchObject({ version: 3, ...expected });
        expect(readdirSync(join(cwd, "my solution"))).toEqual(Object.keys(files));
        expect(readdirSync(join(cwd, "my output"))).toEqual(["results.json"]);
      },
      PATIENT,
    );

    it.each([
      [["backpropagation", "my solution/"], "three arguments are expected"],
      [["backpropagation", "nowhere/", "my output/"], "nowhere/, is not there."],
      [["backpropagation", "my solution/", "nowhere/"], "nowhere/, is not there. Make it first."],
      [["two-fer", "my solution/", "my output/"], 'There is no kata "two-fer".'],
    ])("answers %j with one message and no result", async (args, told) => {
      const cwd = solution({ "attempt.ts": RIGHT });
      const { status, stdout, stderr } = await runner(cwd, ...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain(told);
      expect(readdirSync(join(cwd, "my output"))).toEqual([]);
    });
  });

  describe("a hook before a commit", () => {
    /** A repository with the hook, and git in it. */
    async function repository() {
      const cwd = awkward();
      const git = (...args: string[]) =>
        run("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...args], { cwd });
      await git("init", "--quiet");
      mkdirSync(join(cwd, ".git/hooks"), { recursive: true });
      symlinkSync(join(RECIPES, "pre-commit.sh"), join(cwd, ".git/hooks/pre-commit"));
      const commits = async () => (await git("rev-list", "--all", "--count")).stdout.trim();
      return { cwd, git, commits };
    }

    it(
      "refuses what is staged and not at full marks, and says which part",
      async () => {
        const { cwd, git, commits } = await repository();
        save(cwd, HALF);
        await git("add", ".");
        save(cwd, RIGHT);
        const { status, stderr } = await git("commit", "-m", "Half");
        expect(status).not.toBe(0);
        expect(stderr).toContain("squaredError");
        expect(stderr).toMatch(/Katagrad: the commit is refused, .*--no-verify.*\n$/);
        expect(await commits()).toBe("0");
        expect(await git("commit", "--quiet", "-am", "Right")).toMatchObject({ status: 0, stderr: "" });
        expect(await commits()).toBe("1");
      },
      PATIENT,
    );

    it(
      "grades an attempt again when a file beside it changes, or goes",
      async () => {
        const { cwd, git } = await repository();
        save(cwd, 'export * from "./my part.ts";\n');
        save(cwd, RIGHT, { name: "my part.ts" });
        await git("add", ".");
        expect(await git("commit", "--quiet", "-m", "Right")).toMatchObject({ status: 0, stderr: "" });
        save(cwd, HALF, { name: "my part.ts" });
        expect((await git("commit", "-am", "Half")).stderr).toContain("the commit is refused");
        await git("rm", "--cached", "--quiet", `attempts/${FIRST}/my part.ts`);
        expect((await git("commit", "-m", "Gone")).stderr).toContain("the commit is refused");
      },
      PATIENT,
    );

    it(
      "lets everything else through without a word: other files, folders of no kata, an attempt that is taken away",
      async () => {
        const { cwd, git, commits } = await repository();
        save(cwd, "notes", { id: "03-lecture" });
        writeFileSync(join(cwd, "a\nb.ts"), "not a kata");
        await git("add", ".");
        expect(await git("commit", "--quiet", "-m", "Notes")).toEqual({ status: 0, stdout: "", stderr: "" });
        save(cwd, HALF);
        await git("add", ".");
        await git("commit", "--quiet", "--no-verify", "-m", "Half");
        await git("rm", "-r", "--quiet", `attempts/${FIRST}`);
        expect(await git("commit", "--quiet", "-m", "Gone")).toEqual({ status: 0, stdout: "", stderr: "" });
        expect(await commits()).toBe("3");
      },
      PATIENT,
    );

    it("says in one line that it stands in no repository", async () => {
      const cwd = awkward();
      const { status, stderr } = await run(join(RECIPES, "pre-commit.sh"), [], { cwd });
      expect(status).toBe(2);
      expect(stderr).toMatch(/^fatal: not a git repository.*\nKatagrad: this is no repository of git\. .*\n$/);
    });

    it(
      "has a declaration for pre-commit, which hands it the files to look at",
      async () => {
        const [hook, ...others] = parse(readFileSync(join(packageRoot, ".pre-commit-hooks.yaml"), "utf8")) as Record<
          string,
          string
        >[];
        expect(others).toEqual([]);
        expect(hook).toMatchObject({ id: "katagrad", language: "script" });
        const wanted = new RegExp(hook.files);
        const paths = [`attempts/${FIRST}/attempt.ts`, `${FIRST}/mine.ts`, `${FIRST}/notes.md`, "attempt.ts"];
        expect(paths.filter((path) => wanted.test(path))).toEqual(paths.slice(0, 2));
        const [script, ...args] = hook.entry.split(" ");
        const { cwd, git } = await repository();
        save(cwd, HALF);
        await git("add", ".");
        await git("commit", "--quiet", "--no-verify", "-m", "Half");
        const hooked = (...files: string[]) => run(join(packageRoot, script), [...args, ...files], { cwd });
        expect(await hooked()).toEqual({ status: 0, stdout: "", stderr: "" });
        expect(await hooked(paths[0])).toMatchObject({ status: 1, stderr: expect.stringContaining("squaredError") });
      },
      PATIENT,
    );
  });
});
