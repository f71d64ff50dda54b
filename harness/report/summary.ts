/** The lines around the parts: points, score and time; and what TypeScript says. */
import type { KataResult } from "../verdict.ts";
import { fold } from "./fold.ts";
import type { ReportStyle } from "./terminal.ts";

/** What TypeScript says about a place; a structural copy of what the type checker answers. */
export interface TypeLine {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: number;
  readonly message: string;
}

export function renderSummary(
  { points, maxPoints, score, durationMs }: KataResult,
  { words, paint }: Pick<ReportStyle, "words" | "paint">,
): string {
  const ms = durationMs < 10 ? durationMs.toFixed(1) : durationMs.toFixed(0);
  const colour = score === 100 ? paint.green : paint.bold;
  return `${colour(words.points(points, maxPoints))} · ${words.score(score)} · ${paint.dim(words.took(ms))}`;
}

export function renderTypeProblems(
  problems: readonly TypeLine[],
  { words, paint, width }: ReportStyle,
  most = 4,
): string[] {
  if (problems.length === 0) return [];
  const shown = problems
    .slice(0, most)
    .flatMap(({ file, line, column, code, message }) =>
      fold(`${paint.cyan(`${file}:${line}:${column}`)} ${message} ${paint.dim(`TS${code}`)}`, width, "  "),
    );
  const rest = problems.length > most ? [paint.dim(words.moreTypeErrors(problems.length - most))] : [];
  return ["", paint.yellow(words.typeErrorsTitle(problems.length)), ...shown, ...rest];
}
