/** A picture as shapes, for a page and for paper alike. Colours are classes, so that each place has its own palette. */

export type Shape =
  | {
      readonly tag: "rect";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly class?: string;
      /** A colour that is data. */
      readonly fill?: string;
    }
  | { readonly tag: "path"; readonly d: string; readonly class: string }
  | {
      readonly tag: "text";
      readonly x: number;
      readonly y: number;
      readonly class: string;
      readonly anchor: "start" | "middle" | "end";
      readonly text: string;
    };

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** What a colour means. */
export interface LegendEntry {
  readonly class: string;
  readonly text: string;
}

export function textAt(
  x: number,
  y: number,
  text: string,
  anchor: "start" | "middle" | "end" = "start",
  name = "pic-text",
): Shape {
  return { tag: "text", x: rounded(x), y: rounded(y), class: name, anchor, text };
}

/** A cross over a cell, for what has no colour on a scale. */
export function crossIn(x: number, y: number, width: number, height: number, name: string): Shape {
  const [left, top, right, bottom] = [x + width / 4, y + height / 4, x + (3 * width) / 4, y + (3 * height) / 4].map(
    rounded,
  );
  return { tag: "path", class: name, d: `M${left} ${top}L${right} ${bottom}M${right} ${top}L${left} ${bottom}` };
}

export function frameOf(x: number, y: number, width: number, height: number, name: string): Shape {
  return { tag: "path", class: name, d: `M${x} ${y}h${width}v${height}h${-width}z` };
}

/** Indices that are written along an axis of cells, so that no two touch. */
export function ticksAlong(cells: number, size: number, least: number): number[] {
  const step = [1, 2, 4, 8, 16, 32, 64].find((one) => one * size >= least) ?? cells;
  return Array.from({ length: Math.ceil(cells / step) }, (_, i) => i * step);
}

export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
