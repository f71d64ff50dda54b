/** `kata grade` for scripts: what a path means, the formats, the exit status, and records that hold what they promise. */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCatalog } from "../catalog/catalog.ts";
import { prepareKata } from "../judge/prepare.ts";
import { packageRoot } from "../paths.ts";
import type { ResultRecord } from "../report/record.ts";
import { cleanUp, FIRST, kata, kataIds, referenceOf, scratch, WITHOUT_HALF, WRONG_FOR_FIVE } from "./support.ts";

/** Gradings of everything there is. A machine that is busy elsewhere may take from a case the second that it has: that is no fault of ours. */
const BUSY = { timeout: 240_000, retry: 2 };

let cwd: string;
beforeAll(() => {
  cwd = scratch();
  for (const id of kataIds()) save(`all/${id}/attempt.ts`, referenceOf(id));
  save("lone/17-lstm.ts", referenceOf("17-lstm"));
  save("lone/10-momentum.ts", referenceOf("10-momentum"));
  save(`half/${FIRST}/attempt.ts`, referenceOf(FIRST, WITHOUT_HALF));
  save("half/notes/readme.ts", "not a kata");
});
afterAll(cleanUp);

function save(path: string, text: string): void {
  mkdirSync(join(cwd, path, ".."), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

const grade = (...args: string[]) => kata(["grade", ...args], { cwd });

async function records(...args: string[]): Promise<ResultRecord[]> {
  const { status, stdout, stderr } = await grade(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** A record without what differs from one run to the next. */
function withoutTimes(record: unknown): unknown {
  return JSON.parse(JSON.stringify(record), (key, value) => (key === "durationMs" ? 0 : value));
}

describe.concurrent("what a path means", () => {
  it.each([
    ["a folder of folders", "half", FIRST, `half/${FIRST}`],
    ["a folder named after its kata", `half/${FIRST}`, FIRST, `half/${FIRST}`],
    ["an attempt in such a folder", `half/${FIRST}/attempt.ts`, FIRST, `half/${FIRST}/attempt.ts`],
    ["a lone file named after its kata", "lone/17-lstm.ts", "17-lstm", "lone/17-lstm.ts"],
  ])("grades %s", async (_, path, id, submission) => {
    expect(await records(path)).toMatchObject([{ submission, kata: id, schema: "katagrad/result/1" }]);
  });

  it("takes several paths, with --sorted in their order", async () => {
    const graded = await records("lone/10-momentum.ts", `half/${FIRST}`, "--sorted");
    expect(graded.map(({ score }) => score)).toEqual([100, 60]);
  });

  it("takes the kata from --kata where the path does not say it", async () => {
    save("mine.ts", referenceOf(FIRST));
    expect(await records("mine.ts", "--kata", "1")).toMatchObject([{ kata: FIRST, score: 100 }]);
    expect(await records("all", "--kata", "momentum")).toMatchObject([{ kata: "10-momentum", score: 100 }]);
  });

  it("names the attempts of a folder that it passes over", async () => {
    save(`some/${FIRST}/attempt.ts`, referenceOf(FIRST));
    save("some/17-lstmm/attempt.ts", referenceOf("17-lstm"));
    symlinkSync(join(cwd, "all", "17-lstm"), join(cwd, "some", "17-lstm"));
    const { status, stdout, stderr } = await grade("some");
    expect(status).toBe(0);
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr.trimEnd().split("\n").sort()).toEqual([
      "some/17-lstm is not graded: it is a link.",
      "some/17-lstmm is not graded: there is no kata of that name.",
    ]);
  });

  it("tells a folder without an attempt as a verdict, not as a fault", async () => {
    mkdirSync(join(cwd, "empty", FIRST), { recursive: true });
    const [record] = await records(`empty/${FIRST}`);
    expect(record).toMatchObject({ score: 0, verdict: "compile-error" });
    expect(record.problem?.detail).toBe("attempt.ts is not there.");
  });

  it.each([
    [["nowhere"], "nowhere is not there."],
    [["lone/../mine-too.ts"], "is not there."],
    [["half/notes"], "half/notes holds nothing to grade."],
    [["half/notes/readme.ts"], "Add --kata with its number or name."],
    [["half", "--kata", "nothing"], 'There is no kata "nothing".'],
    [["half", "--format", "xml"], "Allowed choices are jsonl, json, text, csv"],
    [["half", "--nope"], "unknown option '--nope'"],
    [["half", "--lang", "fr"], "Choose --lang en or --lang zh."],
    [["nowhere", "--lang", "zh"], "nowhere 不存在。\n  请给出文件、目录 NN-slug/"],
    [["half", "--resume", "gone.jsonl", "--lang", "zh"], "gone.jsonl 不存在。\n  请先用 --out 开始"],
  ])("answers %j with exit status 2", async (args, told) => {
    const { status, stdout, stderr } = await grade(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(told);
  });
});

describe.concurrent("a lone file", () => {
  it("may not import its neighbours, which belong to other people", async () => {
    const [first, ...rest] = referenceOf(FIRST).split("export function squaredError");
    save("crowd/helper.ts", `export function squaredError${rest.join("")}`.replace(/export function backward.*/s, ""));
    const text = `export { squaredError } from "./helper.ts";\n${first}`;
    save(`crowd/${FIRST}.ts`, text);
    const [lone] = await records(`crowd/${FIRST}.ts`);
    expect(lone).toMatchObject({ verdict: "forbidden-import", score: 0, problem: { at: { line: 1 } } });
    save(`crowd/${FIRST}/attempt.ts`, text);
    save(`crowd/${FIRST}/helper.ts`, readFileSync(join(cwd, "crowd/helper.ts"), "utf8"));
    const [own] = await records(`crowd/${FIRST}`);
    expect(own.parts.map(({ verdict }) => verdict)).toEqual(["passed", "passed", "missing-export", "missing-export"]);
  });
});

describe.concurrent("formats and exit status", () => {
  it("prints one array with --format json", async () => {
    const { stdout } = await grade("half", "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject([{ kata: FIRST, score: 60 }]);
    expect(JSON.parse(stdout).map(withoutTimes)).toEqual((await records("half")).map(withoutTimes));
  });

  it("prints for people with --format text, in their language", async () => {
    const english = await grade("half", "--format", "text");
    expect(english.stdout).toContain("→ The factor ½ is missing from the loss.");
    expect(english.stdout).toContain("6 of 10 points · score 60");
    const chinese = await grade("half", "--format", "text", "--lang", "zh");
    expect(chinese.stdout).toContain("→ 损失少了系数 ½。");
  });

  it("commands no build server, whatever an attempt says", async () => {
    const specimen = readFileSync(join(packageRoot, "harness/specimens/attacks/throws-workflow-commands.ts"), "utf8");
    save("commands.ts", specimen.replace(/^export \{.*$/m, ""));
    for (const format of ["jsonl", "json", "text"]) {
      const { stdout } = await grade("commands.ts", "--kata", "1", "--format", format);
      expect(stdout).toContain("set-output");
      expect(stdout).not.toMatch(/^\s*::|##\w*\[/m);
    }
  });

  it("writes to --out and leaves standard output empty", async () => {
    const { status, stdout } = await grade("half", "--out", "record.jsonl");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(JSON.parse(readFileSync(join(cwd, "record.jsonl"), "utf8"))).toMatchObject({ score: 60 });
  });

  it("ends with 1 only for --strict and less than full marks", async () => {
    expect((await grade("half")).status).toBe(0);
    expect((await grade("half", "--strict")).status).toBe(1);
    expect((await grade("lone/10-momentum.ts", "--strict")).status).toBe(0);
  });

  it("touches no progress", () => {
    expect(existsSync(join(cwd, "attempts"))).toBe(false);
  });
});

describe.concurrent("records", () => {
  it("hold the schema, and full marks for every reference, with a secret and without", BUSY, async () => {
    const schema = JSON.parse(readFileSync(join(packageRoot, "harness/report/result.schema.json"), "utf8"));
    const valid = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
    const right = [
      ...(await records("all", "--sorted")),
      ...(await records("all", "--sorted", "--secret", "of this test")),
    ];
    expect(right.map((record) => [record.kata, record.score])).toEqual(
      [...kataIds(), ...kataIds()].map((id) => [id, 100]),
    );
    save("broken.ts", "export const forward = ;");
    save("throws.ts", 'export function forward() {\n  throw new Error("no");\n}');
    const wrong = await records("half", "broken.ts", "throws.ts", "--kata", "1");
    for (const record of [...right, ...wrong]) expect([valid(record), valid.errors]).toEqual([true, null]);
  });

  it("are the same for the same input and secret, and hold no number of a hidden case", async () => {
    save("five.ts", referenceOf(FIRST, WRONG_FOR_FIVE));
    const graded = () => records("five.ts", "--kata", "1", "--secret", "s");
    const [[first], [second]] = [await graded(), await graded()];
    expect(withoutTimes(second)).toEqual(withoutTimes(first));
    const failed = first.parts[0].cases.filter(({ verdict }) => verdict !== "passed");
    expect(failed).toMatchObject([{ name: "five inputs", shown: false, detail: /off by/ }]);
    expect(failed[0].detail).toMatch(/Worst at a: off by \d\.\de-?\d+, allowed \d\.\de-?\d+\.$/);
  });

  it("draw other hidden cases for another secret", async () => {
    // The attempt tells what it was called with.
    save(
      "tells.ts",
      referenceOf(FIRST, ["return { z, a };", "if (x.length === 5) throw new Error(String(x));\n  return { z, a };"]),
    );
    const told = async (...secret: string[]) => {
      const [{ parts }] = await records("tells.ts", "--kata", "1", ...secret);
      return parts[0].cases.find(({ name }) => name === "five inputs")?.detail;
    };
    const committed = await told();
    expect(committed).toMatch(/^Error: -?\d\.\d+,/);
    expect(await told()).toBe(committed);
    const [one, other] = [await told("--secret", "one"), await told("--secret", "other")];
    expect(new Set([committed, one, other]).size).toBe(3);
    expect(await told("--secret", "one")).toBe(one);
  });
});

describe("with --time", () => {
  const graded = ["--kata", "23", "--time", "--secret", "s"];

  it("tells how fast each part is that passed, holds the schema, and changes nothing else", BUSY, async () => {
    const schema = JSON.parse(readFileSync(join(packageRoot, "harness/report/result.schema.json"), "utf8"));
    const valid = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
    // Two parts: whoever passes fewer is timed less.
    const few = referenceOf("23-automl").replaceAll(/^export (?=function (?!fitLogistic|fitRidge))/gm, "");
    save("timed.ts", few);
    const [timed] = await records("timed.ts", ...graded);
    expect([valid(timed), valid.errors]).toEqual([true, null]);
    const speeds = timed.parts.flatMap(({ part, verdict, speed }) => (speed ? [{ part, verdict, speed }] : []));
    expect(speeds.map(({ part, verdict }) => [part, verdict])).toEqual([
      ["fitRidge", "passed"],
      ["fitLogistic", "passed"],
    ]);
    for (const { speed } of speeds) {
      expect(speed.samples).toBeGreaterThanOrEqual(2);
      expect(speed.flag === "too-short" || speed.ratio! > 0).toBe(true);
      expect(speed.flag ?? "none").toMatch(/^(none|too-short|too-noisy)$/);
    }
    expect(timed.speed).toMatchObject({ flag: "not-passed" });
    const [plain] = await records("timed.ts", "--kata", "23", "--secret", "s");
    const without = (record: unknown) =>
      JSON.stringify(withoutTimes(record), (key, value) => (key === "speed" ? undefined : value));
    expect(without(timed)).toBe(without(plain));
    expect(JSON.stringify(plain)).not.toContain('"speed":');
  });

  it("flags whoever is wrong when it is timed, and takes no point", BUSY, async () => {
    const catalog = await openCatalog();
    const { parts: prepared } = await prepareKata(catalog, catalog.find("23"));
    const known = prepared.find(({ name }) => name === "fitLogistic")!.cases.map(({ args }) => JSON.stringify(args));
    const honest = referenceOf("23-automl")
      .replaceAll("fitLogistic", "honest")
      .replaceAll(/^export (?=function)/gm, "");
    save(
      "known.ts",
      `${honest}
const known = new Set<string>(${JSON.stringify(known)});
export function fitLogistic(...args: Parameters<typeof honest>) {
  const key = JSON.stringify(args);
  const answer = honest(...args);
  return known.has(key) ? answer : { ...answer, b: 0.5 };
}`,
    );
    const [{ parts, speed }] = await records("known.ts", "--kata", "23", "--time");
    const part = parts.find((one) => one.part === "fitLogistic")!;
    expect(part).toMatchObject({ verdict: "passed", speed: { flag: "wrong-when-timed" } });
    expect(part.points).toBe(part.maxPoints);
    expect(speed).toEqual({ parts: 0, flag: "not-passed" });
    const { stdout } = await grade("known.ts", "--kata", "23", "--time", "--format", "text", "--lang", "zh");
    expect(stdout).toContain("在新输入上答错");
  });
});

describe.concurrent("against the twins", () => {
  it("says in the record which reference, backend and adapter graded how much", async () => {
    const [record] = await records(`half/${FIRST}`, "--reference", "tfjs", "--backend", "cpu");
    expect(record).toMatchObject({ score: 60, reference: { name: "tfjs", backend: "cpu" } });
    const { cases, allCases } = record.reference!;
    expect(cases).toBeGreaterThan(10);
    expect(cases).toBeLessThan(allCases);
    expect(record.parts.find(({ part }) => part === "squaredError")?.diagnosis?.id).toBe("mistake:half-missing");
    expect((await records(`half/${FIRST}`))[0].reference).toBeUndefined();
  });

  it("gives every reference full marks", BUSY, async () => {
    const graded = await records("all", "--sorted", "--reference", "tfjs", "--backend", "cpu");
    expect(graded.map(({ kata, score }) => [kata, score])).toEqual(kataIds().map((id) => [id, 100]));
  });

  it("is misuse with a backend of float64, or one that there is not", async () => {
    const float64 = await grade(`half/${FIRST}`, "--reference", "float64", "--backend", "cpu");
    expect([float64.status, float64.stderr]).toEqual([
      2,
      expect.stringContaining("The float64 reference has no backend."),
    ]);
    const unknown = await grade(`half/${FIRST}`, "--backend", "cuda");
    expect([unknown.status, unknown.stderr]).toEqual([
      2,
      expect.stringContaining("Allowed choices are auto, webgpu, cpu, wasm"),
    ]);
  });

  it("says when auto falls back, and what a missing adapter needs", async () => {
    const env = { VK_ICD_FILENAMES: join(cwd, "none.json"), VK_DRIVER_FILES: join(cwd, "none.json") };
    const auto = await kata(["grade", `half/${FIRST}`, "--backend", "auto", "--format", "text"], { cwd, env });
    expect(auto.status).toBe(0);
    expect(auto.stderr).toMatch(/^webgpu is not available: .*\. The twins run on cpu\.\n$/);
    expect(auto.stdout).toContain("reference: tfjs, cpu, for ");
    const webgpu = await kata(["grade", `half/${FIRST}`, "--backend", "webgpu"], { cwd, env });
    expect([webgpu.status, webgpu.stdout]).toEqual([3, ""]);
    expect(webgpu.stderr).toMatch(/The webgpu backend is not available: .*\n.*nstall/);
  });
});
