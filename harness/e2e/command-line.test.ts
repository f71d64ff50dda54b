/** What a candidate runs beside `kata watch`: list, next, show, hint, reset, solve, run; and how the command line answers mistakes. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  cleanUp,
  FIRST,
  kata,
  kataIds,
  progressOf,
  referenceOf,
  save,
  WITHOUT_HALF,
  WRONG_FOR_FIVE,
  workplace,
} from "./support.ts";

afterAll(cleanUp);

describe.concurrent("help and misuse", () => {
  it("lists every verb, and writes nothing", async () => {
    const { cwd, run } = workplace();
    const { status, stdout, stderr } = await run("--help");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const verb of [
      "watch",
      "run",
      "list",
      "next",
      "show",
      "hint",
      "reset",
      "solve",
      "grade",
      "convert",
      "doctor",
      "join",
      "submit",
      "serve",
      "worker",
      "assess",
      "admin",
      "dev",
    ])
      expect(stdout).toMatch(new RegExp(`^ {2}${verb} `, "m"));
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("names the nearest for a kata that there is none of", async () => {
    const { run } = workplace();
    const { status, stdout, stderr } = await run("show", "lstmm");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/There is no kata "lstmm"\.\n {2}The nearest are 17-lstm, .*`kata list`/);
  });

  it.each([
    [["garde", "one.ts", "two.ts"], "grade"],
    [["rnu"], "run"],
    [["Solv", "--lang", "zh"], "solve"],
  ])("names the verb that %j is near to", async (args, verb) => {
    const { run } = workplace();
    const { status, stderr } = await run(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(`\`kata ${verb}\``);
    expect((await run("show", "lstmm")).stderr).not.toContain("Perhaps");
  });

  it.each([
    [["list", "--nope"], "unknown option '--nope'"],
    [["show", "1", "2", "3"], "too many arguments"],
    [["grade"], "missing required argument"],
    [["--lang", "fr", "list"], "Choose --lang en or --lang zh."],
    [["--pack", ".", "list"], "no folder katas/"],
    [["hint", "1", "nothing"], "It has forward, squaredError, backward, trainStep."],
    [["dev", "new", "Bad Name"], "such as 31-attention"],
    [["dev", "new", "1-again"], "is no name for a kata's folder"],
    [["dev", "new", "01-again"], `The number 1 belongs to ${FIRST}`],
  ])("answers %j with exit status 2 and what to do", async (args, told) => {
    const { cwd, run } = workplace();
    const { status, stderr } = await run(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(told);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe.concurrent("list", () => {
  it("shows a line a kata and how many are passed", async () => {
    const { run } = workplace();
    const { status, stdout } = await run("list");
    expect(status).toBe(0);
    for (const id of kataIds()) expect(stdout).toContain(`○ ${id}`);
    expect(stdout).toContain(`0 of ${kataIds().length} katas passed`);
  });

  it("groups by theme, difficulty or time, or follows the path", async () => {
    const { run } = workplace();
    const headings = async (...args: string[]) =>
      (await run("list", ...args)).stdout.split("\n").filter((line) => line !== "" && !/^[○✓◐\d]/.test(line));
    expect(await headings()).toEqual(expect.arrayContaining(["Backpropagation", "Optimization", "Architectures"]));
    expect(await headings("--by", "difficulty")).toEqual(["easy", "medium", "hard"]);
    expect((await headings("--by", "minutes"))[0]).toBe("up to 25 min");
    const { stdout } = await run("list", "--by", "path");
    const ids = [...stdout.matchAll(/^○ (\S+)/gm)].map(([, id]) => id);
    expect(ids.toSorted()).toEqual(kataIds());
    for (const [first, then] of [
      ["16-rnn", "17-lstm"],
      ["14-mlp", "13-dropout"],
    ])
      expect(ids.indexOf(first)).toBeLessThan(ids.indexOf(then));
    const wrong = await run("list", "--by", "colour");
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining("Allowed choices are theme")]);
  });

  it("finds by a part of the name, in either language, and says when nothing is found", async () => {
    const { run } = workplace();
    expect((await run("list", "LSTM")).stdout).toMatch(/^○ 17-lstm .*\n\n/);
    expect((await run("list", "反向传播")).stdout).toContain(FIRST);
    expect((await run("list", "no such kata")).stdout).toContain("No kata has that in its name.");
  });

  it("prints one JSON object a line with --json", async () => {
    const { run } = workplace();
    const { stdout } = await run("list", "--json");
    const records = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(records.map(({ id }) => id)).toEqual(kataIds());
    expect(records[0]).toMatchObject({ id: FIRST, difficulty: "easy", score: 0, best: 0, hints: {} });
    expect(Object.keys(records[0].title)).toEqual(["en", "zh"]);
  });

  it("speaks Chinese when it is asked to, or when the locale is", async () => {
    const { cwd, run } = workplace();
    const asked = await run("list", "--lang", "zh");
    expect(asked.stdout).toMatch(/什么是反向传播.*简单/);
    const locales: Record<string, string>[] = [{ LANG: "zh_CN.UTF-8" }, { LC_ALL: "zh_TW.UTF-8", LANG: "en_US.UTF-8" }];
    for (const env of locales) expect((await kata(["list"], { cwd, env })).stdout).toBe(asked.stdout);
    const failure = await kata(["show", "lstmm"], { cwd, env: { LANG: "zh_CN.UTF-8" } });
    expect(failure.stderr).toMatch(/没有.*lstmm/);
  });

  it("falls back to English in the C locale, which --lang overrides", async () => {
    const { cwd } = workplace();
    const env = { LC_ALL: "C", LANG: "zh_CN.UTF-8" };
    expect((await kata(["list"], { cwd, env })).stdout).toContain("katas passed");
    expect((await kata(["list", "--lang", "zh"], { cwd, env })).stdout).toContain("已通过");
  });
});

describe.concurrent("next", () => {
  it("makes the attempt of the first kata that is not passed, and leaves one that is there alone", async () => {
    const { cwd, run, attempt } = workplace();
    const { stdout } = await run("next");
    expect(stdout).toContain(`Next: ${FIRST}`);
    expect(stdout).toContain(`attempts/${FIRST}/attempt.ts`);
    expect(readFileSync(attempt, "utf8")).toContain("not implemented");
    save(cwd, "// mine\n");
    await run("next");
    expect(readFileSync(attempt, "utf8")).toBe("// mine\n");
  });

  it("goes on when the first is passed", async () => {
    const { cwd, run } = workplace();
    save(cwd, referenceOf(FIRST));
    await run("run", FIRST);
    const { stdout } = await run("next");
    expect(stdout).toContain(`Next: ${kataIds()[1]}`);
    expect((await run("list", FIRST)).stdout).toContain(`✓ ${FIRST}`);
  });
});

describe.concurrent("show", () => {
  it("renders the statement in both languages, by number, name or folder", async () => {
    const { run } = workplace();
    const english = await run("show", "1");
    expect(english.stdout).toMatch(/^01 · What is backpropagation\?\n═+\n/);
    expect(english.stdout).not.toMatch(/\$|^#/m);
    expect((await run("show", "backpropagation")).stdout).toBe(english.stdout);
    expect((await run("show", FIRST)).stdout).toBe(english.stdout);
    expect((await run("show", "1", "--lang", "zh")).stdout).toMatch(/^01 · 什么是反向传播？\n/);
  });

  it("prints the Markdown as it is with --raw", async () => {
    const { run } = workplace();
    const { stdout } = await run("show", "1", "--raw");
    expect(stdout).toMatch(/^# 01 · What is backpropagation\?\n/);
    expect(stdout).toContain("## The mathematics");
  });
});

describe.concurrent("hint", () => {
  it("shows one more each time, goes to the next part, and remembers", async () => {
    const { cwd, run } = workplace();
    const numbers = (text: string) => [...text.matchAll(/^Hint (\d) of 3 for (\w+)/gm)].map((m) => `${m[2]} ${m[1]}`);
    expect(numbers((await run("hint", "1")).stdout)).toEqual(["forward 1"]);
    expect(numbers((await run("hint", "1")).stdout)).toEqual(["forward 1", "forward 2"]);
    expect(numbers((await run("hint", "1")).stdout)).toEqual(["forward 1", "forward 2", "forward 3"]);
    expect(numbers((await run("hint", "1")).stdout)).toEqual(["squaredError 1"]);
    expect(numbers((await run("hint", "1", "backward")).stdout)).toEqual(["backward 1"]);
    expect((await run("hint", "1", "forward")).stdout).toContain("There are no more hints for forward.");
    expect(progressOf(cwd).katas[FIRST].hints).toEqual({ forward: 3, squaredError: 1, backward: 1 });
    expect((await run("list", FIRST)).stdout).toContain("5 hints");
  });
});

describe.concurrent("reset", () => {
  it("refuses where nobody can answer, and changes nothing", async () => {
    const { cwd, run, attempt } = workplace();
    save(cwd, "// mine\n");
    const { status, stdout, stderr } = await run("reset", "1");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`\`kata reset ${FIRST} --yes\` does it without asking.\n  Nothing was changed.`);
    expect(readFileSync(attempt, "utf8")).toBe("// mine\n");
  });

  it("keeps every attempt as a backup of its own", async () => {
    const { cwd, run, attempt } = workplace();
    for (const text of ["// first\n", "// second\n"]) {
      save(cwd, text);
      const { stdout } = await run("reset", "1", "--yes");
      const [backup] = /attempts\/\S+backup-\d\.ts/.exec(stdout)!;
      expect(readFileSync(join(cwd, backup), "utf8")).toBe(text);
      expect(readFileSync(attempt, "utf8")).toContain("not implemented");
    }
    expect(readdirSync(join(attempt, ".."))).toHaveLength(3);
  });
});

describe.concurrent("solve", () => {
  it("refuses where nobody can answer", async () => {
    const { cwd, run } = workplace();
    const { status, stdout, stderr } = await run("solve", "1");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`kata solve ${FIRST} --yes`);
    expect(existsSync(join(cwd, "attempts"))).toBe(false);
  });

  it("prints the reference with --yes, and the progress says so", async () => {
    const { cwd, run } = workplace();
    expect((await run("solve", "1", "--yes")).stdout).toBe(referenceOf(FIRST));
    expect(progressOf(cwd).katas[FIRST].solutionSeenAt).toMatch(/^\d{4}-/);
    expect((await run("list", FIRST)).stdout).toContain("solution seen");
  });
});

describe.concurrent("run and watch without a terminal", () => {
  it("grades, and names the mistake", async () => {
    const { cwd, run } = workplace();
    save(cwd, referenceOf(FIRST, WITHOUT_HALF));
    const { status, stdout } = await run("run", "1");
    expect(status).toBe(0);
    expect(stdout).toMatch(/✗ squaredError +0\/1 {2}wrong value, 0 of \d+ cases\n/);
    expect(stdout).toContain("→ The factor ½ is missing from the loss.");
    expect(stdout).toMatch(/✓ backward +4\/4/);
    expect(stdout).toContain("6 of 10 points · score 60");
    expect(progressOf(cwd).katas[FIRST]).toMatchObject({ score: 60, best: 60 });
  });

  it("prints the numbers of a hidden case only with --reveal", async () => {
    const { cwd, run } = workplace();
    save(cwd, referenceOf(FIRST, WRONG_FOR_FIVE));
    const hidden = await run("run", "1");
    expect(hidden.stdout).toMatch(/hidden case “five inputs” \(n=5\)[^✓]*Worst at a: off by [^✓]*--reveal/);
    expect(hidden.stdout).not.toMatch(/\bgot\b|\bexpected\b/);
    const revealed = await run("run", "1", "--reveal");
    expect(revealed.stdout).toMatch(/Worst at a: got [\d.]+, expected [\d.]+/);
  });

  it("times what passed with --time, after the verdict, and says what cannot be timed", {
    timeout: 120_000,
  }, async () => {
    const { cwd, run } = workplace();
    save(cwd, referenceOf(FIRST, WITHOUT_HALF));
    const { status, stdout, stderr } = await run("run", "1", "--time");
    expect([status, stderr]).toEqual([0, expect.stringMatching(/^Timing 2 parts, /)]);
    const [verdict, speed] = stdout.split("\nspeed, ");
    expect(verdict).toContain("6 of 10 points · score 60");
    expect(speed.match(/^ {2}(forward|backward) .*too (short|noisy) to/gm)).toHaveLength(2);
    expect(speed).not.toMatch(/squaredError|trainStep/);
    expect(speed).toContain("Not ranked by speed: not every part has passed.");
  });

  it("grades once, says how to go on, and ends", async () => {
    const { cwd, run, attempt } = workplace();
    save(cwd, "// mine\n");
    const { status, stdout, stderr } = await run("watch");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/✗ forward +0\/2 {2}not exported/);
    expect(stdout).toContain(`Edit attempts/${FIRST}/attempt.ts and run \`npm start\` again`);
    expect(stdout).not.toContain("\u001b");
    expect(readFileSync(attempt, "utf8")).toBe("// mine\n");
    for (const id of kataIds()) expect(existsSync(join(cwd, "attempts", id, "attempt.ts"))).toBe(true);
  });

  it("means the same attempts from inside one of them", async () => {
    const { cwd, run } = workplace();
    await run("next");
    save(cwd, referenceOf(FIRST));
    const inside = join(cwd, "attempts", FIRST);
    expect((await kata(["run"], { cwd: inside })).stdout).toContain("score 100");
    expect(readdirSync(inside)).toEqual(["attempt.ts"]);
  });

  it("is what `kata` alone does, where --attempts says", async () => {
    const { cwd, run } = workplace();
    const { stdout } = await run("--attempts", "elsewhere/mine");
    expect(stdout).toContain(`elsewhere/mine/${FIRST}/attempt.ts`);
    expect(existsSync(join(cwd, "attempts"))).toBe(false);
  });
});

describe.concurrent("doctor", () => {
  it("says what works, in both languages, and leaves nothing behind", async () => {
    const { cwd, run } = workplace();
    const { status, stdout } = await run("doctor");
    expect(status).toBe(0);
    expect(stdout).toContain(`✓ Node ${process.versions.node}`);
    expect(stdout).toMatch(/^✓ A sandbox starts and runs an attempt\.$/m);
    expect(stdout).toMatch(/^. File events (do not )?arrive/m);
    expect((await run("doctor", "--lang", "zh")).stdout).toMatch(/^✓ 沙箱·进程层：/m);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("states plainly what is not contained without bubblewrap and prlimit, and what to do", async () => {
    const { cwd } = workplace();
    const { status, stdout } = await kata(["doctor"], { cwd, env: { PATH: cwd } });
    expect(status).toBe(0);
    expect(stdout).toMatch(/namespaces: absent\. .*could use the network and signal your processes.*\n {4}\S/);
    expect(stdout).toMatch(/limits: absent\. .*\n {4}\S/);
  });
});
