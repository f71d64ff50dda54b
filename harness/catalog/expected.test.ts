/** The committed expectations as a file: what is refused, what is kept, and that no number changes on the way. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HarnessFault } from "../fault.ts";
import { readExpected, replaceExpected, writeExpectedText } from "./expected.ts";

const HASH = "0f".repeat(32);
const VALUES = new Map<string, ReadonlyMap<string, unknown>>([
  [
    "scale",
    new Map<string, unknown>([
      ['a "case"', [0.1, -0, Number.NaN, -Infinity, 5e-324]],
      ["none", []],
    ]),
  ],
  ["other", new Map<string, unknown>([["one", { h: [[1]], ok: true, name: "s" }]])],
]);
const TEXT = writeExpectedText("90-scaling", HASH, VALUES);

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "expected-"));
  file = join(folder, "expected.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(text: string, hash = HASH) {
  writeFileSync(file, text);
  return readExpected(file, "90-scaling", hash);
}

function refusal(work: () => unknown): HarnessFault {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(HarnessFault);
    return error as HarnessFault;
  }
  throw new Error("it was accepted");
}

describe("what is written", () => {
  it("is read as it was, whatever the line endings", () => {
    expect(read(TEXT)).toEqual(VALUES);
    expect(read(TEXT.replaceAll("\n", "\r\n"))).toEqual(VALUES);
    expect(writeExpectedText("90-scaling", HASH, read(TEXT))).toBe(TEXT);
  });

  it("has a case a line, a format and a word on how it was made", () => {
    expect(TEXT.split("\n").filter((line) => line.startsWith("      "))).toHaveLength(3);
    expect(JSON.parse(TEXT)).toMatchObject({ format: 1, hash: HASH });
    expect(TEXT).toContain("kata dev fixtures 90-scaling");
  });

  it("keeps every double, bit for bit, and long arrays too", () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 2_000, size: "max" }), (numbers) => {
        const again = read(writeExpectedText("k", HASH, new Map([["p", new Map([["c", numbers]])]])));
        const back = again.get("p")!.get("c") as number[];
        expect(back).toHaveLength(numbers.length);
        expect(back.every((number, i) => Object.is(number, numbers[i]))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe("what is refused, with how to make it again", () => {
  it("a missing file", () => {
    const { message, remedy } = refusal(() => readExpected(file, "90-scaling", HASH));
    expect(message).toBe(`${file} is missing.`);
    expect(remedy).toContain("`kata dev fixtures 90-scaling`");
  });

  it.each([
    ["nothing", ""],
    ["half of it", TEXT.slice(0, TEXT.length / 2)],
    ["a conflict of two versions", `<<<<<<< HEAD\n${TEXT}=======\n${TEXT}>>>>>>> other\n`],
    ["another format", TEXT.replace('"format": 1', '"format": 2')],
    ["no hash", TEXT.replace('"hash"', '"cash"')],
    ["parts that are none", JSON.stringify({ format: 1, hash: HASH, parts: [] })],
    ["null", "null"],
  ])("a damaged file: %s", (_, text) => {
    expect(text).not.toBe(TEXT);
    const { message, remedy } = refusal(() => read(text));
    expect(message).toBe(`${file} is damaged.`);
    expect(remedy).toContain("`kata dev fixtures 90-scaling`");
  });

  it.each([
    ["a string without its mark", '{"one": "text"}'],
    ["an object that is no pair", '{"one": {"o": [1]}}'],
    ["a block of numbers that is elsewhere", '{"one": {"b": [2]}}'],
  ])("a value that is damaged: %s", (_, cases) => {
    const text = `{"format": 1, "hash": "${HASH}", "parts": {"scale": ${cases}}}`;
    expect(refusal(() => read(text)).message).toBe(`${file} is damaged.`);
    expect(readFileSync(replaceExpected(file, TEXT)!, "utf8")).toBe(text);
  });

  it("a stale file", () => {
    const { message, remedy } = refusal(() => read(TEXT, "1".repeat(64)));
    expect(message).toBe(`${file} is older than the reference or the cases that it comes from.`);
    expect(remedy).toContain("`kata dev fixtures 90-scaling`");
  });
});

describe("replacing the file", () => {
  it("keeps a damaged one beside it, byte for byte", () => {
    writeFileSync(file, "what a person may want back");
    const kept = replaceExpected(file, TEXT)!;
    expect(readdirSync(folder).sort()).toEqual(["expected.json", kept.slice(folder.length + 1)]);
    expect(readFileSync(kept, "utf8")).toBe("what a person may want back");
    expect(readFileSync(file, "utf8")).toBe(TEXT);
  });

  it("keeps nothing of a good, stale or missing one", () => {
    expect(replaceExpected(file, TEXT)).toBeUndefined();
    expect(replaceExpected(file, TEXT.replace(HASH, "1"))).toBeUndefined();
    expect(replaceExpected(file, TEXT)).toBeUndefined();
    expect(readdirSync(folder)).toEqual(["expected.json"]);
    expect(existsSync(file)).toBe(true);
  });
});
