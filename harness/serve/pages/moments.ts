/** Moments and lengths of time as a report writes them: UTC, and the same wherever it is read. */

/** `2031-05-04 09:00:00` */
export function utc(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

/** `1:02:03`, or `02:03` below an hour. */
export function lasting(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return `${ms < 0 ? "−" : ""}${h > 0 ? `${h}:` : ""}${two(m)}:${two(s)}`;
}
