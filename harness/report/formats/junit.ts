/** JUnit XML as the common readers take it: a suite a submission and kata, a test case a case; points as properties. */
import type { ResultRecord } from "../record.ts";

type Part = ResultRecord["parts"][number];
type Case = Part["cases"][number];

export function toJunit(records: readonly ResultRecord[]): string {
  const suites = records.map(suiteOf);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${totals(records.flatMap(casesOf))}>\n${suites.join("")}</testsuites>\n`;
}

function suiteOf(record: ResultRecord): string {
  const name = attribute("name", `${record.submission} (${record.kata})`);
  const properties = [
    ["kata", record.kata],
    ["score", record.score],
    ["points", record.points],
    ["maxPoints", record.maxPoints],
    ["verdict", record.verdict],
    ...record.parts.flatMap(({ part, points, maxPoints, speed }) => [
      [`${part}.points`, points],
      [`${part}.maxPoints`, maxPoints],
      ...(["ratio", "noise", "flag"] as const).flatMap((key) =>
        speed?.[key] === undefined ? [] : [[`${part}.speed.${key}`, speed[key]]],
      ),
    ]),
  ].map(([key, value]) => `      <property${attribute("name", String(key))}${attribute("value", String(value))}/>\n`);
  const problem = record.problem ? `    <system-err>${text(record.problem.detail)}</system-err>\n` : "";
  const cases = record.parts.flatMap((part) => part.cases.map((one) => testCase(record, part, one)));
  return `  <testsuite${name}${totals(casesOf(record))}>\n    <properties>\n${properties.join("")}    </properties>\n${cases.join("")}${problem}  </testsuite>\n`;
}

function testCase(record: ResultRecord, part: Part, one: Case): string {
  const attributes = [
    attribute("name", one.name),
    attribute("classname", `${record.kata}.${part.part}`),
    attribute("time", seconds(one.durationMs)),
    ...(one.at ? [attribute("file", one.at.file), attribute("line", String(one.at.line))] : []),
  ].join("");
  const outcome = outcomeOf(one, part);
  return outcome === ""
    ? `    <testcase${attributes}/>\n`
    : `    <testcase${attributes}>\n      ${outcome}\n    </testcase>\n`;
}

/** Nothing when it passed. A case that could not run here is skipped, not failed. */
function outcomeOf(one: Case, { diagnosis }: Part): string {
  if (one.verdict === "passed") return "";
  if (one.verdict === "not-graded") return `<skipped${attribute("message", one.detail ?? one.verdict)}/>`;
  const told = [one.detail, diagnosis?.text.en].filter((line) => line !== undefined).join("\n");
  return `<failure${attribute("message", told.split("\n")[0] || one.verdict)}${attribute("type", one.verdict)}>${text(told)}</failure>`;
}

function totals(cases: readonly Case[]): string {
  const failed = cases.filter(({ verdict }) => verdict !== "passed" && verdict !== "not-graded").length;
  const skipped = cases.filter(({ verdict }) => verdict === "not-graded").length;
  const time = cases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return [
    attribute("tests", String(cases.length)),
    attribute("failures", String(failed)),
    attribute("errors", "0"),
    attribute("skipped", String(skipped)),
    attribute("time", seconds(time)),
  ].join("");
}

function casesOf({ parts }: ResultRecord): Case[] {
  return parts.flatMap(({ cases }) => cases);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(6);
}

function attribute(name: string, value: string): string {
  return ` ${name}="${value.replaceAll(/[&<>"'\t\n#]/g, (c) => ENTITIES[c])}"`;
}

/** Also what a build server would obey in its log: `::` at the beginning of a line, `##[`. */
function text(value: string): string {
  return value.replaceAll(/[&<>#]|^\s*:/gm, (found) => found.replace(/[&<>#:]/, (c) => ENTITIES[c]));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\t": "&#9;",
  "\n": "&#10;",
  "#": "&#35;",
  ":": "&#58;",
};
