/** Numbers and values as a person reads them: few digits, one row a line. */

/** Enough to tell a number that is off by more than any tolerance from the right one. */
export const FINE_DIGITS = 12;

/** Six significant digits unless told; names for what is not a number. */
export function number(value: unknown, digits = 6): string {
  if (typeof value !== "number") return typeof value === "string" ? JSON.stringify(value) : String(value);
  if (!Number.isFinite(value) || Number.isInteger(value)) return Object.is(value, -0) ? "-0" : String(value);
  const magnitude = Math.abs(value);
  return magnitude >= 1e-4 && magnitude < 1e7
    ? String(Number(value.toPrecision(digits)))
    : value.toExponential(digits - 2);
}

/** An error or an allowance: two digits. */
export function small(value: number): string {
  return value === 0 ? "0" : value.toExponential(1);
}

/** `[2, 3]`, as code writes a shape. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

/** Two numbers that are not the same, in as few digits as tell them apart. */
export function apart(a: unknown, b: unknown): [string, string] {
  const short: [string, string] = [number(a), number(b)];
  return short[0] !== short[1] ? short : [number(a, FINE_DIGITS), number(b, FINE_DIGITS)];
}

export interface Row {
  /** Where the row stands: `dw[1]`, `[2]`, empty for the value itself. */
  readonly label: string;
  readonly cells: readonly string[];
  /** A number by itself, written without brackets. */
  readonly scalar: boolean;
}

/** The rows of a value: a matrix gives one a row, a vector or a number one. */
export function rowsOf(value: unknown, label = "", digits = 6): Row[] {
  const cell = (item: unknown) => number(item, digits);
  if (Array.isArray(value)) {
    const nested = value.some((item) => typeof item === "object" && item !== null);
    return nested
      ? value.flatMap((item, i) => rowsOf(item, `${label}[${i}]`, digits))
      : [{ label, cells: value.map(cell), scalar: false }];
  }
  if (ArrayBuffer.isView(value)) return [{ label, cells: Array.from(value as never, cell), scalar: false }];
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, item]) => rowsOf(item, label === "" ? key : `${label}.${key}`, digits));
  return [{ label, cells: [cell(value)], scalar: true }];
}

/** A value in a line or a few, for an argument or a result that is shown whole. */
export function valueLines(value: unknown, most = 8): string[] {
  const rows = rowsOf(value);
  const lines = rows.slice(0, most).map(({ label, cells, scalar }) => {
    const row = cells.length > 12 ? [...cells.slice(0, 12), "…"] : cells;
    return `${label ? `${label} ` : ""}${scalar ? row[0] : `[${row.join(", ")}]`}`;
  });
  return rows.length > most ? [...lines, "…"] : lines;
}
