/** The board for a terminal, no line wider than it: first the strip of katas goes, then names are shortened. */
import stringWidth from "string-width";
import { fold } from "../report/fold.ts";
import type { Paint } from "../report/paint.ts";
import type { Cell } from "./board.ts";
import { shownName } from "./names.ts";
import { showsSpeed } from "./policy.ts";
import type { RankedKata, RankedPerson } from "./ranking.ts";
import { formatScore, formatSpeed, formatTime, policySentence, remarks, type View } from "./summary.ts";

export interface TableOptions extends View {
  readonly width: number;
  readonly paint: Paint;
}

export interface Table {
  /** The names of the columns and a rule. */
  readonly head: readonly string[];
  /** A line a person. */
  readonly rows: readonly string[];
  readonly foot: readonly string[];
}

const GUTTER = 2;
/** A name takes what is left, but not less than this. */
const NAME = { least: 8, most: 40 };
const HEIGHTS = "▁▂▃▄▅▆▇";

export function layOutTable(options: TableOptions): Table {
  const { ranking, people, words, width, paint } = options;
  const foot = [policySentence(options), ...remarks(options)].flatMap((line) => fold(line, width));
  if (people.length === 0) return { head: fold(words.nobody, width), rows: [], foot };
  const columns = fitting(columnsOf(options), width);
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => aligned(text, columns[i]))
      .join(" ".repeat(GUTTER))
      .trimEnd();
  const head = line(columns.map(({ title }) => title));
  const rule = columns.map((column) => "─".repeat(column.width)).join(" ".repeat(GUTTER));
  const rows = people.map((person) => line(columns.map(({ textOf }) => textOf(person))));
  const leaders = people.filter(({ rank }) => rank === 1 && ranking.people.length > 1).length;
  return {
    head: [paint.bold(head), paint.dim(rule)],
    rows: rows.map((row, i) => (i < leaders ? paint.green(row) : row)),
    foot,
  };
}

interface Column {
  readonly title: string;
  readonly width: number;
  readonly right?: boolean;
  readonly isName?: boolean;
  /** Columns of a lower number stay longer; the name and the score always. */
  readonly leaves?: number;
  readonly textOf: (person: RankedPerson) => string;
}

function columnsOf({ ranking, people, words }: TableOptions): Column[] {
  const { katas, policy } = ranking;
  const sized = (column: Omit<Column, "width">, most = Number.POSITIVE_INFINITY): Column => {
    const texts = [column.title, ...people.map(column.textOf)];
    return {
      ...column,
      width: Math.min(
        most,
        texts.reduce((wide, text) => Math.max(wide, stringWidth(text)), 0),
      ),
    };
  };
  return [
    sized({ title: "#", right: true, leaves: 1, textOf: ({ rank }) => String(rank) }),
    sized({ title: words.name, isName: true, textOf: ({ name }) => shownName(name) }, NAME.most),
    sized({ title: words.score, right: true, textOf: ({ score }) => formatScore(score) }),
    sized({ title: words.full, right: true, leaves: 2, textOf: ({ full }) => `${full}/${katas.length}` }),
    sized({ title: words.attempts, right: true, leaves: 3, textOf: ({ attempts }) => String(attempts) }),
    ...(policy.ties === "duration"
      ? [sized({ title: words.time, right: true, leaves: 3, textOf: ({ durationMs }) => formatTime(durationMs) })]
      : []),
    ...(showsSpeed(policy)
      ? [sized({ title: words.speed, right: true, leaves: 2, textOf: ({ speed }) => formatSpeed(speed) })]
      : []),
    sized({ title: spanOf(katas), leaves: 4, textOf: ({ cells }) => cells.map(strip).join("") }),
  ];
}

/** Without the columns that have no room, the name as narrow as it must be. */
function fitting(columns: readonly Column[], width: number): Column[] {
  const name = columns.find(({ isName }) => isName)!;
  const others = columns.reduce((sum, column) => sum + (column === name ? 0 : column.width + GUTTER), 0);
  const room = width - others;
  if (room >= Math.min(name.width, NAME.least))
    return columns.map((one) => (one === name ? { ...one, width: Math.min(one.width, room) } : one));
  const last = Math.max(...columns.map(({ leaves = 0 }) => leaves));
  if (last > 0)
    return fitting(
      columns.filter(({ leaves = 0 }) => leaves !== last),
      width,
    );
  return columns.map((one) => (one === name ? { ...one, width: Math.max(1, room) } : one));
}

/** One character a kata, as high as its score. */
function strip(cell: Cell | undefined): string {
  if (!cell) return "·";
  return cell.score === 100 ? "█" : HEIGHTS[Math.floor((cell.score / 100) * HEIGHTS.length)];
}

/** Which katas the strip stands for. */
function spanOf(katas: readonly RankedKata[]): string {
  const numbers = katas.map(({ id }) => id.split("-")[0]);
  return numbers.length > 1 ? `${numbers[0]}…${numbers.at(-1)}` : (numbers[0] ?? "");
}

function aligned(text: string, { width, right }: Column): string {
  const shown = stringWidth(text) <= width ? text : cut(text, width);
  const space = " ".repeat(Math.max(0, width - stringWidth(shown)));
  return right ? space + shown : shown + space;
}

function cut(text: string, width: number): string {
  return width < 2 ? "…" : `${fold(text, width - 1)[0]}…`;
}
