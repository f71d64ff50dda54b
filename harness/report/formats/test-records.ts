/** Records for the tests of the formats: ordinary ones, and ones whose every text is an attack. */
import fc from "fast-check";
import { VERDICTS } from "../../verdict.ts";
import type { ResultRecord } from "../record.ts";
import type { FormatContext } from "./context.ts";

type Part = ResultRecord["parts"][number];

export function part(name: string, verdict: Part["verdict"], detail = "Worst at h[1]: off by 4.1e-1."): Part {
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

export function record(parts: Part[], submission = "ada/17-lstm", more: Partial<ResultRecord> = {}): ResultRecord {
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

export const MIXED = record([
  part("lstmStep", "passed"),
  part("lstmBackward", "wrong-value"),
  part("kernel", "not-graded", "no adapter"),
]);
export const BROKEN = record([part("lstmStep", "compile-error")], "bob", {
  problem: { detail: 'Unexpected "="', at: { file: "attempt.ts", line: 2, column: 15 } },
});

/** Two parts that were timed: one that is ranked, one that is not. */
export const TIMED = record(
  [
    {
      ...part("lstmForward", "passed"),
      speed: {
        ...{ case: "long", samples: 45, attemptMs: 9.5, referenceMs: 7.25, wayMs: 3.1 },
        ...{ ratio: 1.31, noise: 0.041 },
      },
    },
    { ...part("lstmStep", "passed"), speed: { case: "wide", samples: 9, flag: "too-short" } },
  ],
  "ada/17-lstm",
  { speed: { parts: 1, ratio: 1.31, noise: 0.041 } },
);

/** What `--format classroom50` must be told. */
export const IDENTITY: FormatContext = {
  classroom: "dl-2026",
  assignment: "lstm",
  assignment_type: "individual",
  owner: "ada",
  submission: "submit/2026-06-01T14-32-05Z-a1b2c3d",
  commit: "https://example.org/c",
  release: "https://example.org/r",
  review: "https://example.org/d",
  datetime: "2026-06-01T14:32:01Z",
};

/** What attackers write into names and messages. */
const HOSTILE = [
  "=HYPERLINK(1)", "-1+1", "\t=1", "]]>", "<script>alert(1)</script>", "&lt;", "\u0000\u001b[31m", "::error::x", "\n::set-output name=a::b",
  "##[group]", "##vso[task.complete]", "\nok 99 - forged", "\n1..1", "# SKIP", "\\# TODO", "\u202e", "\u2066", "\ufeff", "\ufffe", "\ud800", "\udfff", "💥",
  '"', "'", "---\n  ...", "%0A::error::", ",line=1::x", "`", "```", "|", "\\", "\\|", "\\`", "<!--", "</code></details>", "<img src=x onerror=y>",
  "[a](javascript:x)", "![](//x)", "@everyone", "#1", "https://example.org/", "a@example.org", "\n\n# heading\n", "\n| a |\n|---|\n", "\n```\n", "  ", "\r\n",
  "\u001b]0;title\u0007", "\u001b]8;;http://x\u0007", "\u009b2J", "\u0085", "\u2028", "&#124;", "$x$", "~~", "**", "__proto__",
]; // biome-ignore format: a list
export const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary" })), { maxLength: 4 })
  .map((all) => all.join(""));

/** A part each; every text from outside is hostile. A third of them did not run. */
export const hostileRecords = fc
  .array(fc.tuple(hostile, hostile, hostile, fc.constantFrom(...VERDICTS), fc.nat(2)), { minLength: 1, maxLength: 3 })
  .map((all) =>
    all.map(([name, submission, detail, verdict, i]) => {
      const one = part(name, verdict, detail);
      for (const told of one.cases) told.name = `${detail}${name}`;
      if (one.diagnosis) one.diagnosis = { id: name, text: { en: detail, zh: detail } };
      const stopped = i === 0 && verdict !== "passed" && verdict !== "not-graded";
      const at = { file: detail, line: 1, column: 1 };
      return record([one], submission, { kata: submission, ...(stopped && { problem: { detail, at } }) });
    }),
  );
