/** Breaks a line, colours and full-width characters included, so that no piece is wider than a terminal. */
import wrapAnsi from "wrap-ansi";

export function fold(line: string, width: number): string[] {
  return wrapAnsi(line, width, { hard: true, trim: false }).split("\n");
}
