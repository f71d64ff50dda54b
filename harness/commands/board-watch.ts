/** `kata board --watch`: follows files of records, on a screen or into a file. */
import { watch } from "chokidar";
import { firstOf, type Ranking } from "../board/ranking.ts";
import { layOutTable, type Table } from "../board/table.ts";
import { fold } from "../report/fold.ts";
import { paintIn } from "../report/paint.ts";
import { Terminal } from "../watch/terminal.ts";
import type { BoardWords } from "../words/board.ts";
import type { RecordFiles } from "./board-records.ts";
import { onInterrupt } from "./interrupt.ts";

/** After an event the files are looked at once more: chokidar swallows a second write within 50 ms of the first. */
const AGAIN_MS = 200;
/** Lines of people below which the notes under the table go. */
const LEAST_ROWS = 5;

/** Calls back after the first reading, and whenever the files have grown, until somebody interrupts. @throws what reading or `onRead` throws */
export async function untilInterrupted(records: RecordFiles, onRead: () => void): Promise<void> {
  const end = new AbortController();
  const giveBack = onInterrupt(() => end.abort());
  try {
    await follow(records, onRead, end.signal);
  } finally {
    giveBack();
  }
}

export interface ScreenOptions {
  readonly records: RecordFiles;
  readonly ranking: () => Ranking;
  readonly words: BoardWords;
  readonly colour: boolean;
  readonly top: number | undefined;
}

/** Draws the board until q or Ctrl-C. @throws UsageError, HarnessFault */
export async function showBoard({ records, ranking, words, colour, top }: ScreenOptions): Promise<void> {
  const end = new AbortController();
  const paint = paintIn(colour);
  let ranked: Ranking | undefined;
  let scrolled = 0;
  const draw = () => {
    if (!ranked) return;
    const [width, height] = terminal.size;
    const people = firstOf(ranked.people, top ?? Number.POSITIVE_INFINITY);
    const table = layOutTable({ ranking: ranked, people, words, width, paint });
    const { lines, from } = screenOf(table, { scrolled, height, width, words });
    scrolled = from;
    terminal.draw(lines);
  };
  const terminal = new Terminal({
    onKey: (name, _, ctrl) => {
      if (name === "q" || (ctrl && name === "c")) return end.abort();
      scrolled += STEPS[name]?.(terminal.size[1] - 4) ?? 0;
      draw();
    },
    onResize: draw,
  });
  const giveBack = onInterrupt(() => end.abort());
  try {
    await follow(
      records,
      () => {
        ranked = ranking();
        draw();
      },
      end.signal,
    );
  } finally {
    giveBack();
    terminal.close();
  }
}

/** How far a key scrolls. @param page lines */
const STEPS: Readonly<Record<string, (page: number) => number>> = {
  up: () => -1,
  down: () => 1,
  k: () => -1,
  j: () => 1,
  pageup: (page) => -page,
  pagedown: (page) => page,
  space: (page) => page,
  home: () => Number.NEGATIVE_INFINITY,
  end: () => Number.POSITIVE_INFINITY,
};

interface Window {
  readonly scrolled: number;
  readonly height: number;
  readonly width: number;
  readonly words: BoardWords;
}

/** @returns the lines, and how far they are scrolled: never beyond the last person */
function screenOf(
  { head, rows, foot }: Table,
  { scrolled, height, width, words }: Window,
): { lines: string[]; from: number } {
  const free = Math.max(1, height - head.length - 1);
  const notes = free - foot.length - 1 >= Math.min(LEAST_ROWS, rows.length) ? ["", ...foot] : [];
  const room = free - notes.length;
  const from = Math.max(0, Math.min(scrolled, rows.length - room));
  const shown = rows.slice(from, from + room);
  const help = words.watching(rows.length === 0 ? 0 : from + 1, from + shown.length, rows.length);
  return { lines: [...head, ...shown, ...notes, fold(help, width)[0]].slice(0, height), from };
}

/** One reading at a time; what changes meanwhile is read after it. */
async function follow(records: RecordFiles, onRead: () => void, signal: AbortSignal): Promise<void> {
  const watcher = watch([...records.files], { ignoreInitial: true });
  let timer: NodeJS.Timeout | undefined;
  let wake: () => void = () => {};
  let changed = true;
  const look = () => {
    changed = true;
    wake();
  };
  watcher.on("all", () => {
    look();
    clearTimeout(timer);
    timer = setTimeout(look, AGAIN_MS);
  });
  signal.addEventListener("abort", () => wake());
  let before = -1;
  let board: unknown;
  try {
    while (!signal.aborted) {
      if (!changed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      changed = false;
      await records.readOn();
      if (records.board === board && records.board.records === before) continue;
      board = records.board;
      before = records.board.records;
      onRead();
    }
  } finally {
    clearTimeout(timer);
    await watcher.close();
  }
}
