/** A result as lines for a terminal: verdict per part, the first failing case, the diagnosis, the line of an error. Prints nothing. */
import type { Language } from "../kata.ts";
import type { CaseResult, KataResult, Location, Mismatch, PartResult, Problem } from "../verdict.ts";
import type { Words } from "../words/en.ts";
import { pictureWordsIn } from "../words/pictures.ts";
import { renderDiff } from "./diff.ts";
import { fold } from "./fold.ts";
import { apart, number, shapeText, small } from "./numbers.ts";
import type { Paint } from "./paint.ts";
import { errorMapOf } from "./pictures/errors.ts";
import { renderErrorMap } from "./pictures/map-lines.ts";

export interface ReportStyle {
  readonly words: Words;
  readonly language: Language;
  readonly paint: Paint;
  readonly width: number;
  /** Whether the numbers of hidden cases may be printed. */
  readonly reveal: boolean;
  /** The tip that tells how to see them. */
  readonly revealTip: string;
}

const INDENT = "    ";

/** Every part, and what a candidate needs to go on. */
export function renderParts(result: KataResult, style: ReportStyle): string[] {
  const lines: string[] = [];
  if (result.problem) {
    const verdict = style.paint.red(`✗ ${style.words.verdict[result.verdict]}`);
    lines.push(...fold(verdict, style.width), ...indent(renderProblem(result.problem, style), style), "");
  }
  const width = Math.max(...result.parts.map(({ part }) => part.length));
  let detailed = 0;
  for (const part of result.parts) {
    lines.push(...fold(partLine(part, width, style), style.width, INDENT));
    // The first failing parts in full; a screen of details of everything helps nobody.
    if (part.verdict === "passed" || part.verdict === "not-implemented" || result.problem) continue;
    if (part.verdict === "not-graded" || detailed++ < 2) lines.push(...indent(renderFailure(part, style), style));
    else if (part.diagnosis) lines.push(...indent([style.paint.yellow(part.diagnosis.text[style.language])], style));
  }
  return lines;
}

/** What the attempt printed, at most a few lines of it. */
export function renderConsole(text: string, { words, paint, width }: ReportStyle, most = 8): string[] {
  if (text === "") return [];
  const lines = text.replace(/\n$/, "").split("\n");
  const shown = lines.slice(-most).flatMap((line) => fold(`│ ${line}`, width));
  return ["", paint.dim(words.consoleTitle), ...(lines.length > most ? [paint.dim("│ …")] : []), ...shown];
}

/** `attempt.ts:12:3`, the message, the line and a mark below the column. */
export function renderProblem(
  { message, why, at }: Problem,
  { words, paint }: Pick<ReportStyle, "words" | "paint">,
): string[] {
  const lines = [...(message ? message.split("\n").slice(0, 6) : []), ...(why ? [words.why(why)] : [])];
  return at && at.line > 0 ? [...lines, words.thrownAt(at.file, at.line, at.column), ...excerpt(at, paint)] : lines;
}

function partLine(
  { part, points, maxPoints, verdict, cases }: PartResult,
  width: number,
  { words, paint }: ReportStyle,
): string {
  const name = part.padEnd(width);
  const score = `${points}/${maxPoints}`.padStart(7);
  if (verdict === "passed") return `${paint.green("✓")} ${name} ${paint.green(score)}`;
  if (verdict === "not-graded") return paint.dim(`– ${name} ${score}  ${words.verdict[verdict]}`);
  if (verdict === "not-implemented") return `${paint.dim(`○ ${name} ${score}  ${words.verdict[verdict]}`)}`;
  const passed = cases.filter((one) => one.verdict === "passed").length;
  return `${paint.red("✗")} ${paint.bold(name)} ${paint.red(score)}  ${paint.red(words.verdict[verdict])}${paint.dim(`, ${words.casesPassed(passed, cases.length)}`)}`;
}

/** The first case of a part that failed: which, how, and why. */
export function renderFailure(part: PartResult, style: ReportStyle): string[] {
  const { words, paint, language } = style;
  const failed = part.cases.find((one) => one.verdict !== "passed");
  if (!failed) return [];
  if (failed.verdict === "missing-export" || failed.verdict === "not-graded")
    return failed.problem ? renderProblem(failed.problem, style) : [];
  const skipped = part.cases.filter((one) => !one.ran && one !== failed).length;
  return [
    paint.dim(
      failed.shown ? words.shownCase(failed.name, sizesText(failed)) : words.hiddenCase(failed.name, sizesText(failed)),
    ),
    ...renderCase(failed, style, part.diagnosis ? [paint.yellow(`→ ${part.diagnosis.text[language]}`)] : []),
    ...renderWhere(part, failed, style),
    ...(skipped > 0 ? [paint.dim(words.notRunCases(skipped))] : []),
  ];
}

/** What went wrong, then why, then the numbers. */
function renderCase(one: CaseResult, style: ReportStyle, diagnosis: readonly string[]): string[] {
  const { words, paint } = style;
  const open = one.shown || style.reveal;
  const problem = one.problem ? renderProblem(one.problem, style) : [];
  if (one.verdict === "memory-limit") problem.unshift(words.memory);
  if (one.verdict === "output-limit") problem.unshift(words.output);
  if (one.verdict === "ended-early") problem.unshift(words.noAnswer);
  const mismatch = one.mismatch ? renderMismatch(one.mismatch, open, words) : [];
  const diff =
    open && one.mismatch && one.mismatch.kind !== "type" ? renderDiff(one.expected, one.actual, words, paint) : [];
  const tip = !open && one.mismatch && one.mismatch.kind !== "type" ? [paint.dim(style.revealTip)] : [];
  return [...problem, ...mismatch, ...diagnosis, ...diff, ...tip];
}

/** Where a matrix is wrong: of the case that is told, or of the first of its group that is wrong here and right there. No number of a hidden case. */
function renderWhere({ cases, outline }: PartResult, told: CaseResult, style: ReportStyle): string[] {
  const words = pictureWordsIn(style.language);
  for (const one of cases.filter(({ mismatch, group }) => mismatch && group === told.group)) {
    const map = errorMapOf(one, outline, false);
    const lines = map ? renderErrorMap(map, words, style.paint, style.width - INDENT.length) : [];
    if (lines.length > 0) return one === told ? lines : [style.paint.dim(words.caseOf(one.name, one.shown)), ...lines];
  }
  return [];
}

/** What differs, in a line or two; the numbers only when `open`. */
function renderMismatch(mismatch: Mismatch, open: boolean, words: Words): string[] {
  switch (mismatch.kind) {
    case "type": {
      const where = mismatch.path || words.result;
      return mismatch.actual === "undefined" && mismatch.path
        ? [words.missingKey(where)]
        : [words.wrongType(where, mismatch.expected, mismatch.actual)];
    }
    case "shape":
      return [
        words.wrongShape(mismatch.path || words.result, shapeText(mismatch.expected), shapeText(mismatch.actual)),
      ];
    case "finite":
      return [
        ...counts(mismatch, words),
        words.notFinite(mismatch.worst.path || words.result, number(mismatch.worst.actual)),
      ];
    case "value":
      return [...counts(mismatch, words), worstLine(mismatch, open, words)];
  }
}

type NumberMismatch = Extract<Mismatch, { kind: "value" | "finite" }>;

function counts({ tensor, shape, wrong, total }: NumberMismatch, words: Words): string[] {
  if (total === 1) return [];
  const whole = shape.reduce((product, n) => product * n, 1) === total;
  return [
    shape.length > 0 && whole
      ? words.wrongNumbers(tensor || words.result, shapeText(shape), wrong, total)
      : words.wrongNumbersOf(wrong, total),
  ];
}

/** Of one value there is no worst: it is what it is, where something else is expected. */
function worstLine({ worst, total }: NumberMismatch, open: boolean, words: Words): string {
  const where = worst.path || words.result;
  const allowed = worst.allowed === undefined ? "" : small(worst.allowed);
  if (open)
    return words[total === 1 ? "onlyNumbers" : "worstNumbers"](where, ...apart(worst.actual, worst.expected), allowed);
  if (typeof worst.expected !== "number" || typeof worst.actual !== "number") return words.wrongScalar(where);
  // An infinity or NaN has no distance to anything.
  if (!Number.isFinite(worst.expected))
    return Number.isFinite(worst.actual)
      ? words.finiteForNone(where)
      : words.otherNotFinite(where, number(worst.actual));
  const error = Math.abs(worst.actual - worst.expected);
  return words[total === 1 ? "only" : "worst"](where, Number.isFinite(error) ? small(error) : number(error), allowed);
}

function sizesText({ sizes }: CaseResult): string {
  const text = Object.entries(sizes).map(
    ([name, value]) => `${name}=${typeof value === "object" ? JSON.stringify(value) : String(value)}`,
  );
  return text.length === 0 ? "" : ` (${text.join(" ")})`;
}

function excerpt({ excerpt: line, line: row, column }: Location, paint: Paint): string[] {
  if (!line) return [];
  const start = Math.max(0, column - 60);
  const text = line.slice(start, start + 100).replaceAll("\t", " ");
  const gutter = `${row} │ `;
  return [paint.dim(gutter) + text, `${" ".repeat(gutter.length + Math.max(0, column - 1 - start))}${paint.red("^")}`];
}

function indent(lines: readonly string[], { width }: ReportStyle): string[] {
  return lines.flatMap((line) => fold(line, Math.max(20, width - INDENT.length)).map((part) => INDENT + part));
}

/** A failure in one line, without a number of a hidden case: for records and logs. */
export function detailLine(
  { mismatch, problem }: Pick<CaseResult, "mismatch" | "problem">,
  words: Words,
): string | undefined {
  if (mismatch) return renderMismatch(mismatch, false, words).join(" ");
  if (!problem) return undefined;
  const text = [problem.message.split("\n")[0], problem.why ? words.why(problem.why) : ""]
    .filter((part) => part !== "")
    .join(" ");
  return text === "" ? undefined : text;
}
