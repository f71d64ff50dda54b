/** Records written one by one are what the whole list is written as. */
import fc from "fast-check";
import { Parser as TapParser } from "tap-parser";
import { describe, expect, it } from "vitest";
import { inertJson } from "../inert.ts";
import { type ResultRecord, toUngradedRecord } from "../record.ts";
import { writeFormat } from "./formats.ts";
import { FORMAT_NAMES, GRADE_FORMATS } from "./names.ts";
import { recordWriter } from "./stream.ts";
import { BROKEN, hostileRecords, IDENTITY, MIXED } from "./test-records.ts";

type Format = Exclude<(typeof GRADE_FORMATS)[number], "text">;
const FORMATS = GRADE_FORMATS.filter((format): format is Format => format !== "text");
const contextOf = (format: string) => (format === "classroom50" ? IDENTITY : {});

/** Everything that is written, piece by piece. */
function stream(format: Format, records: readonly ResultRecord[], complete = true): string[] {
  const writer = recordWriter(format, contextOf(format));
  return [writer.begin(), ...records.map((one) => writer.one(one)), writer.end(complete)];
}

const written = (format: Format, records: readonly ResultRecord[], complete?: boolean) =>
  stream(format, records, complete).join("");

const UNREADABLE = toUngradedRecord(
  { submission: "s/eve", kata: "", parts: {}, detail: "It is damaged. Pack it anew.", fault: false, isolation: "os" },
  MIXED.harness,
);
const FAULT = toUngradedRecord(
  { submission: "s/bob", kata: "17-lstm", parts: { a: { points: 2 } }, detail: "No.", fault: true, isolation: "os" },
  MIXED.harness,
);

describe("records one by one", () => {
  it.each(FORMAT_NAMES.filter((format) => format !== "tap"))("%s: as the whole list, to the byte", (format) => {
    expect(written(format, [MIXED, BROKEN])).toBe(writeFormat(format, [MIXED, BROKEN], contextOf(format)));
    expect(written(format, [MIXED])).toBe(writeFormat(format, [MIXED], contextOf(format)));
    const property = fc.property(hostileRecords, (records) => {
      expect(written(format, records)).toBe(writeFormat(format, records, contextOf(format)));
    });
    fc.assert(property, { numRuns: 50 });
  });

  it("jsonl: a line each, which reads as the record, whatever is said", () => {
    const property = fc.property(hostileRecords, (records) => {
      const lines = written("jsonl", records).split("\n");
      expect(lines.pop()).toBe("");
      expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(records)));
    });
    fc.assert(property);
  });

  it("json: one array as JSON is indented, whatever is said, also of none", () => {
    const property = fc.property(hostileRecords, (records) => {
      expect(written("json", records)).toBe(`${inertJson(JSON.stringify(records, null, 2))}\n`);
    });
    fc.assert(property);
    expect(JSON.parse(written("json", []))).toEqual([]);
  });

  it("tap: the same points, numbered through, with the plan at the end", () => {
    const points = (text: string) => {
      const parser = new TapParser();
      const found: unknown[] = [];
      parser.on("assert", ({ ok, id, name, skip, diag }) => found.push({ ok, id, name, skip, diag }));
      parser.end(text);
      return { found, ...parser.results!.plan, failures: parser.results!.failures.filter(({ tapError }) => tapError) };
    };
    const property = fc.property(hostileRecords, (records) => {
      const streamed = points(written("tap", records));
      expect(streamed).toEqual(points(writeFormat("tap", records, {})));
      expect(streamed.failures).toEqual([]);
    });
    fc.assert(property);
    expect(written("tap", [])).toBe("TAP version 14\n1..0\n");
  });

  it("writes constantly what can be written so, and the rest at the end", () => {
    const early = FORMATS.filter((format) => stream(format, [MIXED])[1] !== "");
    expect(early).toEqual(["jsonl", "json", "csv", "tap", "github"]);
  });
});

describe("a run that is ended", () => {
  it("leaves what is whole so far", () => {
    expect(written("jsonl", [MIXED], false)).toBe(written("jsonl", [MIXED]));
    expect(JSON.parse(written("json", [MIXED], false))).toHaveLength(1);
    expect(written("csv", [MIXED], false)).toBe(written("csv", [MIXED]));
  });

  it("is said in TAP, and leaves nothing of a format that is about all records", () => {
    expect(written("tap", [MIXED], false)).toMatch(/\nBail out! The run was ended\.\n$/);
    for (const format of FORMAT_NAMES.filter((one) => stream(one, [MIXED])[1] === ""))
      expect(written(format, [MIXED], false)).toBe("");
  });
});

describe("a submission without parts or cases", () => {
  it.each(FORMATS.filter((format) => !["github-summary", "exercism", "classroom50"].includes(format)))(
    "goes missing nowhere: %s",
    (format) => {
      const all = [MIXED, UNREADABLE, FAULT];
      const texts = [
        written(format, all),
        ...FORMAT_NAMES.filter((one) => one === format).map((one) => writeFormat(one, all, {})),
      ];
      for (const text of texts) {
        expect(text).toContain("s/eve");
        expect(text).toContain("s/bob");
      }
    },
  );
});
