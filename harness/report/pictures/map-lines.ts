/** A map of errors for a terminal: a few lines of shaded cells, for a matrix that is wrong here and right there. */
import stringWidth from "string-width";
import type { PictureWords } from "../../words/pictures.ts";
import type { Paint } from "../paint.ts";
import { levelText } from "./draw-errors.ts";
import { namedShape } from "./findings.ts";
import { ERROR_LEVELS } from "./levels.ts";
import type { ErrorMap } from "./picture.ts";

const ROWS = 8;
const LEAST_SIDE = 3;
const SHADES = "░▒▓█";
const RIGHT = "·";

/** No lines where the map would say no more than the count of wrong numbers does. @param width of a line, in columns */
export function renderErrorMap(map: ErrorMap, words: PictureWords, paint: Paint, width: number): string[] {
  const [height, breadth] = [map.rows.length, map.columns.length];
  const everywhere = map.cells.every((row) => !row.includes("."));
  if (map.shape.length < 2 || height < LEAST_SIDE || breadth < LEAST_SIDE || everywhere) return [];
  const gutter = String(height - 1).length + 3;
  const cells = pooled(map.cells, ROWS, Math.max(1, width - gutter));
  const wide = 2 * cells[0].length <= width - gutter ? 2 : 1;
  const perRow = map.rows.per * Math.ceil(map.cells.length / cells.length);
  const shade = shadesOf(map);
  return [
    paint.dim(heading(map, words, shade, width)),
    ...cells.map((row, i) => {
      const drawn = [...row].map((level) => shade(level).repeat(wide));
      const painted = drawn.map((cell, j) => (row[j] === "." ? paint.dim(cell) : paint.red(cell))).join("");
      return `${paint.dim(`${String(i * perRow).padStart(gutter - 3)} │ `)}${painted}`;
    }),
  ];
}

/** Which matrix it is, and what the shades mean, as far as there is room. */
function heading(map: ErrorMap, words: PictureWords, shade: (level: string) => string, width: number): string {
  const name = `${map.tensor || words.result}${map.slices?.at ?? ""}`;
  const levels = [...new Set(map.cells.join(""))].sort((a, b) => ERROR_LEVELS.indexOf(a) - ERROR_LEVELS.indexOf(b));
  const told = levels.filter((level, i) => levels.findIndex((other) => shade(other) === shade(level)) === i);
  const legend = told.map((level) => `${shade(level)} ${levelText(level, words)}`);
  let text = `${name} ${namedShape(map)}, ${words.legend}:`;
  for (const one of legend) if (stringWidth(`${text}  ${one}`) <= width) text = `${text}  ${one}`;
  return text;
}

function shadesOf(map: ErrorMap): (level: string) => string {
  const decades = [...new Set(map.cells.join(""))].filter((level) => !".x!".includes(level));
  const at = decades.map((level) => ERROR_LEVELS.indexOf(level));
  const [least, most] = [Math.min(...at), Math.max(...at)];
  return (level) => {
    if (level === ".") return RIGHT;
    if (level === "x" || level === "!") return level;
    const share = most > least ? (ERROR_LEVELS.indexOf(level) - least) / (most - least) : 1;
    return SHADES[Math.round(share * (SHADES.length - 1))];
  };
}

/** The worst of the cells that come to lie upon each other. */
function pooled(cells: readonly string[], rows: number, columns: number): string[] {
  const [down, across] = [Math.ceil(cells.length / rows), Math.ceil(cells[0].length / columns)];
  return Array.from({ length: Math.ceil(cells.length / down) }, (_, i) =>
    Array.from({ length: Math.ceil(cells[0].length / across) }, (_, j) => {
      const block = cells.slice(i * down, (i + 1) * down).map((row) => row.slice(j * across, (j + 1) * across));
      const levels = [...block.join("")].map((level) => ERROR_LEVELS.indexOf(level));
      return ERROR_LEVELS[Math.max(...levels)];
    }).join(""),
  );
}
