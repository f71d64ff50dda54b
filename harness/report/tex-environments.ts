/** TeX's environments as text: equations one under the other, cases behind a brace, matrices on one line. */
import stringWidth from "string-width";
import { joinPieces } from "./tex-pieces.ts";
import type { Piece } from "./tex-symbols.ts";

/** Rows of cells, as `\\` and `&` part them. */
export type Rows = readonly (readonly (readonly Piece[])[])[];

/** One atom for a whole environment. An unknown one is set like `aligned`, which loses nothing. */
export function environmentOf(name: string, rows: Rows): Piece {
  const base = name.replace("*", "");
  if (base === "cases" || base === "dcases" || base === "rcases") return { kind: "ord", text: casesOf(rows) };
  if (base === "substack") return { kind: "ord", text: rows.map((row) => joinPieces(row.flat(), true)).join(", ") };
  const fences = FENCES[base];
  return { kind: "ord", text: fences ? matrixOf(rows, fences) : alignedOf(rows) };
}

const FENCES: Readonly<Record<string, readonly [string, string]>> = {
  matrix: ["", ""],
  smallmatrix: ["", ""],
  array: ["", ""],
  pmatrix: ["(", ")"],
  bmatrix: ["[", "]"],
  Bmatrix: ["{", "}"],
  vmatrix: ["|", "|"],
  Vmatrix: ["‖", "‖"],
};

/** `[a, b; c, d]`: one line, so that it can stand inside a formula and inside a sentence. */
function matrixOf(rows: Rows, [open, close]: readonly [string, string]): string {
  const lines = rows.map((row) => row.map((cell) => joinPieces(cell)).join(", "));
  return open + lines.join("; ") + close;
}

function casesOf(rows: Rows): string {
  const cells = rows.map((row) => row.map((cell) => joinPieces(cell)));
  const width = Math.max(...cells.map(([value = ""]) => stringWidth(value)));
  return cells
    .map(([value = "", ...conditions], i) => {
      const padded = conditions.length > 0 ? value + " ".repeat(width - stringWidth(value)) : value;
      return `${i === 0 ? "{ " : "  "}${[padded, ...conditions].join("  ")}`;
    })
    .join("\n");
}

/** Columns come in pairs, the first flush right and the second flush left; a relation opens the second. */
function alignedOf(rows: Rows): string {
  const cells = rows.map((row) =>
    // TeX puts an empty atom before every second cell, which keeps `&= x` and `&+ x` from becoming signs.
    row.map((cell, column) => joinPieces(column % 2 === 1 ? [{ kind: "ord", text: "" }, ...cell] : cell)),
  );
  const widths: number[] = [];
  for (const row of cells)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, stringWidth(cell));
  return cells
    .map((row) =>
      row
        .map((cell, column) => {
          const padding = " ".repeat(widths[column] - stringWidth(cell));
          return column % 2 === 1 || widths.length === 1
            ? cell + padding
            : `${column > 0 ? "  " : ""}${padding}${cell}`;
        })
        .join("")
        .trimEnd(),
    )
    .join("\n");
}
