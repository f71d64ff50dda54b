/** A map of errors as shapes: a cell a number, a strip of the other slices below, a ring round the worst. */
import type { PictureWords } from "../../words/pictures.ts";
import {
  crossIn,
  type Drawing,
  frameOf,
  type LegendEntry,
  rounded,
  type Shape,
  textAt,
  ticksAlong,
} from "./drawing.ts";
import { ERROR_LEVELS } from "./levels.ts";
import type { ErrorMap } from "./picture.ts";

const [MOST_WIDE, MOST_HIGH] = [416, 320];
const [SMALLEST, LARGEST] = [5, 26];
const [LEFT, TOP, EDGE] = [52, 36, 8];
/** Below this side cells of one colour are drawn as one, and none has a gap. */
const SEPARATE = 8;
const SHADES = 7;

export function drawErrorMap(map: ErrorMap, words: PictureWords): Drawing {
  const [down, across] = [map.cells.length, map.cells[0].length];
  const size = Math.min(LARGEST, Math.max(SMALLEST, Math.floor(Math.min(MOST_WIDE / across, MOST_HIGH / down))));
  const shadeOf = shades(map);
  const shapes = [
    ...namesOf(map, size, words),
    ...cellsOf(map.cells, LEFT, TOP, size, shadeOf),
    frameOf(LEFT + map.worst.column * size, TOP + map.worst.row * size, size, size, "heat-ring"),
    frameOf(LEFT + map.worst.column * size, TOP + map.worst.row * size, size, size, "heat-ring-inner"),
  ];
  const bottom = TOP + down * size + EDGE;
  const strip = map.slices ? stripOf(map.slices, bottom, shadeOf) : { shapes: [], width: 0, height: 0 };
  return {
    width: Math.max(LEFT + across * size + EDGE, strip.width, LEFT + 120),
    height: bottom + strip.height,
    shapes: [...shapes, ...strip.shapes],
  };
}

/** What stands in the map, from right to worst. */
export function legendOf(map: ErrorMap, words: PictureWords): LegendEntry[] {
  const shadeOf = shades(map);
  const levels = [...new Set([...map.cells.join(""), ...(map.slices?.levels ?? "")])].map((one) =>
    ERROR_LEVELS.indexOf(one),
  );
  const entries = levels
    .sort((a, b) => a - b)
    .map((level) => ({ class: shadeOf(ERROR_LEVELS[level]), text: levelText(ERROR_LEVELS[level], words) }));
  // Decades that share a colour are told by the lowest.
  return entries.filter((one, i) => entries.findIndex((other) => other.class === one.class) === i);
}

/** A level in words. */
export function levelText(level: string, words: PictureWords): string {
  if (level === ".") return words.ok;
  if (level === "x") return words.differs;
  if (level === "!") return words.infinite;
  return words.times(ERROR_LEVELS.indexOf(level) - 1);
}

/** Classes for levels: seven shades from the least decade that occurs to the greatest. */
function shades(map: ErrorMap): (level: string) => string {
  const decades = [...new Set(`${map.cells.join("")}${map.slices?.levels ?? ""}`)]
    .filter((level) => !".x!".includes(level))
    .map((level) => ERROR_LEVELS.indexOf(level));
  const [least, most] = [Math.min(...decades), Math.max(...decades)];
  return (level) => {
    if (level === ".") return "heat-ok";
    if (level === "x") return "heat-differs";
    if (level === "!") return "heat-infinite";
    const share = most > least ? (ERROR_LEVELS.indexOf(level) - least) / (most - least) : 0.7;
    return `heat-${Math.round(share * (SHADES - 1))}`;
  };
}

function cellsOf(
  cells: readonly string[],
  left: number,
  top: number,
  size: number,
  shadeOf: (level: string) => string,
): Shape[] {
  const gap = size >= SEPARATE ? 1 : 0;
  return cells.flatMap((row, i) => {
    const runs = gap ? [...row].map((level, j) => ({ level, from: j, length: 1 })) : runsOf(row);
    return runs.flatMap(({ level, from, length }): Shape[] => {
      const [x, y, width, height] = [left + from * size, top + i * size, length * size - gap, size - gap];
      const cell: Shape = { tag: "rect", x, y, width, height, class: shadeOf(level) };
      const isMarked = gap && (level === "x" || level === "!");
      return isMarked ? [cell, crossIn(x, y, width, height, "heat-cross")] : [cell];
    });
  });
}

function runsOf(row: string): { level: string; from: number; length: number }[] {
  return [...row.matchAll(/(.)\1*/g)].map(({ 0: run, 1: level, index }) => ({
    level,
    from: index,
    length: run.length,
  }));
}

/** The names of both axes, and the indices of the numbers themselves. */
function namesOf({ rows, columns, cells, shape }: ErrorMap, size: number, words: PictureWords): Shape[] {
  const isVector = shape.length === 1;
  const across = ticksAlong(cells[0].length, size, 26).map((j) =>
    textAt(LEFT + (j + 0.5) * size, TOP - 5, String(j * columns.per), "middle"),
  );
  const down = isVector
    ? []
    : ticksAlong(cells.length, size, 14).map((i) =>
        textAt(LEFT - 6, TOP + (i + 0.5) * size + 4, String(i * rows.per), "end"),
      );
  return [
    textAt(LEFT, 12, isVector ? (columns.name ?? "") : words.columnsAre(columns.name ?? "→"), "start", "pic-name"),
    ...(isVector ? [] : [textAt(0, 26, words.rowsAre(rows.name ?? "↓"), "start", "pic-name")]),
    ...across,
    ...down,
  ];
}

function stripOf(
  slices: NonNullable<ErrorMap["slices"]>,
  top: number,
  shadeOf: (level: string) => string,
): { shapes: Shape[]; width: number; height: number } {
  const size = Math.min(16, Math.max(SMALLEST, Math.floor(MOST_WIDE / slices.levels.length)));
  const width = LEFT + slices.levels.length * size + EDGE;
  return {
    shapes: [
      textAt(LEFT - 6, top + size / 2 + 8, slices.at, "end"),
      ...cellsOf([slices.levels], LEFT, top + 4, size, shadeOf),
      frameOf(LEFT + slices.shown * size, top + 4, size, size, "heat-ring"),
      frameOf(LEFT + slices.shown * size, top + 4, size, size, "heat-ring-inner"),
    ],
    width: rounded(width),
    height: size + 12,
  };
}
