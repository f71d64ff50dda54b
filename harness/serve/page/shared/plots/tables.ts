/** A picture as tables: for who cannot see it, and for who wants the numbers. */
import type { Language } from "../../../../kata.ts";
import { number, small } from "../../../../report/numbers.ts";
import { levelText } from "../../../../report/pictures/draw-errors.ts";
import { GREY_LEVELS } from "../../../../report/pictures/levels.ts";
import type { Curve, ErrorMap, Image, Picture, Trajectory } from "../../../../report/pictures/picture.ts";
import type { PictureWords } from "../../../../words/pictures.ts";

interface Table {
  readonly caption: string;
  readonly heads: readonly string[];
  /** The first cell of each row names it. */
  readonly rows: readonly (readonly string[])[];
}

export function tablesOf(picture: Picture, words: PictureWords, language: Language): Table[] {
  switch (picture.kind) {
    case "errors":
      return errorTables(picture, words);
    case "curve":
      return [curveTable(picture, words, language)];
    case "trajectory":
      return trajectoryTables(picture, words, language);
    case "image":
      return imageTables(picture, words);
  }
}

function errorTables({ tensor, slices, rows, columns, cells }: ErrorMap, words: PictureWords): Table[] {
  return [
    {
      caption: `${tensor || words.result}${slices?.at ?? ""}`,
      heads: [`${words.row} / ${words.column}`, ...indices(cells[0].length, columns)],
      rows: cells.map((row, i) => [
        indices(cells.length, rows)[i],
        ...[...row].map((level) => levelText(level, words)),
      ]),
    },
  ];
}

/** Of each cell the index, or the first and the last. */
function indices(cells: number, { per, length }: ErrorMap["rows"]): string[] {
  return Array.from({ length: cells }, (_, i) =>
    per === 1 ? String(i) : `${i * per}–${Math.min(length, (i + 1) * per) - 1}`,
  );
}

function curveTable({ x, y, at, series }: Curve, words: PictureWords, language: Language): Table {
  const named = (name: string, what: string) => [name, what].filter((one) => one !== "").join(" ");
  return {
    caption: `${y[language]} / ${x[language]}`,
    heads: [
      x[language],
      ...series.flatMap(({ name, got }) =>
        got ? [named(name, words.expected), named(name, words.got)] : [named(name, words.both)],
      ),
    ],
    rows: at.map((step, i) => [
      number(step),
      ...series.flatMap(({ expected, got }) => [told(expected[i]), ...(got ? [told(got[i])] : [])]),
    ]),
  };
}

function trajectoryTables({ x, y, paths }: Trajectory, words: PictureWords, language: Language): Table[] {
  return paths.map(({ name, expected, got }) => {
    const sides = got ? [expected, got] : [expected];
    const heads = got ? [words.expected, words.got] : [words.both];
    return {
      caption: name || words.trajectory,
      heads: [words.point, ...heads.flatMap((head) => [`${x[language]}, ${head}`, `${y[language]}, ${head}`])],
      rows: Array.from({ length: Math.max(...sides.map((side) => side.x.length)) }, (_, i) => [
        String(i),
        ...sides.flatMap((side) => [told(side.x[i]), told(side.y[i])]),
      ]),
    };
  });
}

function imageTables({ panels }: Image, words: PictureWords): Table[] {
  return panels.map(({ role, name, at, cells, numbers, low, high }) => ({
    caption: `${words[role]} ${name}${at}`,
    heads: [`${words.row} / ${words.column}`, ...Array.from(cells[0], (_, j) => String(j))],
    rows: cells.map((row, i) => [String(i), ...(numbers?.[i] ?? [...row].map((level) => about(level, low, high)))]),
  }));
}

/** A grey level as the number that it stands for. */
function about(level: string, low: number, high: number): string {
  const share = (GREY_LEVELS.indexOf(level) + 0.5) / GREY_LEVELS.length;
  return share < 0 || level === "!" || level === "<" || level === ">" ? level : small(low * (1 - share) + high * share);
}

function told(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : number(value);
}
