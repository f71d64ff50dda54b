/** A small diff of expected and got: the rows of a tensor that differ, with the cells that differ marked. */
import { diffArrays } from "diff";
import stringWidth from "string-width";
import type { Words } from "../words/en.ts";
import { FINE_DIGITS, rowsOf } from "./numbers.ts";
import type { Paint } from "./paint.ts";

const ROWS = 3;
const CELLS = 10;

/** The rows in the order of the tensor; expected above got. In more digits when a few show no difference. */
export function renderDiff(expected: unknown, actual: unknown, words: Words, paint: Paint): string[] {
  const coarse = rowsThatDiffer(expected, actual);
  const { differing, got } = coarse.differing.length > 0 ? coarse : rowsThatDiffer(expected, actual, FINE_DIGITS);
  const width = Math.max(stringWidth(words.expected), stringWidth(words.got));
  const lead = (sign: string, word: string, label: string) =>
    `${sign} ${word}${" ".repeat(width - stringWidth(word))} ${label ? `${label} ` : ""}`;
  const lines = differing.slice(0, ROWS).flatMap(({ label, cells, scalar }) => {
    const [from, to] = cut(cells, got.get(label) ?? [], scalar);
    const wantedText = `${from.before}${mark(from.cells, to.cells, "removed", paint.green)}${from.after}`;
    const gotText = `${to.before}${mark(from.cells, to.cells, "added", paint.red)}${to.after}`;
    return [
      paint.green(lead("-", words.expected, label)) + wantedText,
      paint.red(lead("+", words.got, label)) + gotText,
    ];
  });
  return differing.length > ROWS ? [...lines, paint.dim("  …")] : lines;
}

function rowsThatDiffer(expected: unknown, actual: unknown, digits?: number) {
  const got = new Map(rowsOf(actual, "", digits).map((row) => [row.label, row.cells]));
  const differing = rowsOf(expected, "", digits).filter(({ label, cells }) => cells.join() !== got.get(label)?.join());
  return { differing, got };
}

interface Cut {
  readonly cells: string[];
  readonly before: string;
  readonly after: string;
}

/** Up to ten cells of two rows, beginning shortly before the first that differs. */
function cut(expected: readonly string[], actual: readonly string[], scalar: boolean): [Cut, Cut] {
  const first = expected.findIndex((cell, i) => cell !== actual[i]);
  const start = Math.max(0, Math.min(first - 2, Math.max(expected.length, actual.length) - CELLS));
  const from = (cells: readonly string[]): Cut => ({
    cells: cells.slice(start, start + CELLS),
    before: scalar ? "" : start > 0 ? "[… " : "[",
    after: scalar ? "" : start + CELLS < cells.length ? " …]" : "]",
  });
  return [from(expected), from(actual)];
}

function mark(
  expected: string[],
  actual: string[],
  side: "added" | "removed",
  colour: (text: string) => string,
): string {
  const other = side === "added" ? "removed" : "added";
  return diffArrays(expected, actual)
    .filter((change) => !change[other])
    .flatMap((change) => change.value.map((cell) => (change[side] ? colour(cell) : cell)))
    .join(", ");
}
