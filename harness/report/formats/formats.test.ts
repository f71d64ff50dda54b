/** Each format is read back by somebody else's reader, whatever an attempt says. */
import { parse as parseCsv } from "csv-parse/sync";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { Parser as TapParser } from "tap-parser";
import { describe, expect, it } from "vitest";
import type { ResultRecord } from "../record.ts";
import { writeFormat } from "./formats.ts";
import { FORMAT_NAMES, type FormatName } from "./names.ts";
import { BROKEN, hostileRecords, IDENTITY, MIXED, TIMED } from "./test-records.ts";

const write = (name: FormatName, records: readonly ResultRecord[]) =>
  writeFormat(name, records, name === "classroom50" ? IDENTITY : {});

describe("every format", () => {
  it.each(FORMAT_NAMES)("%s holds nothing that a terminal or a build server obeys, whatever is said", (name) => {
    fc.assert(
      fc.property(hostileRecords, (records) => {
        const text = write(name, records);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(
          /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/,
        );
        if (name !== "github") expect(text).not.toMatch(/^\s*::|##\w*\[/m);
      }),
    );
  });

  it.each(FORMAT_NAMES)("%s is a function of the records alone", (name) => {
    const records = structuredClone([MIXED, BROKEN]);
    expect(write(name, records)).toBe(write(name, records));
    expect(records).toEqual([MIXED, BROKEN]);
  });
});

const LISTS = ["testsuite", "testcase", "failure", "skipped", "system-err"];
const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  isArray: (name, _path, _leaf, isAttribute) => !isAttribute && LISTS.includes(name),
});

describe("CSV", () => {
  const read = (text: string): Record<string, string>[] => parseCsv(text, { columns: true });

  it("is a row a part, numbers as numbers", () => {
    const rows = read(write("csv", [MIXED, BROKEN]));
    expect(rows).toHaveLength(4);
    expect(rows[1]).toMatchObject({
      submission: "ada/17-lstm",
      score: "50",
      part: "lstmBackward",
      partVerdict: "wrong-value",
      partPoints: "0",
      casesPassed: "1",
      cases: "2",
      diagnosis: "mistake:swapped",
    });
  });

  it("has columns for speed, which are empty where nothing was timed", () => {
    const [forward, step] = read(write("csv", [TIMED]));
    expect(forward).toMatchObject({ speedRatio: "1.31", speedNoise: "0.041", speedSamples: "45", attemptMs: "9.5" });
    expect(forward).toMatchObject({ referenceMs: "7.25", speedFlag: "" });
    expect(step).toMatchObject({ speedRatio: "", speedFlag: "too-short" });
    const [untimed] = read(write("csv", [MIXED]));
    expect(untimed).toMatchObject({ speedRatio: "", speedNoise: "", speedSamples: "", attemptMs: "", speedFlag: "" });
  });

  it("keeps every text in its cell, and none is a formula", () => {
    fc.assert(
      fc.property(hostileRecords, (records) => {
        const rows = read(write("csv", records));
        expect(rows.map((row) => row.partVerdict)).toEqual(records.map(({ parts }) => parts[0].verdict));
        for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@]|[\r\n]/);
      }),
    );
  });
});

describe("JUnit XML", () => {
  it("has speed as properties, where something was timed", () => {
    const text = write("junit", [TIMED]);
    expect(text).toContain('<property name="lstmForward.speed.ratio" value="1.31"/>');
    expect(text).toContain('<property name="lstmStep.speed.flag" value="too-short"/>');
    expect(write("junit", [MIXED])).not.toContain(".speed.");
  });

  it("counts, names and times each case", () => {
    const { testsuites } = xml.parse(write("junit", [MIXED, BROKEN]));
    expect(testsuites).toMatchObject({ tests: "8", failures: "2", errors: "0", skipped: "1" });
    const [ada, bob] = testsuites.testsuite;
    expect(ada).toMatchObject({ name: "ada/17-lstm (17-lstm)", tests: "6" });
    expect(ada.testcase[3]).toMatchObject({
      name: "two",
      classname: "17-lstm.lstmBackward",
      time: "0.002000",
      failure: [{ type: "wrong-value", message: "Worst at h[1]: off by 4.1e-1." }],
    });
    expect(ada.testcase[5].skipped).toEqual([{ message: "no adapter" }]);
    expect(ada.testcase[0].failure).toBeUndefined();
    expect(bob["system-err"]).toEqual(['Unexpected "="']);
  });

  it("is well-formed whatever is said, and nobody adds a case", () => {
    fc.assert(
      fc.property(hostileRecords, (records) => {
        const text = write("junit", records);
        expect(XMLValidator.validate(text)).toBe(true);
        expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
        const { testsuites } = xml.parse(text);
        expect(testsuites.testsuite.map((suite: { testcase: unknown[] }) => suite.testcase.length)).toEqual(
          records.map(() => 2),
        );
      }),
    );
  });
});

describe("TAP 14", () => {
  const read = (text: string) => {
    const parser = new TapParser();
    const points: { ok: boolean; id: number; name: string; skip?: unknown }[] = [];
    parser.on("assert", (one) => points.push(one));
    parser.end(text);
    return { points, results: parser.results! };
  };

  it("is a point a part; one that is not graded is skipped", () => {
    const { points, results } = read(write("tap", [MIXED]));
    expect(results).toMatchObject({ count: 3, pass: 2, fail: 1, skip: 1, plan: { start: 1, end: 3 } });
    expect(points.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(write("tap", [MIXED])).toContain('  message: "The gates are swapped."\n');
  });

  it("has as many points as it plans, whatever is said", () => {
    fc.assert(
      fc.property(hostileRecords, (records) => {
        const { results } = read(write("tap", records));
        expect(results.count).toBe(records.length);
        expect(results.failures.filter(({ tapError }) => tapError)).toEqual([]);
        const failed = records.filter(({ parts: [one] }) => one.verdict !== "passed" && one.verdict !== "not-graded");
        expect(results.fail).toBe(failed.length);
      }),
    );
  });
});

describe("GitHub annotations", () => {
  it("say what failed, where, and the score", () => {
    expect(write("github", [MIXED])).toBe(
      "::error title=17-lstm lstmBackward,file=ada/17-lstm/attempt.ts::The gates are swapped.\n::notice title=17-lstm::ada/17-lstm: 2 of 4 points, score 50\n",
    );
    expect(write("github", [BROKEN])).toMatch(
      /^::error title=17-lstm,file=bob\/attempt\.ts,line=2,col=15::Unexpected "="\n::notice /,
    );
  });

  it("are as many lines as there are commands, whatever is said", () => {
    fc.assert(
      fc.property(hostileRecords, (records) => {
        const lines = write("github", records)
          .trimEnd()
          .split(/\r\n|[\n\r\u0085\u2028\u2029]/);
        const failed = records.filter(({ parts: [one] }) => one.verdict !== "passed" && one.verdict !== "not-graded");
        expect(lines).toHaveLength(records.length + failed.length);
        for (const line of lines) expect(line).toMatch(/^::(error|notice) title=[^:]*::/);
      }),
    );
  });
});
