/** Panels of an image as shapes. Their colours are data and do not follow the page's theme: black is the least, white the most, or blue to red about 0. */
import { crossIn, type Drawing, frameOf, type Shape, textAt } from "./drawing.ts";
import { GREY_LEVELS } from "./levels.ts";
import type { Panel } from "./picture.ts";

const SIDE = 168;
const [SMALLEST, LARGEST] = [3, 24];
/** Of a pixel with its number in it. */
const [WIDE, HIGH] = [48, 24];

export function drawPanel({ cells, numbers }: Panel, diverging: boolean): Drawing {
  const [down, across] = [cells.length, cells[0].length];
  const square = Math.min(LARGEST, Math.max(SMALLEST, Math.floor(SIDE / Math.max(down, across))));
  const [wide, high] = numbers ? [WIDE, HIGH] : [square, square];
  const shapes = cells.flatMap((row, i) =>
    [...row].flatMap((level, j): Shape[] => {
      const [x, y] = [1 + j * wide, 1 + i * high];
      const { fill, isDark } = colourOf(level, diverging);
      const pixel: Shape = { tag: "rect", x, y, width: wide, height: high, fill };
      const ink = isDark ? "pic-on-dark" : "pic-on-light";
      if (numbers) return [pixel, textAt(x + wide / 2, y + high / 2 + 4, cut(numbers[i][j]), "middle", ink)];
      if (high < 8) return [pixel];
      if (level === "!") return [pixel, crossIn(x, y, wide, high, `${ink}-line`)];
      return level === "<" || level === ">"
        ? [pixel, textAt(x + wide / 2, y + high / 2 + 4, level, "middle", ink)]
        : [pixel];
    }),
  );
  const [width, height] = [across * wide, down * high];
  return { width: width + 2, height: height + 2, shapes: [...shapes, frameOf(1, 1, width, height, "pic-frame")] };
}

function cut(text: string): string {
  return text.length > 8 ? `${text.slice(0, 7)}…` : text;
}

function colourOf(level: string, diverging: boolean): { fill: string; isDark: boolean } {
  if (level === "!") return { fill: "#7b2d8b", isDark: true };
  const share = level === "<" ? 0 : level === ">" ? 1 : GREY_LEVELS.indexOf(level) / (GREY_LEVELS.length - 1);
  const channels = diverging
    ? between(share < 0.5 ? BLUE : RED, PALE, Math.abs(share - 0.5) * 2)
    : between(WHITE, BLACK, share);
  const light = 0.3 * channels[0] + 0.59 * channels[1] + 0.11 * channels[2];
  return { fill: `rgb(${channels.join(" ")})`, isDark: light < 140 };
}

const [BLUE, RED, PALE] = [
  [33, 102, 172],
  [178, 24, 43],
  [247, 247, 247],
];
const [BLACK, WHITE] = [
  [16, 16, 16],
  [250, 250, 250],
];

/** `share` of the way from the second to the first. */
function between(to: readonly number[], from: readonly number[], share: number): number[] {
  return from.map((channel, i) => Math.round(channel + (to[i] - channel) * share));
}
