/** The hook before a commit, in real repositories; and what holds for every script of the recipes. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packageRoot } from "../paths.ts";
import { awkward, HALF, HAS_SHELL, PATIENT, parseYaml, RECIPES, RIGHT, run } from "./recipes.ts";
import { cleanUp, FIRST, save } from "./support.ts";

const SCRIPTS = ["pre-commit.sh", "exercism/bin/run.sh", "gradescope/setup.sh", "gradescope/run_autograder"];

afterAll(cleanUp);

describe.skipIf(!HAS_SHELL).concurrent("the hook before a commit, which takes a POSIX system", () => {
  it.each(SCRIPTS)("%s is well-formed, stops at the first failure and may be run", (name) => {
    const file = join(RECIPES, name);
    expect(spawnSync("bash", ["-n", file], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(file, "utf8")).toMatch(/^#!\/usr\/bin\/env bash\n(#.*\n)+set -euo pipefail\n/);
    expect(statSync(file).mode & 0o111).toBe(0o111);
  });

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
      const [hook, ...others] = parseYaml(readFileSync(join(packageRoot, ".pre-commit-hooks.yaml"), "utf8")) as Record<
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
