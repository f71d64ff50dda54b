/** The watch screen as lines, from the state alone. */
import { relative } from "node:path";
import stringWidth from "string-width";
import { type Kata, readStatement, statementFile } from "../catalog/catalog.ts";
import type { Language } from "../kata.ts";
import { fits, fold } from "../report/fold.ts";
import type { Paint } from "../report/paint.ts";
import { renderStatement } from "../report/statement.ts";
import { renderSummary, renderTypeProblems } from "../report/summary.ts";
import { type ReportStyle, renderConsole, renderParts } from "../report/terminal.ts";
import type { Isolation } from "../verdict.ts";
import type { Words } from "../words/words.ts";
import { matching, type WatchState } from "./state.ts";

/** What the screen shows beside the state. */
export interface ScreenContext {
  readonly katas: readonly Kata[];
  readonly passed: (kata: string) => boolean;
  readonly best: (kata: string) => number;
  readonly attemptPath: (kata: string) => string;
  readonly isolation: Isolation;
  readonly words: Words;
  readonly language: Language;
  readonly paint: Paint;
  readonly colour: boolean;
}

const KEYS = ["next", "previous", "list", "hint", "all", "reveal", "reset", "statement", "quit"] as const;
export const KEY_OF: Readonly<Record<(typeof KEYS)[number], string>> = {
  next: "n",
  previous: "p",
  list: "l",
  hint: "h",
  all: "a",
  reveal: "r",
  reset: "x",
  statement: "s",
  quit: "q",
};

/** In a lower window the paths, the bar and the sandbox's line give way to the report. */
const LOW = 18;

/** Exactly as many lines as the terminal has rows, or fewer; none wider than it. */
export function renderScreen(state: WatchState, context: ScreenContext): string[] {
  switch (state.mode) {
    case "list":
      return renderList(state, context);
    case "statement":
      return framed(
        [],
        statementLines(state, context),
        [fold(context.paint.dim(context.words.scrollHelp), state.width)[0]],
        state,
      );
    default:
      return framed(header(state, context), body(state, context), footer(state, context), state);
  }
}

/** How far one can scroll: the height of what lies between header and footer, and of what it shows. */
export function scrollRange(state: WatchState, context: ScreenContext): number {
  const [head, lines, foot] =
    state.mode === "statement"
      ? [0, statementLines(state, context).length, 1]
      : [header(state, context).length, body(state, context).length, footer(state, context).length];
  return Math.max(0, lines - Math.max(1, state.height - head - foot));
}

function header(state: WatchState, context: ScreenContext): string[] {
  const { kata, width, height } = state;
  const { words, paint, language, katas } = context;
  const title = `${String(kata.number).padStart(2, "0")} · ${kata.title[language]}`;
  const facts = `${words.difficulty[kata.difficulty]} · ${words.minutes(kata.minutes)}`;
  const gap = width - stringWidth(title) - stringWidth(facts);
  const paths = [
    words.statementAt(relative(process.cwd(), statementFile(kata, language))),
    words.attemptAt(context.attemptPath(kata.id)),
  ];
  if (height < LOW) return [paint.bold(title), standing(state, context)].flatMap((line) => fold(line, width));
  return [
    ...(gap > 1 ? [paint.bold(title) + " ".repeat(gap) + paint.dim(facts)] : [paint.bold(title), paint.dim(facts)]),
    ...paths.map((line) => paint.dim(line)),
    progressBar(katas, context, width),
    standing(state, context),
    "",
  ].flatMap((line) => fold(line, width));
}

/** Points, score and time of the last grading: always in sight. */
function standing(state: WatchState, { words, paint }: ScreenContext): string {
  const result = state.results.get(state.kata.id);
  const grading = state.grading.has(state.kata.id) ? words.grading : "";
  if (!result) return grading || words.notYetGraded;
  const passed = result.verdict === "passed" ? paint.green(words.allPassed) : "";
  return [renderSummary(result, { words, paint }), grading || passed].filter((text) => text !== "").join(" · ");
}

function progressBar(katas: readonly Kata[], { passed, words, paint }: ScreenContext, width: number): string {
  const count = katas.filter(({ id }) => passed(id)).length;
  const text = words.progress(count, katas.length);
  const cells = Math.max(5, Math.min(30, width - stringWidth(text) - 2));
  const full = katas.length === 0 ? 0 : Math.floor((cells * count) / katas.length);
  return `${paint.green("█".repeat(full))}${paint.dim("░".repeat(cells - full))}  ${text}`;
}

function body(state: WatchState, context: ScreenContext): string[] {
  const { kata, width } = state;
  const { words, paint } = context;
  const result = state.results.get(kata.id);
  const style: ReportStyle = {
    words,
    language: context.language,
    paint,
    width,
    reveal: false,
    revealTip: words.revealTip,
  };
  const lines = result
    ? [
        ...renderParts(result, style),
        ...renderConsole(result.console, style),
        ...renderTypeProblems(state.types.get(kata.id) ?? [], style),
      ]
    : ungraded(kata, context);
  return [...lines, ...(state.panel.length > 0 ? ["", ...state.panel] : [])].flatMap((line) => fold(line, width));
}

function ungraded(kata: Kata, { paint, words }: ScreenContext): string[] {
  const width = Math.max(...Object.keys(kata.parts).map((part) => part.length));
  return Object.entries(kata.parts).map(([part, { points }]) =>
    paint.dim(`○ ${part.padEnd(width)}  ${words.points(0, points)}`),
  );
}

function footer(state: WatchState, { words, paint, attemptPath, isolation }: ScreenContext): string[] {
  const notice =
    state.mode === "confirm-reset"
      ? [paint.yellow(words.resetAsk(attemptPath(state.kata.id)))]
      : state.notice
        ? [paint.yellow(state.notice)]
        : [];
  const { width, height } = state;
  const items = KEYS.map((key) => `${paint.inverse(KEY_OF[key])} ${words.keys[key]}`);
  const keys = flow(items, width);
  const lines =
    height < LOW
      ? [...notice, ...keys.slice(0, Math.ceil(height / 5))]
      : ["", ...notice, paint.dim(words.isolation[isolation]), ...keys];
  return lines.flatMap((line) => fold(line, width));
}

/** As many on a line as fit, none broken. */
function flow(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const longer = `${lines.at(-1)}  ${item}`;
    if (lines.length > 0 && fits(longer, width)) lines[lines.length - 1] = longer;
    else lines.push(item);
  }
  return lines;
}

function statementLines({ kata, width }: WatchState, { language, colour }: ScreenContext): string[] {
  return renderStatement(readStatement(kata, language), { width: Math.min(width, 110), colour });
}

function renderList(state: WatchState, context: ScreenContext): string[] {
  const { words, paint, language, passed, best } = context;
  const found = matching(context.katas, state.search);
  const lines = found.map(({ id, title, difficulty, minutes }, i) => {
    const mark = passed(id) ? paint.green("✓") : best(id) > 0 ? paint.yellow("◐") : "○";
    const line = `${mark} ${id}  ${title[language]}  ${paint.dim(`${words.difficulty[difficulty]}, ${words.minutes(minutes)}`)}`;
    return i === state.chosen ? `${paint.cyan("›")} ${line}` : `  ${line}`;
  });
  // Of a long search the end is in sight, where the person types.
  const typed = fold(`/ ${state.search}▏`, state.width).at(-1)!;
  const top = [paint.bold(words.listTitle), typed, ""];
  const help = fold(paint.dim(words.listHelp), state.width);
  const room = Math.max(1, state.height - top.length - 1 - help.length);
  const first = Math.max(0, Math.min(state.chosen - Math.floor(room / 2), lines.length - room));
  const shown = lines.slice(first, first + room).map((line) => fold(line, state.width)[0]);
  return [...top, ...(shown.length > 0 ? shown : [words.nothingFound]), "", ...help].slice(0, state.height);
}

/** Header and footer always; of the body what fits, from where the person has scrolled to. */
function framed(head: string[], lines: string[], foot: string[], { height, scroll }: WatchState): string[] {
  const room = Math.max(1, height - head.length - foot.length);
  if (lines.length <= room) return [...head, ...lines, ...foot].slice(0, height);
  const start = Math.min(scroll, lines.length - room);
  const shown = lines.slice(start, start + room);
  const hidden = lines.length - start - room;
  if (hidden > 0) shown[shown.length - 1] = `↓ +${hidden + 1}`;
  if (start > 0) shown[0] = `↑ +${start + 1}`;
  return [...head, ...shown, ...foot].slice(-height);
}
