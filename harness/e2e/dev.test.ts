/** The authors' side: a new kata in a pack, its fixtures, and the content gate, which is green for what it should be and says what is missing. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cleanUp, kata, kataIds, scratch } from "./support.ts";

afterAll(cleanUp);

let cwd: string;
const dev = (...args: string[]) => kata(["dev", ...args], { cwd });
const file = (path: string) => join(cwd, "pack", path);

beforeAll(() => {
  cwd = scratch();
});

describe("kata dev new, fixtures and check", () => {
  it("writes a kata into a pack and names the commands that go on", async () => {
    const { status, stdout } = await dev("new", "91-sample", "--into", "pack");
    expect(status).toBe(0);
    for (const path of stdout.split("\n\n")[0].split("\n")) expect(existsSync(join(cwd, path))).toBe(true);
    expect(stdout).toContain("`kata dev fixtures 91 --pack pack` and `kata dev check 91 --pack pack`");
  });

  it("says that expected.json is missing, with the command that makes it", async () => {
    const { status, stdout } = await dev("check", "91", "--pack", "pack");
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /✗ 91-sample: [\s\S]*\n {4}expected\.json is missing: run `kata dev fixtures 91-sample --pack pack`/,
    );
  });

  it("is green after statements and fixtures are made, which come out the same each time", async () => {
    expect((await dev("fixtures", "91", "--pack", "pack")).stdout).toMatch(
      /^pack\/fixtures\/91-sample\/expected\.json: /,
    );
    const first = readFileSync(file("fixtures/91-sample/expected.json"), "utf8");
    await dev("fixtures", "91", "--pack", "pack");
    expect(readFileSync(file("fixtures/91-sample/expected.json"), "utf8")).toBe(first);
    const unwritten = await dev("check", "91", "--pack", "pack");
    expect([unwritten.status, unwritten.stdout]).toEqual([
      1,
      expect.stringContaining('en: nothing is written under "Pitfalls"'),
    ]);
    for (const name of ["README.md", "README.zh-CN.md"]) {
      const statement = readFileSync(file(`katas/91-sample/${name}`), "utf8");
      writeFileSync(file(`katas/91-sample/${name}`), statement.replaceAll(/^(## .+\n)/gm, "$1\nWritten.\n"));
    }
    const { status, stdout } = await dev("check", "91", "--pack", "pack");
    expect(stdout).toMatch(/^✓ 91-sample: 1 parts, 3 cases, 2 mistakes/);
    expect(status).toBe(0);
  });

  it("takes its place beside the built-in katas", async () => {
    const { stdout } = await kata(["--pack", "pack", "list"], { cwd });
    expect(stdout).toContain("○ 91-sample");
    expect(stdout).toContain(`0 of ${kataIds().length + 1} katas passed`);
  });

  it("overwrites nothing and takes no number twice", async () => {
    writeFileSync(file("katas/91-sample/skeleton.ts"), "// mine\n");
    for (const id of ["91-sample", "91-other"]) {
      const { status, stderr } = await dev("new", id, "--into", "pack");
      expect([status, stderr]).toEqual([
        2,
        expect.stringMatching(/The number 91 belongs to 91-sample\.\n {2}Choose another/),
      ]);
    }
    expect(readFileSync(file("katas/91-sample/skeleton.ts"), "utf8")).toBe("// mine\n");
    const twice = await kata(["--pack", "pack", "--pack", "pack", "list"], { cwd });
    expect([twice.status, twice.stderr]).toEqual([2, expect.stringContaining("Two katas have the number 91.")]);
  });

  it("tells every problem of a kata that is not right", async () => {
    appendFileSync(file("katas/91-sample/README.md"), "\n## One heading too many\n");
    const { status, stdout } = await dev("check", "91", "--pack", "pack");
    expect(status).toBe(1);
    expect(stdout).toContain("the skeleton does not export scale");
    expect(stdout).toContain("the ## headings must be, in order");
  });

  it("names the file and line of a grading that does not compile", async () => {
    appendFileSync(file("fixtures/91-sample/grading.ts"), "const = ;\n");
    const { status, stderr } = await dev("check", "91", "--pack", "pack");
    expect(status).toBe(3);
    expect(stderr).toMatch(/grading\.ts:\d+: Expected identifier but found "="\n {2}Mend that file/);
  });
});

describe("the built-in katas", () => {
  it("pass the gate: the first of them here, all of them in `npm run check`", async () => {
    const { status, stdout } = await dev("check", "1");
    expect(stdout).toMatch(/^✓ 01-backpropagation: 4 parts, \d+ cases, \d+ mistakes/);
    expect(status).toBe(0);
  });
});
