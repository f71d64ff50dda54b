/** What a picture says, in a few sentences: for who hears it, and for who wants to be told where to look. */
import type { PictureWords } from "../../words/pictures.ts";
import { number, shapeText } from "../numbers.ts";
import type { Curve, ErrorMap, Image, Picture, Trajectory } from "./picture.ts";

/** So many paths are told one by one. */
const FEW = 3;

export function findingsOf(picture: Picture, words: PictureWords): string[] {
  switch (picture.kind) {
    case "errors":
      return errorFindings(picture, words);
    case "curve":
      return picture.series.flatMap((one) => seriesFindings(one, words));
    case "trajectory":
      return picture.paths.length > FEW
        ? manyPaths(picture, words)
        : picture.paths.flatMap((one) => pathFindings(one, words));
    case "image":
      return panelFindings(picture, words);
  }
}

/** The heading of a picture. */
export function titleOf(picture: Picture, words: PictureWords): string {
  return `${words[picture.kind]} · ${words.caseOf(picture.case, picture.shown)}`;
}

function errorFindings(map: ErrorMap, words: PictureWords): string[] {
  const { tensor, wrong, total, worst, slices, rows, columns } = map;
  const within = regionOf(map);
  const numbers = worst.got !== null && worst.expected !== null ? words.worstNumbers(worst.got, worst.expected) : null;
  const distance =
    worst.error !== null && worst.allowed !== null
      ? words.worstError(worst.error, worst.allowed)
      : numbers
        ? null
        : words.noDistance;
  return [
    words.wrongOf(tensor || words.result, namedShape(map), wrong, total),
    ...(within.rows || within.columns ? [words.within(within.rows, within.columns)] : []),
    `${words.worst(`${tensor}${worst.at}`)}: ${[numbers, distance].filter((one) => one !== null).join("; ")}.`,
    ...(slices ? [words.slice(`${tensor}${slices.at}`, slices.length)] : []),
    ...(rows.per > 1 || columns.per > 1 ? [words.perCell(rows.per, columns.per)] : []),
  ];
}

/** `[B=2, 4H=12]`, or `[2, 12]` where nobody names the axes. */
export function namedShape({ shape, axes }: Pick<ErrorMap, "shape" | "axes">): string {
  const told = (name: string, length: number) => (name === String(length) ? name : `${name}=${length}`);
  return axes ? `[${axes.map((name, i) => told(name, shape[i])).join(", ")}]` : shapeText(shape);
}

/** The rows and the columns that hold all errors of the matrix drawn; null where that is all of them. */
function regionOf({ cells, rows, columns }: ErrorMap): {
  rows: [number, number] | null;
  columns: [number, number] | null;
} {
  const wrong = cells.flatMap((row, i) => [...row].flatMap((level, j) => (level === "." ? [] : [{ i, j }])));
  const span = (at: readonly number[], { length, per }: ErrorMap["rows"]): [number, number] | null => {
    const [from, to] = [Math.min(...at) * per, Math.min(length, (Math.max(...at) + 1) * per) - 1];
    return from === 0 && to === length - 1 ? null : [from, to];
  };
  return {
    rows: span(
      wrong.map(({ i }) => i),
      rows,
    ),
    columns: span(
      wrong.map(({ j }) => j),
      columns,
    ),
  };
}

function seriesFindings(
  { name, expected, wrong, firstWrong, steps }: Curve["series"][number],
  words: PictureWords,
): string[] {
  const told = name || words.result;
  const lengths = steps.expected === steps.got ? [] : [words.lengths(steps.expected, steps.got)];
  if (wrong > 0)
    return [words.wrongSteps(told, wrong, Math.max(steps.expected, steps.got), number(firstWrong)), ...lengths];
  const there = expected.filter((value) => value !== null);
  return [words.asExpected(told, number(there[0] ?? Number.NaN, 3), number(there.at(-1) ?? Number.NaN, 3))];
}

function pathFindings({ name, wrong, steps }: Trajectory["paths"][number], words: PictureWords): string[] {
  const told = name || words.result;
  const lengths = steps.expected === steps.got ? [] : [words.lengths(steps.expected, steps.got)];
  if (wrong === 0) return [words.pathAsExpected(told, steps.expected)];
  return [words.wrongPoints(told, wrong, Math.max(steps.expected, steps.got)), ...lengths];
}

function manyPaths({ paths }: Trajectory, words: PictureWords): string[] {
  const right = paths.filter(({ wrong }) => wrong === 0).map(({ name }) => name);
  if (right.length === paths.length) return [words.allAsExpected(paths.length)];
  const wrong = paths.filter(({ wrong }) => wrong > 0);
  const told = wrong.map(({ name, wrong, steps }) => [name, wrong, Math.max(steps.expected, steps.got)] as const);
  return [
    ...(right.length > 0 ? [words.asExpectedToo(right)] : []),
    ...(told.length > 0 ? [words.wrongPaths(told)] : []),
  ];
}

function panelFindings({ panels }: Image, words: PictureWords): string[] {
  return panels.map(({ role, name, at, shape: [rows, columns], low, high }) =>
    words.panel(
      words[role],
      `${name || (at === "" ? words.result : "")}${at}`,
      rows,
      columns,
      number(low, 3),
      number(high, 3),
    ),
  );
}
