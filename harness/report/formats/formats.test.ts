/** Each format is read back by somebody else's reader, whatever an attempt says. */
import { parse as parseCsv } from "csv-parse/sync";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { Parser as TapParser } from "tap-parser";
import { describe, expect, it } from "vitest";
import { VERDICTS } from "../../verdict.ts";
import type { ResultRecord } from "../record.ts";
import { FORMATS } from "./formats.ts";

type Part = ResultRecord["parts"][number];

function part(name: string, verdict: Part["verdict"], detail = "Worst at h[1]: off by 4.1e-1."): Part {
  const passed = verdict === "passed";
  return {
    part: name,
    points: passed ? 2 : 0,
    maxPoints: 2,
    verdict,
    cases: [
      { name: "one", group: "basic", shown: true, verdict: "passed", ran: true, durationMs: 1.5 },
      { name: "two", group: "edge", shown: false, verdict, ran: true, durationMs: 2, ...(passed ? {} : { detail }) },
    ],
    ...(passed
      ? {}
      : { diagnosis: { id: "mistake:swapped", text: { en: "The gates are swapped.", zh: "门颠倒了。" } } }),
  };
}

function record(parts: Part[], submission = "ada/17-lstm", more: Partial<ResultRecord> = {}): ResultRecord {
  const counted = parts.filter(({ verdict }) => verdict !== "not-graded");
  const [points, maxPoints] = [counted.reduce((s, p) => s + p.points, 0), counted.reduce((s, p) => s + p.maxPoints, 0)];
  return {
    schema: "katagrad/result/1",
    submission,
    kata: "17-lstm",
    score: maxPoints === 0 ? 0 : (100 * points) / maxPoints,
    points,
    maxPoints,
    verdict: counted.find(({ verdict }) => verdict !== "passed")?.verdict ?? "passed",
    parts,
    isolation: "os",
    durationMs: 12.345,
    harness: { version: "0", node: "20", platform: "linux-x64" },
    ...more,
  };
}

const MIXED = record([
  part("lstmStep", "passed"),
  part("lstmBackward", "wrong-value"),
  part("kernel", "not-graded", "no adapter"),
]);
const BROKEN = record([part("lstmStep", "compile-error")], "bob", {
  problem: { detail: 'Unexpected "="', at: { file: "attempt.ts", line: 2, column: 15 } },
});

/** What attackers write into names and messages. */
const HOSTILE = [
  "=HYPERLINK(1)", "-1+1", "\t=1", "]]>", "<script>alert(1)</script>", "&lt;", "\u0000\u001b[31m", "::error::x", "\n::set-output name=a::b",
  "\nok 99 - forged", "\n1..1", "# SKIP", "\\# TODO", "\u202e", "\ufffe", "\ud800", "💥", '"', "'", "---\n  ...", "%0A::error::", ",line=1::x",
]; // biome-ignore format: a list
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary" })), { maxLength: 4 })
  .map((all) => all.join(""));
const hostileRecords = fc
  .array(fc.tuple(hostile, hostile, hostile, fc.constantFrom(...VERDICTS)), { minLength: 1, maxLength: 3 })
  .map((all) => all.map(([name, submission, detail, verdict]) => record([part(name, verdict, detail)], submission)));

const LISTS = ["testsuite", "testcase", "failure", "skipped", "system-err"];
const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  isArray: (name, _path, _leaf, isAttribute) => !isAttribute && LISTS.includes(name),
});

describe("CSV", () => {
  const read = (text: string): Record<string, string>[] => parseCsv(text, { columns: true });

  it("is a row a part, numbers as numbers", () => {
    const rows = read(FORMATS.csv([MIXED, BROKEN]));
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

  it("keeps every text in its cell, and none is a formula", () => {
    fc.assert(
      fc.property(hostileRecords, (records) => {
        const rows = read(FORMATS.csv(records));
        expect(rows.map((row) => row.part.replace(/^'/, ""))).toEqual(
          records.map(({ parts }) => parts[0].part.toWellFormed().replace(/^'/, "")),
        );
        for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});

describe("JUnit XML", () => {
  it("counts, names and times each case", () => {
    const { testsuites } = xml.parse(FORMATS.junit([MIXED, BROKEN]));
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
        const text = FORMATS.junit(records);
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
    const { points, results } = read(FORMATS.tap([MIXED]));
    expect(results).toMatchObject({ count: 3, pass: 2, fail: 1, skip: 1, plan: { start: 1, end: 3 } });
    expect(points.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(FORMATS.tap([MIXED])).toContain('  message: "The gates are swapped."\n');
  });

  it("has as many points as it plans, whatever is said", () => {
    fc.assert(
      fc.property(hostileRecords, (records) => {
        const { results } = read(FORMATS.tap(records));
        expect(results.count).toBe(records.length);
        expect(results.failures.filter(({ tapError }) => tapError)).toEqual([]);
        const failed = records.filter(({ parts: [one] }) => one.verdict !== "passed" && one.verdict !== "not-graded");
        expect(results.fail).toBe(failed.length);
      }),
    );
  });
});

describe("course platforms", () => {
  const [gradescope, prairielearn, exercism] = [FORMATS.gradescope, FORMATS.prairielearn, FORMATS.exercism].map(
    (format) => (records: ResultRecord[]) => JSON.parse(format(records)),
  );

  it("Gradescope gets points and plain text; what is not graded counts nothing", () => {
    const result = gradescope([MIXED]);
    expect(result).toMatchObject({
      score: 2,
      output: "",
      tests: [
        { name: "lstmStep", score: 2, max_score: 2, status: "passed" },
        { name: "lstmBackward", score: 0, status: "failed", number: "2" },
      ],
    });
    expect(result.tests).toHaveLength(2);
    expect(result.tests.map(({ output_format }: { output_format: string }) => output_format)).toEqual(["text", "text"]);
    expect(gradescope([BROKEN]).output).toBe('Unexpected "="');
  });

  it("PrairieLearn gets a score from 0 to 1, and what cannot be graded as such", () => {
    expect(prairielearn([MIXED])).toMatchObject({
      gradable: true,
      score: 0.5,
      tests: [{ points: 2, max_points: 2 }, { points: 0 }],
    });
    expect(prairielearn([BROKEN])).toMatchObject({ gradable: false, score: 0, format_errors: ['Unexpected "="'] });
  });

  it("exercism gets pass, fail, or error when nothing ran", () => {
    expect(exercism([MIXED])).toMatchObject({
      version: 3,
      status: "fail",
      tests: [
        { status: "pass", task_id: 1 },
        { status: "fail", message: expect.stringContaining("swapped") },
      ],
    });
    expect(exercism([record([part("lstmStep", "passed")])]).status).toBe("pass");
    expect(exercism([BROKEN])).toEqual({ version: 3, status: "error", message: 'Unexpected "="', tests: [] });
  });
});

describe("GitHub annotations", () => {
  it("say what failed, where, and the score", () => {
    expect(FORMATS.github([MIXED])).toBe(
      "::error title=17-lstm lstmBackward,file=ada/17-lstm::The gates are swapped.\n::notice title=17-lstm::ada/17-lstm: 2 of 4 points, score 50\n",
    );
    expect(FORMATS.github([BROKEN])).toMatch(
      /^::error title=17-lstm,file=bob,line=2,col=15::Unexpected "="\n::notice /,
    );
  });

  it("are as many lines as there are commands, whatever is said", () => {
    fc.assert(
      fc.property(hostileRecords, (records) => {
        const lines = FORMATS.github(records)
          .trimEnd()
          .split(/\r\n|[\n\r\u0085\u2028\u2029]/);
        const failed = records.filter(({ parts: [one] }) => one.verdict !== "passed" && one.verdict !== "not-graded");
        expect(lines).toHaveLength(records.length + failed.length);
        for (const line of lines) expect(line).toMatch(/^::(error|notice) title=[^:]*::/);
      }),
    );
  });
});
