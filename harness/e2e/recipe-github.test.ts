/** The workflow of GitHub, read as GitHub reads it and run step by step. */
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packageRoot } from "../paths.ts";
import { awkward, HALF, HAS_SHELL, PATIENT, parseYaml, RECIPES, readResults, run } from "./recipes.ts";
import { cleanUp, FIRST, save } from "./support.ts";

afterAll(cleanUp);

describe.skipIf(!HAS_SHELL).concurrent("the recipe for GitHub Actions, which takes a POSIX system", () => {
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
  const workflow = parseYaml(readFileSync(join(RECIPES, "github-actions.yml"), "utf8")) as Workflow;
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
        expect(await run("git", args, { cwd, env: { GIT_COMMITTER_DATE: "2026-06-01T16:32:01+0200" } })).toMatchObject({
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
