/** Attempts that are no attempts, damaged files, full disks, readers that go away: a line about what happened, what to do, never a stack. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { built } from "../paths.ts";
import { cleanUp, FIRST, kata, kataIds, referenceOf, save, workplace } from "./support.ts";

afterAll(cleanUp);

describe.concurrent("a source that cannot be used is a verdict", () => {
  const folder = (cwd: string) => join(cwd, "attempts", FIRST);

  it.each<[string, (file: string) => void, string]>([
    ["missing", () => {}, "attempt.ts is not there."],
    ["binary", (file) => writeFileSync(file, Buffer.from([0, 159, 146, 150, 0])), "attempt.ts is not UTF-8 text"],
    ["not UTF-8", (file) => writeFileSync(file, Buffer.from([47, 47, 0xff, 0xfe])), "attempt.ts is not UTF-8 text"],
    ["10 MB", (file) => writeFileSync(file, "// filler\n".repeat(1_048_576)), "attempt.ts has 10485760 bytes"],
    ["a folder", (file) => mkdirSync(file), "attempt.ts is not an ordinary file"],
    ["a link", (file) => symlinkSync("/etc/passwd", file), "attempt.ts is not an ordinary file"],
    ["a pipe", (file) => spawnSync("mkfifo", [file]), "attempt.ts is not an ordinary file"],
    ["empty", (file) => writeFileSync(file, ""), ""],
  ])("%s", async (state, make, told) => {
    const { cwd, run, attempt } = workplace();
    mkdirSync(folder(cwd), { recursive: true });
    make(attempt);
    const { status, stdout, stderr } = await run("grade", `attempts/${FIRST}`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { verdict, score, problem, parts } = JSON.parse(stdout);
    expect(score).toBe(0);
    expect(parts).toHaveLength(4);
    expect(verdict).toBe(state === "empty" ? "missing-export" : "compile-error");
    expect(problem?.detail ?? "").toContain(told);
  });

  it("a syntax error is told with file, line, column and the line itself", async () => {
    const { cwd, run } = workplace();
    save(cwd, "export const one = 1;\n  const two = = 2;\n");
    const [record, text] = [await run("grade", "attempts"), await run("grade", "attempts", "--format", "text")];
    expect(JSON.parse(record.stdout).problem).toEqual({
      detail: 'Unexpected "="',
      at: { file: "attempt.ts", line: 2, column: 15 },
    });
    const line = "    2 │   const two = = 2;";
    const mark = `${" ".repeat(line.lastIndexOf("="))}^`;
    expect(text.stdout).toContain(`Unexpected "="\n    at attempt.ts:2:15\n${line}\n${mark}\n`);
  });
});

describe.concurrent("progress", () => {
  it.each(["{ half", "[]", '{"format":9,"katas":{}}'])("a damaged file is kept aside: %s", async (text) => {
    const { cwd, run } = workplace();
    mkdirSync(join(cwd, "attempts"));
    writeFileSync(join(cwd, "attempts", ".progress.json"), text);
    const { status, stderr } = await run("hint", "1");
    expect(status).toBe(0);
    const kept = /was damaged: it is kept as (attempts\/\.progress\.json\.damaged-\S+), and a new one begins/.exec(
      stderr,
    );
    expect(readFileSync(join(cwd, kept![1]), "utf8")).toBe(text);
    expect(readFileSync(join(cwd, "attempts", ".progress.json"), "utf8")).toContain('"forward": 1');
    expect((await run("list")).stderr).toBe("");
  });
});

describe.concurrent("expected.json of a pack", () => {
  const pack = ["--pack", "pack"];
  const add = (file: string) => writeFileSync(file, `${readFileSync(file, "utf8")}// more\n`);
  const halve = (file: string) => writeFileSync(file, readFileSync(file, "utf8").slice(0, 100));

  it.each<[string, (expected: string, reference: string) => void, string]>([
    ["damaged", (expected) => halve(expected), "is damaged."],
    ["missing", (expected) => rmSync(expected), "is missing."],
    ["stale", (_, reference) => add(reference), "is older than"],
  ])("%s: stops the grading with the command that mends it", async (state, spoil, told) => {
    const { cwd, run } = workplace();
    await run("dev", "new", "91-sample", "--into", "pack");
    await run("dev", "fixtures", "91", ...pack);
    const fixtures = join(cwd, "pack/fixtures/91-sample");
    const reference = join(cwd, "pack/reference/91-sample/float64.ts");
    cpSync(reference, join(cwd, "91-sample.ts"));
    spoil(join(fixtures, "expected.json"), reference);
    const { status, stdout, stderr } = await run("grade", "91-sample.ts", ...pack);
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr).toContain(told);
    const [, remedy] = /Run `kata ([^`]+)`/.exec(stderr)!;
    expect(await run(...remedy.split(" "))).toMatchObject({ status: 0 });
    expect(JSON.parse((await run("grade", "91-sample.ts", ...pack)).stdout)).toMatchObject({ score: 100 });
    const kept = readdirSync(fixtures).filter((name) => name.includes("damaged"));
    expect(kept).toHaveLength(state === "damaged" ? 1 : 0);
  });
});

describe.concurrent("output that nobody takes", () => {
  it.each([
    ["--help"],
    ["list"],
    ["show", "1"],
    ["run", "1"],
    ["hint", "1"],
    ["solve", "1", "--yes"],
    ["grade", "attempts"],
    ["watch"],
  ])("ends quietly when the reader has gone: kata %s %s", async (...args) => {
    const { cwd, run } = workplace();
    await run("next");
    const { status, stderr } = await kata(args, { cwd, stdout: "closed" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  it.runIf(process.platform === "linux")("is a fault when the disk behind `>` or --out is full", async () => {
    const { cwd, run } = workplace();
    await run("next");
    const full = openSync("/dev/full", "w");
    for (const args of [["list"], ["grade", "attempts"], ["show", "1", "--raw"]]) {
      const { status, stderr } = await kata(args, { cwd, stdout: full });
      expect(status).toBe(3);
      expect(stderr).toMatch(/The output cannot be written: ENOSPC.*\n {2}The disk is full: free some space/);
    }
    const { status, stderr } = await run("grade", "attempts", "--out", "/dev/full");
    expect(status).toBe(3);
    expect(stderr).toMatch(/\/dev\/full cannot be written: ENOSPC.*\n {2}The disk is full: free some space/);
  });

  it("is misuse when --out names what cannot be written", async () => {
    const { cwd, run } = workplace();
    await run("next");
    const missing = await run("grade", "attempts", "--out", "no/such/folder.jsonl");
    expect([missing.status, missing.stderr]).toEqual([
      2,
      expect.stringMatching(/^✗ no\/such.*ENOENT.*\n.* make it first/),
    ]);
    const folder = await run("grade", "attempts", "--out", ".");
    expect([folder.status, folder.stderr]).toEqual([2, expect.stringContaining("That is a folder")]);
    writeFileSync(join(cwd, "mine.txt"), "mine");
    symlinkSync(join(cwd, "mine.txt"), join(cwd, "attempts", "result.jsonl"));
    const link = await run("grade", "attempts", "--out", "attempts/result.jsonl");
    expect([link.status, link.stderr]).toEqual([2, expect.stringContaining("That is a link")]);
    expect(readFileSync(join(cwd, "mine.txt"), "utf8")).toBe("mine");
  });
});

describe.concurrent("attempts that cannot be made", () => {
  it.each([
    ["below a file", "file/attempts"],
    ["where a file is", "file"],
  ])("%s: says what is in the way", async (_, folder) => {
    const { cwd, run } = workplace();
    writeFileSync(join(cwd, "file"), "");
    for (const verb of ["next", "run", "watch"]) {
      const { status, stderr } = await run("--attempts", folder, verb);
      expect(status).toBe(2);
      expect(stderr).toContain(`${join(cwd, "file")} cannot be a folder`);
      expect(stderr).toContain("Choose another folder with --attempts.");
    }
  });

  it.runIf(process.platform === "linux")("below /proc: ends, which Node's own mkdir does not", async () => {
    const { run } = workplace();
    for (const verb of ["next", "watch", "hint"]) {
      const { stderr } = await run("--attempts", "/proc/nothing", verb);
      expect(stderr).toContain("ENOENT");
    }
  });
});

describe.concurrent("a full disk", () => {
  it("loses neither attempts nor progress", async (context) => {
    const { cwd, run } = workplace();
    const disk = join(cwd, "disk");
    mkdirSync(disk);
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]).status === 0;
    if (!mounted) {
      console.log("The test of a full disk is skipped: a small disk cannot be mounted here, that takes root.");
      return context.skip();
    }
    try {
      const on = (...args: string[]) => run("--attempts", "disk/attempts", ...args);
      await on("next");
      await on("hint", "1");
      const file = join(disk, "attempts", FIRST, "attempt.ts");
      writeFileSync(file, referenceOf(FIRST));
      const before = readFileSync(join(disk, "attempts", ".progress.json"), "utf8");
      spawnSync("dd", ["if=/dev/zero", `of=${join(disk, "filler")}`, "bs=4096"]);
      const graded = await on("run", "1");
      expect(graded.stdout).toContain("score 100");
      expect(graded.stderr).toMatch(/progress could not be written: .*ENOSPC.* The disk is full: free some space/);
      const other = await on("watch", kataIds()[1]);
      expect([other.status, other.stderr]).toEqual([3, expect.stringContaining("The disk is full")]);
      for (const verb of ["solve", "reset"]) expect((await on(verb, "1", "--yes")).status).toBe(3);
      expect(readFileSync(join(disk, "attempts", ".progress.json"), "utf8")).toBe(before);
      expect(readFileSync(file, "utf8")).toBe(referenceOf(FIRST));
      rmSync(join(disk, "filler"));
      const { stdout } = await on("watch", kataIds()[1]);
      expect(stdout).toContain("not implemented");
      await on("run", "1");
      expect((await on("list", FIRST)).stdout).toMatch(/^✓ .*1 hint$/m);
    } finally {
      spawnSync("umount", [disk]);
    }
    // A dozen commands one after the other: patient, since the machine may be busy.
  }, 300_000);
});

describe.concurrent("an old Node", () => {
  it("is told in one line before anything else is read", async () => {
    const { cwd } = workplace();
    const old = join(cwd, "old.cjs");
    writeFileSync(
      old,
      'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } });',
    );
    const { status, stdout, stderr } = await kata(["list"], { cwd, node: ["--require", old] });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^kata needs Node 20\.19 or later, and this is 18\.20\.4: .*\n$/);
  });

  it("meets nothing that it cannot read", () => {
    // What is imported statically is read first, and may hold nothing but the look at the version.
    const first = readFileSync(built("cli.js"), "utf8");
    const imported = [...first.matchAll(/^(?:import|\} from) .*?"([^"]+)";$/gm)].map((match) => match[1]);
    const text = [first, ...imported.map((name) => readFileSync(built(name), "utf8"))].join("\n");
    expect(text.match(/from "(?!\.\/)[^"]+"|\bawait\b|\?\?|\?\.|#\w+\(/g)).toBeNull();
    expect(text.length).toBeLessThan(4_000);
  });
});
