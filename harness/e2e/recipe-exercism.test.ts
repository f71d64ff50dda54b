/** exercism's test runner, with its three arguments. */
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { awkward, HALF, HAS_SHELL, PATIENT, RECIPES, RIGHT, readResults, run } from "./recipes.ts";
import { cleanUp } from "./support.ts";

/** Folders that a test made unwritable, which nobody but root could remove. */
const sealed: string[] = [];

afterAll(() => {
  for (const folder of sealed) chmodSync(folder, 0o755);
  cleanUp();
});

describe.skipIf(!HAS_SHELL).concurrent("the recipe for exercism, which takes a POSIX system", () => {
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
