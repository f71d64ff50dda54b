/** Going on after an interruption: nothing is graded twice, nothing is lost, nothing of another run or of somebody else is touched. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Catalog, openCatalog, readReference } from "../catalog/catalog.ts";
import { UsageError } from "../fault.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import { zipOf } from "./archive/test-archives.ts";
import { readRecords, runInto, type TestRun } from "./test-run.ts";

const catalog = await openCatalog();
const pool = new SandboxPool();
const right = readReference(catalog.find("momentum"));
let root: string;
let paths: string[];
/** What an uninterrupted run writes. */
let whole: Buffer;
let lines: string[];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "resume-"));
  paths = [join(root, "class")];
  await putClass();
  whole = Buffer.from(await runFresh());
  lines = whole.toString().split(/(?<=\n)/);
});
afterAll(() => {
  pool.close();
  rmSync(root, { recursive: true });
});

/** Six submissions: eight records. */
async function putClass(): Promise<void> {
  rmSync(paths[0], { recursive: true, force: true });
  for (const [name, text] of Object.entries({ ada: right, bob: "export const momentumStep = 1;", dan: right })) {
    mkdirSync(join(paths[0], name, "10-momentum"), { recursive: true });
    writeFileSync(join(paths[0], name, "10-momentum", "attempt.ts"), text);
  }
  mkdirSync(join(paths[0], "dan", "06-gradient-descent"));
  const two = ["10-momentum", "06-gradient-descent"].map((id) => ({ name: `${id}/attempt.ts`, content: right }));
  writeFileSync(join(paths[0], "cleo.zip"), await zipOf(two));
  writeFileSync(join(paths[0], "eve.zip"), "torn");
  writeFileSync(join(paths[0], "fay.zip"), await zipOf([{ name: "10-momentum/attempt.ts", content: right }]));
}

let file: string;
beforeEach(() => {
  file = join(root, "records.jsonl");
});
afterEach(() => rmSync(file, { recursive: true, force: true }));

async function runFresh(): Promise<string> {
  const to = join(root, "whole.jsonl");
  await runInto({ catalog, pool, paths, file: to, sorted: true });
  return readFileSync(to, "utf8");
}

const goOn = (more: Partial<TestRun> = {}) => runInto({ catalog, pool, paths, file, resumed: true, ...more });
const namesOf = (text: string[]) => text.map((line) => JSON.parse(line).submission as string).sort();
const short = (names: readonly string[]) => names.map((name) => name.replace(`${paths[0]}/`, "")).sort();

/** Goes on with that in the file; it must be refused, and the file stay as it is. */
async function refusal(content: string | Buffer, more?: Partial<TestRun>): Promise<string> {
  writeFileSync(file, content);
  const error = await goOn(more).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UsageError);
  expect(readFileSync(file).equals(Buffer.from(content))).toBe(true);
  const { message, remedy } = error as UsageError;
  return `${message} ${remedy}`.replaceAll(`${root}/`, "");
}

describe("going on", () => {
  it("grades nothing when everything is there, and leaves the file as it is", async () => {
    writeFileSync(file, whole);
    const { graded, told } = await goOn();
    expect(graded).toEqual([]);
    expect(told).toEqual([`${file}: ${lines.length} records are kept.`]);
    expect(readFileSync(file).equals(whole)).toBe(true);
  });

  it.each([
    [0, "its beginning", (line: string) => line.slice(0, 9)],
    [2, "nothing", () => ""],
    [3, "half of it", (line: string) => line.slice(0, line.length / 2)],
    [5, "all but the line break", (line: string) => line.slice(0, -1)],
    [7, "half a line", (line: string) => `${line.slice(0, 40)}\n`],
  ] as const)("after %i records and of the next %s grades the rest, each once", async (count, _, tear) => {
    const before = lines.slice(0, count).join("");
    const torn = tear(lines[count]);
    writeFileSync(file, before + torn);
    const { graded, told } = await goOn();
    expect([...graded].sort()).toEqual(namesOf(lines.slice(count)));
    expect(readFileSync(file, "utf8").startsWith(before)).toBe(true);
    expect(namesOf(readFileSync(file, "utf8").trimEnd().split("\n"))).toEqual(namesOf(lines));
    const cut = torn === "" ? [] : [`${file}: the last line was torn; it is cut off.`];
    expect(told.slice(0, -1)).toEqual(cut);
  });

  it("takes what a crashed machine left as zeros for torn", async () => {
    for (const before of ["", lines[0]]) {
      writeFileSync(file, Buffer.concat([Buffer.from(before), Buffer.alloc(5_000)]));
      const { records } = await goOn();
      expect(records).toHaveLength(lines.length);
    }
  });

  it("puts the records in the order of the input, when it is asked to", async () => {
    writeFileSync(file, [lines[6], lines[2], lines[0]].join(""));
    const { records } = await goOn({ sorted: true });
    expect(records.map(({ submission }) => submission)).toEqual(lines.map((line) => JSON.parse(line).submission));
    for (const kept of [lines[6], lines[2], lines[0]]) expect(readFileSync(file, "utf8")).toContain(kept);
  });

  it("after a second interruption goes on again", async () => {
    writeFileSync(file, lines[0]);
    const stopped = goOn({
      jobs: 1,
      seeing: (item, stop) => {
        if (item.name.includes("dan")) stop.abort(new Error("again"));
      },
    });
    await expect(stopped).rejects.toThrow("again");
    const between = readRecords(file).length;
    expect(between).toBeGreaterThan(1);
    const { graded, records } = await goOn();
    expect(graded).toHaveLength(lines.length - between);
    expect(records.map(({ submission }) => submission).sort()).toEqual(namesOf(lines));
  });
});

describe("what has changed meanwhile", () => {
  afterEach(putClass);

  it("is graded again, and nothing else", async () => {
    writeFileSync(file, whole);
    writeFileSync(join(paths[0], "bob/10-momentum/attempt.ts"), right);
    writeFileSync(join(paths[0], "ada/10-momentum/new.ts"), "export {};");
    writeFileSync(join(paths[0], "eve.zip"), await zipOf([{ name: "10-momentum/attempt.ts", content: right }]));
    writeFileSync(join(paths[0], "fay.zip"), "torn");
    mkdirSync(join(paths[0], "gil/10-momentum"), { recursive: true });
    const { graded, told, records } = await goOn();
    const again = ["ada/10-momentum", "bob/10-momentum", "eve/10-momentum", "fay", "gil/10-momentum"];
    expect(short(graded)).toEqual(again);
    expect(told[0]).toMatch(
      /^.*: 4 records are taken out and graded again, since their submission has changed \(.*, …\)\.$/,
    );
    expect(records.find(({ submission }) => submission.includes("bob"))).toMatchObject({ score: 100 });
    expect(records.filter(({ submission }) => submission.includes("eve"))).toMatchObject([{ verdict: "passed" }]);
    expect(records.filter(({ submission }) => submission.includes("fay"))).toMatchObject([{ verdict: "unreadable" }]);
    expect(new Set(records.map(({ submission }) => submission)).size).toBe(records.length);
  });

  it("and a kata of a submission that went takes its record with it", async () => {
    writeFileSync(file, whole);
    rmSync(join(paths[0], "dan/06-gradient-descent"), { recursive: true });
    const { graded, records } = await goOn();
    expect([graded, records.length]).toEqual([[], lines.length - 1]);
  });
});

describe("records that do not stand", () => {
  const edited = (line: string, change: Record<string, unknown>) =>
    `${JSON.stringify({ ...JSON.parse(line), ...change })}\n`;

  it("of a fault of ours, or twice there, are graded again or taken out", async () => {
    const fault = edited(lines[0], { verdict: "not-graded", problem: { detail: "No.", fault: true } });
    writeFileSync(file, fault + lines[1] + lines[1]);
    const { graded, told, records } = await goOn();
    expect(graded).toHaveLength(lines.length - 1);
    expect(records).toHaveLength(lines.length);
    expect(told.join("\n")).toMatch(/since our side had failed .*\n.*since they were there twice/);
  });

  it.each([
    [
      "another version",
      { harness: { version: "0.0.0", node: "20", platform: "linux" } },
      "by version 0.0.0, and this is",
    ],
    ["another backend", { reference: { backend: "webgpu" } }, "was graded against webgpu, and not float64"],
    ["a kata of a pack", { kata: "77-\u001b[31mred" }, "with the kata 77-red, which is not known here"],
    ["no word of its origin", { basis: undefined }, "does not say what it graded"],
    ["no word of its sources", { sources: undefined }, "does not say what it graded"],
  ])("of %s are refused", async (_, change, told) => {
    expect(await refusal(lines[1] + edited(lines[0], change))).toContain(told);
  });

  it("of another secret, of one or of none are refused", async () => {
    expect(await refusal(whole, { secret: "s" })).toContain("was graded without a secret (");
    await runInto({ catalog, pool, paths: [join(paths[0], "ada")], file, secret: "s" });
    const secret = readFileSync(file);
    expect(secret.toString()).not.toContain('"s"');
    const ada = [join(paths[0], "ada")];
    expect(await refusal(secret, { paths: ada })).toContain("with a secret");
    expect(await refusal(secret, { paths: ada, secret: "t" })).toMatch(
      /with another secret .* Give the --secret of the first/,
    );
    writeFileSync(file, secret);
    expect((await goOn({ paths: ada, secret: "s" })).graded).toEqual([]);
  });

  it("of a run that timed, or did not, are refused", { timeout: 120_000 }, async () => {
    const ada = [join(paths[0], "ada")];
    expect(await refusal(whole, { time: true })).toMatch(
      /was graded without --time \(.* Leave out --time\. Or grade anew/,
    );
    await runInto({ catalog, pool, paths: ada, file, time: true });
    expect(await refusal(readFileSync(file), { paths: ada })).toMatch(/was graded with --time .* Give --time too\./);
    expect((await goOn({ paths: ada, time: true })).graded).toEqual([]);
  });

  it("of other paths are refused", async () => {
    expect(await refusal(whole, { paths: [join(paths[0], "ada")] })).toMatch(
      /which is not among what is to be graded\. Give the paths of the first run/,
    );
  });
});

describe("a file of somebody else", () => {
  it.each([
    ["a line", "my notes\n"],
    ["a line without an end", "my notes"],
    ["several lines", "my notes\nand more\n"],
    ["other JSON", '{"a":1}\n'],
    ["a record of something else", '{"schema":"other/1"}'],
    ["an array", "[\n  {}\n]\n"],
    ["bytes", Buffer.from([0, 1, 2, 255, 254])],
  ])("that holds %s is refused and stays as it is", async (_, content) => {
    expect(await refusal(content)).toContain("Line 1 of records.jsonl is no record of `kata grade --format jsonl`.");
  });

  it("that holds something between the records is refused, and the line is named", async () => {
    expect(await refusal(`${lines[0]}${lines[1]}damaged\n${lines[2]}`)).toContain(
      "Line 3 of records.jsonl is no record",
    );
  });

  it("is not written through a link, and must be there", async () => {
    writeFileSync(join(root, "real.jsonl"), whole);
    symlinkSync(join(root, "real.jsonl"), file);
    await expect(goOn()).rejects.toThrow("is not a plain file");
    rmSync(file);
    await expect(goOn()).rejects.toThrow("is not there");
    mkdirSync(file);
    await expect(goOn()).rejects.toThrow("is not a plain file");
  });
});

describe("a kata that has changed", () => {
  it("has its records graded again, and no other", async () => {
    writeFileSync(file, whole);
    const katas = catalog.katas.map((kata) => {
      const parts = Object.entries(kata.parts).map(([name, part]) => [name, { ...part, points: part.points + 1 }]);
      return kata.slug === "gradient-descent" ? { ...kata, parts: Object.fromEntries(parts) } : kata;
    });
    const { graded, told } = await goOn({ catalog: new Catalog(katas) });
    expect(short(graded)).toEqual(["cleo/06-gradient-descent", "dan/06-gradient-descent"]);
    expect(told[0]).toContain("2 records are taken out and graded again, since 06-gradient-descent has changed (");
  });
});
