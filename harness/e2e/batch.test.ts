/** `kata grade` on many submissions at once: the same records whatever runs beside, and none lost or twice whatever ends it. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tarGzOf, zipOf } from "../batch/archive/test-archives.ts";
import { built, packageRoot } from "../paths.ts";
import type { ResultRecord } from "../report/record.ts";
import { cleanUp, environment, kata, referenceOf, scratch } from "./support.ts";

/** A machine that is busy elsewhere may take from a case the second that it has: that is no fault of ours. */
const BUSY = { timeout: 240_000, retry: 2 };

const SPECIMENS = join(packageRoot, "harness/specimens/attacks");
/** What each does, and the verdict on the part that it spoils. The other parts are honest. */
const HOSTILE = {
  "aborts-the-process": { part: "forward", verdict: "threw" },
  "loops-in-a-case": { part: "squaredError", verdict: "time-limit" },
  "floods-the-console": { part: "forward", verdict: "passed" },
  "writes-a-fake-frame-to-the-console": { part: "forward", verdict: "passed" },
} as const;

let cwd: string;
beforeAll(async () => {
  cwd = scratch();
  const momentum = referenceOf("10-momentum");
  const right = [{ name: "10-momentum/attempt.ts", content: momentum }];
  for (let i = 0; i < 3; i++) save(`mixed/honest-${i}/10-momentum/attempt.ts`, momentum);
  for (const name of Object.keys(HOSTILE)) {
    save(`mixed/${name}/01-backpropagation/attempt.ts`, readFileSync(join(SPECIMENS, `${name}.ts`)));
    save(`mixed/${name}/01-backpropagation/honest.ts`, readFileSync(join(SPECIMENS, "honest.ts")));
  }
  save("mixed/packed.zip", await zipOf(right));
  save("mixed/packed-too.tar.gz", await tarGzOf(right));
  save("mixed/bomb.tar.gz", await tarGzOf([...right, { name: "zeros", content: Buffer.alloc(2 ** 23) }]));
  save("mixed/leads-out.zip", await zipOf([{ name: "../../../outside.ts", content: "x" }]));
  save("mixed/torn.zip", (await zipOf(right)).subarray(0, 300));
  for (let i = 0; i < 40; i++) save(`many/${String(i).padStart(2, "0")}/10-momentum/attempt.ts`, momentum);
});
afterAll(cleanUp);

function save(path: string, content: string | Buffer): void {
  mkdirSync(join(cwd, path, ".."), { recursive: true });
  writeFileSync(join(cwd, path), content);
}

const grade = (...args: string[]) => kata(["grade", ...args], { cwd });
const recordsOf = (text: string): ResultRecord[] =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
const withoutTimes = (text: string) => text.replaceAll(/"durationMs":[\d.]+/g, '"durationMs":0');

describe("several at a time", () => {
  it("write the same as one at a time, to the byte, but for the durations", BUSY, async () => {
    const one = await grade("mixed", "--jobs", "1", "--sorted");
    const four = await grade("mixed", "--jobs", "4", "--sorted");
    expect([one.status, four.status, one.stderr]).toEqual([0, 0, four.stderr]);
    expect(withoutTimes(four.stdout)).toBe(withoutTimes(one.stdout));
    expect(recordsOf(one.stdout)).toHaveLength(readdirSync(join(cwd, "mixed")).length);
    const tap = await Promise.all(["1", "4"].map((jobs) => grade("mixed", "--sorted", "--format", "tap", "-j", jobs)));
    expect(tap[1].stdout).toBe(tap[0].stdout);
  });

  it("cost nobody anything, whatever one of them does", BUSY, async () => {
    const { status, stdout, stderr } = await grade("mixed", "--jobs", "4");
    expect([status, stderr]).toEqual([0, "3 submissions cannot be read; the records say why.\n"]);
    const records = new Map(recordsOf(stdout).map((record) => [record.submission.split("/")[1], record]));
    const honest = ["honest-0", "honest-1", "honest-2", "packed", "packed-too"];
    expect(honest.map((name) => records.get(name)?.score)).toEqual(honest.map(() => 100));
    for (const [name, { part, verdict }] of Object.entries(HOSTILE)) {
      const parts = records.get(name)!.parts;
      expect([name, parts.find((one) => one.part === part)?.verdict]).toEqual([name, verdict]);
      expect(parts.filter((one) => one.part !== part).map((one) => one.verdict)).toEqual([
        "passed",
        "passed",
        "passed",
      ]);
    }
    for (const name of ["bomb", "leads-out", "torn"])
      expect(records.get(name)).toMatchObject({ verdict: "unreadable", score: 0, parts: [], kata: "" });
    expect(existsSync(join(cwd, "../outside.ts"))).toBe(false);
  });
});

/** Starts a grading of the forty, ends it by a signal when the file has some records, and waits for its end. */
async function interrupted(file: string, signal: NodeJS.Signals) {
  const temporary = join(cwd, `temporary-${signal}`);
  mkdirSync(temporary, { recursive: true });
  const child = spawn(process.execPath, [built("cli.js"), "grade", "many", "packed.zip", "--out", file, "-j", "2"], {
    cwd,
    env: environment({ TMPDIR: temporary }),
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const path = join(cwd, file);
  while (child.exitCode === null && !(existsSync(path) && statSync(path).size > 0)) await pause(5);
  child.kill(signal);
  return { status: await ended, stderr, text: readFileSync(path, "utf8"), temporary: readdirSync(temporary) };
}

describe("a run that is ended", () => {
  const all = () =>
    [...Array(40).keys()].map((i) => `many/${String(i).padStart(2, "0")}/10-momentum`).concat("packed/10-momentum");
  beforeAll(async () => {
    save("packed.zip", await zipOf([{ name: "10-momentum/attempt.ts", content: referenceOf("10-momentum") }]));
  });

  it("by Ctrl-C has whole records so far, and says how to go on; --resume does", BUSY, async () => {
    const { status, stderr, text, temporary } = await interrupted("ended.jsonl", "SIGINT");
    expect(status).toBe(130);
    expect(stderr).toMatch(
      /^Stopped after \d+ of 41 submissions\.\nThe same command with --resume ended\.jsonl in place of --out goes on from here\.\n$/,
    );
    expect(text.endsWith("\n")).toBe(true);
    const before = recordsOf(text);
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(41);
    expect(temporary).toEqual([]);
    const again = await grade("many", "packed.zip", "--resume", "ended.jsonl", "--sorted", "--strict");
    expect([again.status, again.stdout, again.stderr]).toEqual([
      0,
      "",
      expect.stringMatching(/^ended\.jsonl: \d+ records? (is|are) kept\.\n$/),
    ]);
    const after = readFileSync(join(cwd, "ended.jsonl"), "utf8");
    expect(recordsOf(after).map(({ submission }) => submission)).toEqual(all());
    for (const line of text.trimEnd().split("\n")) expect(after).toContain(`${line}\n`);
  });

  it("by SIGKILL has its records, and --resume gives the same set as an undisturbed run", BUSY, async () => {
    const { status, text } = await interrupted("killed.jsonl", "SIGKILL");
    expect(status).toBe(null);
    const before = text.slice(0, text.lastIndexOf("\n") + 1);
    expect(recordsOf(before).length).toBeLessThan(41);
    expect((await grade("many", "packed.zip", "--resume", "killed.jsonl")).status).toBe(0);
    const after = readFileSync(join(cwd, "killed.jsonl"), "utf8");
    expect(after.startsWith(before)).toBe(true);
    const whole = await grade("many", "packed.zip", "--sorted");
    const lines = (jsonl: string) => withoutTimes(jsonl).split("\n").sort();
    expect(lines(after)).toEqual(lines(whole.stdout));
  });
});

describe("a file that another run is writing", () => {
  it("is left to it, and free as soon as it ends, killed or not", { timeout: BUSY.timeout }, async () => {
    const names = [...Array(30).keys()].map((i) => `long/s${i}/01-backpropagation/attempt.ts`);
    for (const name of names) save(name, "export const forward = () => { for (;;); };");
    const child = spawn(process.execPath, [built("cli.js"), "grade", "long", "--out", "held.jsonl"], {
      cwd,
      env: environment(),
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.on("close", resolve));
    const path = join(cwd, "held.jsonl");
    while (child.exitCode === null && !(existsSync(path) && statSync(path).size > 0)) await pause(5);
    const before = readFileSync(path, "utf8").split("\n")[0];
    for (const [option, lang, told] of [
      ["--resume", "en", `Process ${child.pid} is writing held.jsonl.`],
      ["--out", "en", "end it and go on with --resume held.jsonl"],
      ["--resume", "zh", `进程 ${child.pid} 正在写入 held.jsonl。`],
    ]) {
      const { status, stdout, stderr } = await grade("many/00", option, "held.jsonl", "--lang", lang);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toContain(told);
    }
    expect(child.exitCode).toBeNull();
    child.kill("SIGKILL");
    await ended;
    expect(readFileSync(path, "utf8").startsWith(`${before}\n`)).toBe(true);
    const { status, stderr } = await grade("long", "--resume", "held.jsonl", "--secret", "of another run");
    expect([status, stderr]).toEqual([2, expect.stringContaining("held.jsonl was graded without a secret")]);
    const others = readdirSync(cwd).filter((name) => name.startsWith(".held"));
    expect(others).toEqual([]);
  });

  it("has nothing in the place of its lock that is somebody else's", async () => {
    save(".own.jsonl.lock", "mine ".repeat(200));
    const { status, stderr } = await grade("many/00", "--out", "own.jsonl");
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining(".own.jsonl.lock should be a file of ours and is not."),
    ]);
    expect(readFileSync(join(cwd, ".own.jsonl.lock"), "utf8")).toMatch(/^(mine ){200}$/);
    expect(existsSync(join(cwd, "own.jsonl"))).toBe(false);
  });
});

describe("misuse", () => {
  it.each([
    [["--resume", "x.jsonl", "--out", "y.jsonl"], "--resume writes on into its own file."],
    [["--resume", "x.jsonl", "--format", "csv"], "--format csv cannot be resumed."],
    [["--resume", "none.jsonl"], "none.jsonl is not there."],
    [["--resume", "many"], "many is not a plain file."],
    [["--out", "no/such/folder/x.jsonl"], "no/such/folder/x.jsonl cannot be written"],
    [["--jobs", "0"], "Give a whole number from 1 to 256."],
    [["--jobs", "many"], "Give a whole number from 1 to 256."],
  ])("%j is told, with exit status 2", async (args, told) => {
    const { status, stdout, stderr } = await grade("many", ...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(told);
  });

  it("of --resume with another secret grades nothing and leaves the file as it is", async () => {
    await grade("many/00", "--out", "secret.jsonl", "--secret", "one");
    const before = readFileSync(join(cwd, "secret.jsonl"));
    const { status, stderr } = await grade("many/00", "--resume", "secret.jsonl", "--secret", "two");
    expect([status, stderr]).toEqual([2, expect.stringContaining("was graded with another secret")]);
    expect(readFileSync(join(cwd, "secret.jsonl")).equals(before)).toBe(true);
  });
});
