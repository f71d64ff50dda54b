/** Medians and percentiles, and how a row is printed. */

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** Nearest rank. @throws RangeError for no values */
export function percentile(values: readonly number[], p: number): number {
  if (values.length === 0) throw new RangeError("No values were measured.");
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((p / 100) * sorted.length) - 1))];
}

export function row(what: string, values: readonly number[]): string {
  return `  ${what.padEnd(44)} median ${ms(median(values))}   p95 ${ms(percentile(values, 95))}   n=${values.length}`;
}

export function verdictLine(what: string, ratio: number, budget: string, held: boolean): string {
  return `  ${held ? "✓" : "✗"} ${what}: ${ratio.toFixed(2)} (budget ${budget})`;
}

function ms(value: number): string {
  return `${value.toFixed(1).padStart(7)} ms`;
}
