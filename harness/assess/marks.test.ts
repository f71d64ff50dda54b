import { expect, it } from "vitest";
import type { KataResult } from "../verdict.ts";
import { marksOf, showMarks } from "./marks.ts";
import { marks as schema } from "./settings.ts";

const one = { shown: false, sizes: {}, ran: true, durationMs: 1, actual: [1], expected: [2] };

const result: KataResult = {
  kata: "17-lstm",
  verdict: "wrong-value",
  points: 4,
  maxPoints: 10,
  score: 40,
  parts: [
    {
      part: "lstmStep",
      points: 4,
      maxPoints: 10,
      verdict: "wrong-value",
      cases: [
        { name: "a", group: "edge", verdict: "passed", ...one },
        { name: "b", group: "basic", verdict: "wrong-value", ...one },
        { name: "c", group: "basic", verdict: "passed", ...one },
      ],
      diagnosis: { id: "mistake:gates", text: { en: "The gates are swapped.", zh: "门的顺序颠倒。" } },
    },
  ],
  console: "printed",
  durationMs: 3,
  isolation: "os",
};

it("keeps of a result what is counted, by group, and no number of a case", () => {
  const marks = marksOf(result);
  expect(schema.parse(marks)).toEqual(marks);
  expect(marks.parts[0].groups).toEqual([
    { group: "basic", passed: 1, cases: 2 },
    { group: "edge", passed: 1, cases: 1 },
  ]);
  expect(Object.keys(marks).sort()).toEqual(["maxPoints", "parts", "points", "score", "verdict"]);
});

it("shows a candidate what the settings allow, and never a diagnosis", () => {
  const marks = marksOf(result);
  expect(showMarks(marks, "none")).toEqual({ feedback: "none" });
  expect(showMarks(marks, "score")).toEqual({ feedback: "score", score: 40, verdict: "wrong-value" });
  const full = showMarks(marks, "full");
  expect(full).toMatchObject({ score: 40, parts: [{ part: "lstmStep", points: 4 }] });
  expect(JSON.stringify(full)).not.toContain("gates");
});
