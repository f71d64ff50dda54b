/** What course platforms read: each file holds its platform's schema and limits, whatever an attempt says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../paths.ts";
import type { ResultRecord } from "../record.ts";
import { readContext } from "./context.ts";
import { writeFormat } from "./formats.ts";
import { BROKEN, hostile, hostileRecords, IDENTITY, MIXED, part, record, TIMED } from "./test-records.ts";

const PLATFORMS = ["gradescope", "prairielearn", "exercism", "classroom50"] as const;
type Platform = (typeof PLATFORMS)[number];

const LIMITS: Readonly<Partial<Record<Platform, number>>> = { prairielearn: 1_000_000, exercism: 500_000 };

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true, allowUnionTypes: true });
const valid = Object.fromEntries(
  PLATFORMS.map((name) => {
    const file = join(packageRoot, "harness/report/formats/schemas", `${name}.schema.json`);
    return [name, ajv.compile(JSON.parse(readFileSync(file, "utf8")))];
  }),
);

const write = (name: Platform, records: readonly ResultRecord[]) =>
  writeFormat(name, records, name === "classroom50" ? IDENTITY : {});

/** What a platform reads; every text of it is checked against the schema and the size. */
function read(name: Platform, records: readonly ResultRecord[]) {
  const text = write(name, records);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LIMITS[name] ?? Number.POSITIVE_INFINITY);
  const value = JSON.parse(text);
  expect([valid[name](value), valid[name].errors]).toEqual([true, null]);
  return value;
}

const NOTHING = record([part("kernel", "not-graded", "no adapter")]);

describe.each(PLATFORMS)("%s", (name) => {
  it("holds its schema, whatever is said", () => {
    read(name, [MIXED]);
    read(name, [MIXED, BROKEN]);
    read(name, [BROKEN, NOTHING]);
    fc.assert(fc.property(hostileRecords, (records) => void read(name, records)));
  });

  it("gives no one points for what did not run or was not graded", () => {
    for (const records of [[BROKEN], [NOTHING], [BROKEN, NOTHING]]) {
      const { score, status, tests } = read(name, records);
      expect(score ?? 0).toBe(0);
      expect(status).not.toBe("pass");
      for (const test of tests) expect([test.passed, test.status]).not.toContain(test.passed ? true : "pass");
    }
  });
});

describe("limits", () => {
  const long = "💥".repeat(100_000);
  const crowd = (size: number) =>
    Array.from({ length: size }, (_, i) => record([part("lstmStep", "threw", long)], `p${i}`));

  it.each(["prairielearn", "exercism"] as const)("%s: messages are cut until the file fits", (name) => {
    const { tests } = read(name, crowd(40));
    const { message } = tests[39];
    expect(message).toMatch(/^threw, case "two"\n(💥)+…$/u);
    expect(message.length).toBeGreaterThan(1_000);
  });

  it("exercism: a message is whole up to 65,535 characters", () => {
    const lengthOf = (detail: string) =>
      read("exercism", [record([part("a", "threw", detail)])]).tests[0].message.length;
    const rest = lengthOf("x") - 1;
    expect(lengthOf("x".repeat(65_535 - rest))).toBe(65_535);
    expect(lengthOf("x".repeat(65_536 - rest))).toBe(65_535);
    const { message } = read("exercism", [{ ...BROKEN, problem: { detail: long } }]);
    expect(message.length).toBe(65_535);
    expect(message.isWellFormed()).toBe(true);
  });

  it("says so when not even the names fit", () => {
    const names = Array.from({ length: 600 }, (_, i) => record([part("lstmStep", "passed")], `${i}`.repeat(1_000)));
    expect(() => write("exercism", names)).toThrow(
      /^--format exercism holds at most 500 KB; without any message it is /,
    );
  });
});

describe("what each says", () => {
  it("Gradescope gets points and plain text; what is not graded counts nothing", () => {
    const result = read("gradescope", [MIXED]);
    expect(result).toMatchObject({
      score: 2,
      output: "",
      tests: [
        { name: "lstmStep", score: 2, max_score: 2, status: "passed", output: "" },
        { name: "lstmBackward", score: 0, status: "failed", number: "2", output: expect.stringContaining("swapped") },
      ],
    });
    expect(result.tests).toHaveLength(2);
    expect(read("gradescope", [BROKEN]).output).toBe('Unexpected "="');
    expect(read("gradescope", [NOTHING]).output).toBe("No part could be graded on this machine.");
  });

  it("Gradescope gets a line of its leaderboard for each kata whose speed is ranked", () => {
    expect(read("gradescope", [TIMED]).leaderboard).toEqual([
      { name: "17-lstm (time, × reference)", value: 1.31, order: "asc" },
    ]);
    const flagged = { ...TIMED, speed: { ...TIMED.speed!, flag: "below-floor" as const } };
    for (const records of [[MIXED], [flagged]]) expect(read("gradescope", records)).not.toHaveProperty("leaderboard");
  });

  it("PrairieLearn gets a score from 0 to 1, and what cannot be graded as such", () => {
    expect(read("prairielearn", [MIXED])).toMatchObject({
      gradable: true,
      score: 0.5,
      tests: [{ points: 2, max_points: 2 }, { points: 0 }],
    });
    expect(read("prairielearn", [BROKEN])).toMatchObject({ gradable: false, format_errors: ['Unexpected "="'] });
    expect(read("prairielearn", [MIXED, BROKEN])).toMatchObject({ gradable: true, output: 'bob: Unexpected "="' });
  });

  it("exercism gets pass, fail, or error when nothing ran", () => {
    expect(read("exercism", [MIXED])).toMatchObject({
      status: "fail",
      tests: [
        { status: "pass", task_id: 1 },
        { status: "fail", message: expect.stringContaining("swapped") },
      ],
    });
    expect(read("exercism", [record([part("lstmStep", "passed")])]).status).toBe("pass");
    expect(read("exercism", [BROKEN])).toEqual({ version: 3, status: "error", message: 'Unexpected "="', tests: [] });
    const [, , last] = read("exercism", [MIXED, BROKEN]).tests;
    expect(last).toMatchObject({ status: "error", message: 'compile-error\nUnexpected "="' });
  });

  it("Classroom 50 gets whole numbers: hundredths of a point", () => {
    const fifth = { ...part("lstmBackward", "wrong-value"), points: 1.15, maxPoints: 5 };
    const result = read("classroom50", [record([part("lstmStep", "passed"), fifth])]);
    expect(result).toMatchObject({ ...IDENTITY, score: 315, "max-score": 700 });
    expect(result.tests).toMatchObject([
      { "test-name": "17-lstm lstmStep", passed: true, score: 200, "max-score": 200 },
      { "test-name": "17-lstm lstmBackward", passed: false, score: 115, "max-score": 500 },
    ]);
  });
});

describe("the context of classroom50", () => {
  const metas = (fields: Readonly<Record<string, string>>) =>
    Object.entries(fields).map(([key, value]) => `${key}=${value}`);
  const { datetime, ...rest } = IDENTITY;

  it("comes from --meta, else from the variables of its runner", () => {
    expect(readContext("classroom50", metas(IDENTITY), {})).toEqual(IDENTITY);
    const environment = {
      CLASSROOM: "elsewhere",
      ASSIGNMENT: "lstm",
      ASSIGNMENT_TYPE: "individual",
      OWNER: "ada",
      SUBMISSION_TAG: IDENTITY.submission,
      COMMIT_URL: IDENTITY.commit,
      RELEASE_URL: IDENTITY.release,
      REVIEW_URL: IDENTITY.review,
    };
    const told = readContext(
      "classroom50",
      [`datetime=${datetime}`, "classroom=dl-2026", "submitted_by=bob"],
      environment,
    );
    expect(told).toEqual({ ...IDENTITY, submitted_by: "bob" });
    const written = JSON.parse(writeFormat("classroom50", [MIXED], told));
    expect([valid.classroom50(written), written.submitted_by]).toEqual([true, { username: "bob" }]);
  });

  it.each([
    [[], /: needs classroom, assignment, assignment_type, owner, submission, commit, release, review, datetime\.$/],
    [metas(rest), /: needs datetime\.$/],
    [metas({ ...rest, datetime: "yesterday" }), /: datetime "yesterday": a UTC instant such as /],
    [metas({ ...rest, datetime: "2026-02-30T25:00:00Z" }), /datetime/],
    [metas({ ...IDENTITY, submission: "main" }), /submission "main": the name of the tag/],
    [metas({ ...IDENTITY, assignment_type: "solo" }), /assignment_type "solo": individual, group or team/],
    [metas({ ...IDENTITY, owner: "" }), /owner "": one line/],
    [metas({ ...IDENTITY, owner: "a\u202e\u001b[31m\nb" }), /owner "a.*": one line/],
    [metas({ ...IDENTITY, score: "100" }), /: "score" is no key of it\.$/],
    [["owner"], /--meta "owner" has no key\.$/],
    [["owner=a", "owner=b"], /--meta gives "owner" twice\.$/],
  ])("refuses %j in one error", (given, told) => {
    expect(() => readContext("classroom50", given, {})).toThrow(told);
  });

  it("is nobody else's", () => {
    expect(readContext("csv", [], { OWNER: "ada" })).toEqual({});
    expect(() => readContext("csv", ["owner=ada"], {})).toThrow("--format csv takes no --meta.");
  });

  it("gives either a valid result or an error, whatever is told", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(IDENTITY), "graded_at", "submitted_by"), hostile, (key, value) => {
        let context: ReturnType<typeof readContext>;
        try {
          context = readContext("classroom50", metas({ ...IDENTITY, [key]: value }), {});
        } catch (error) {
          expect((error as Error).message).toMatch(new RegExp(`^--format classroom50: ${key} "`));
          expect((error as Error).message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
          return;
        }
        expect(valid.classroom50(JSON.parse(writeFormat("classroom50", [MIXED], context)))).toBe(true);
      }),
    );
  });
});
