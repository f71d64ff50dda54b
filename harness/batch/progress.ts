/** One line on a terminal that says how far a batch is, how fast it goes and how long it takes. */
import type { Writable } from "node:stream";
import stringWidth from "string-width";
import type { Language, Text } from "../kata.ts";
import type { Words } from "../words/words.ts";

/** How far back the rate looks, and how often the line is drawn. */
const WINDOW_MS = 20_000;
const DRAW_MS = 250;
const BAR = 20;

export interface Progress {
  /** One submission more is over; `skipped` when an earlier run had graded it. */
  advance(skipped?: boolean): void;
  /** A line of its own, above. */
  tell(line: Text): void;
  /** Takes the line away. */
  close(): void;
}

/** Lines alone, where nobody watches. */
export function withoutBar(language: Language): Progress {
  return { advance() {}, tell: (line) => console.error(line[language]), close() {} };
}

export interface Progressing {
  readonly stream: Writable & { readonly columns?: number };
  readonly total: number;
  readonly words: Pick<Words, "batchProgress">;
  readonly language: Language;
  readonly now?: () => number;
}

export function showProgress({ stream, total, words, language, now = () => performance.now() }: Progressing): Progress {
  const began = now();
  /** When how many were over, of this run. */
  const marks: { at: number; done: number }[] = [{ at: began, done: 0 }];
  let [done, skipped] = [0, 0];
  const draw = () => {
    const at = now();
    marks.push({ at, done });
    while (marks.length > 2 && marks[1].at < at - WINDOW_MS) marks.shift();
    const [first] = marks;
    const rate = at > first.at ? ((done - first.done) * 1_000) / (at - first.at) : 0;
    const over = done + skipped;
    const text = words.batchProgress({ over, total, rate, secondsLeft: rate > 0 ? (total - over) / rate : undefined });
    const full = total === 0 ? BAR : Math.round((BAR * over) / total);
    const line = `${"█".repeat(full)}${"░".repeat(BAR - full)} ${text}`;
    // A line that is folded could not be taken away again.
    const fits = (one: string) => stringWidth(one) < (stream.columns ?? 80);
    stream.write(`\r\u001b[K${[line, text].find(fits) ?? ""}`);
  };
  const timer = setInterval(draw, DRAW_MS).unref();
  draw();
  return {
    advance(wasSkipped = false) {
      if (wasSkipped) skipped++;
      else done++;
    },
    tell(line) {
      stream.write(`\r\u001b[K${line[language]}\n`);
      draw();
    },
    close() {
      clearInterval(timer);
      stream.write("\r\u001b[K");
    },
  };
}
