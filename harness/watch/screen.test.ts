import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import stringWidth from "string-width";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCatalog, readSkeleton } from "../catalog/catalog.ts";
import { judge } from "../judge/judge.ts";
import { prepareKata } from "../judge/prepare.ts";
import type { Language } from "../kata.ts";
import { paintIn } from "../report/paint.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import type { KataResult } from "../verdict.ts";
import { wordsIn } from "../words/words.ts";
import { renderScreen, type ScreenContext, scrollRange } from "./screen.ts";
import { matching, type WatchState } from "./state.ts";

const catalog = await openCatalog();
const kata = catalog.find("1");
const lstm = catalog.find("lstm");
let result: KataResult;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "screen-"));
  const pool = new SandboxPool();
  try {
    const text = readSkeleton(kata).replaceAll(
      /throw new Error\("not implemented"\);/g,
      'return "很长的文字".repeat(9) as never;',
    );
    writeFileSync(join(folder, "attempt.ts"), `${text}\nconsole.log("印出来 printed ".repeat(20));\n`);
    result = await judge(await prepareKata(catalog, kata), join(folder, "attempt.ts"), { pool, siblings: true });
  } finally {
    pool.close();
    rmSync(folder, { recursive: true });
  }
});
afterAll(() => expect(result.score).toBe(0));

function contextOf(language: Language, colour = false): ScreenContext {
  return {
    katas: catalog.katas,
    passed: (id) => id === lstm.id,
    best: (id) => (id === kata.id ? 40 : 0),
    attemptPath: (id) => `some/where/not/so/near/attempts/${id}/attempt.ts`,
    isolation: "process",
    words: wordsIn(language),
    language,
    paint: paintIn(colour),
    colour,
  };
}

function stateOf(change: Partial<WatchState> = {}): WatchState {
  const nothing = { results: new Map(), types: new Map(), grading: new Set<string>(), notice: "", panel: [] };
  return { mode: "kata", kata, width: 100, height: 40, ...nothing, scroll: 0, search: "", chosen: 0, ...change };
}

/** Every state that the screen must fit, by name; made late, since one needs a real result. */
const STATES: Readonly<Record<string, () => Partial<WatchState>>> = {
  "a kata before its first grading": () => ({}),
  "a kata that is being graded": () => ({ grading: new Set([kata.id]), notice: "A notice 通知 ".repeat(12) }),
  "a graded kata": () => ({
    results: new Map([[kata.id, result]]),
    types: new Map([
      [kata.id, [{ file: "attempt.ts", line: 9, column: 3, code: 2322, message: "No 不行 ".repeat(20) }]],
    ]),
    panel: ["a hint 提示 ".repeat(20)],
  }),
  "a graded kata, scrolled": () => ({ results: new Map([[kata.id, result]]), scroll: 5 }),
  "the list": () => ({ mode: "list", chosen: 2 }),
  "the list with a search": () => ({ mode: "list", search: "lstm" }),
  "the list with a long search": () => ({ mode: "list", search: "没有这个 there is none ".repeat(9) }),
  "the question before a reset": () => ({ mode: "confirm-reset", results: new Map([[kata.id, result]]) }),
  "the statement": () => ({ mode: "statement" }),
  "the statement, scrolled": () => ({ mode: "statement", kata: lstm, scroll: 12 }),
};

describe.each(Object.keys(STATES))("%s", (name) => {
  it("fits every screen, in both languages, with colour and without", () => {
    for (const language of ["en", "zh"] as const) {
      for (const [width, height] of [
        [40, 24],
        [100, 40],
        [100, 10],
        [40, 4],
        [57, 3],
      ]) {
        for (const colour of [false, true]) {
          const lines = renderScreen(stateOf({ ...STATES[name](), width, height }), contextOf(language, colour));
          const where = `${language} ${width}x${height}`;
          expect(lines.length, where).toBeLessThanOrEqual(height);
          expect(lines.length, where).toBeGreaterThan(0);
          for (const line of lines) {
            expect(stringWidth(line), `${where}: ${line}`).toBeLessThanOrEqual(width);
            expect(line).not.toContain("\n");
          }
        }
      }
    }
  });
});

describe.each(["en", "zh"] as const)("what the screen says, in %s", (language) => {
  const context = contextOf(language);
  const { words } = context;
  const screen = (change: Partial<WatchState>, of = context) => renderScreen(stateOf(change), of).join("\n");

  it("of a kata: title, paths, progress, points of every part, keys, and the sandbox", () => {
    const text = screen({});
    for (const part of [`01 · ${kata.title[language]}`, words.notYetGraded, words.progress(1, catalog.katas.length)])
      expect(text).toContain(part);
    for (const [part, { points }] of Object.entries(kata.parts))
      expect(text).toMatch(new RegExp(`○ ${part} +${words.points(0, points)}`));
    for (const name of Object.values(words.keys)) expect(text).toContain(name);
    expect(text).toContain(words.isolation.process);
    expect(text).toContain(`attempts/${kata.id}/attempt.ts`);
  });

  it("of a result: points and score, the verdict of every part, what was printed", () => {
    const text = screen({ results: new Map([[kata.id, result]]), height: 80 });
    expect(text).toContain(`${words.points(0, 10)} · ${words.score(0)}`);
    for (const { part, verdict } of result.parts)
      expect(text).toMatch(new RegExp(`✗ ${part} .*${words.verdict[verdict]}`));
    expect(text).toContain(words.consoleTitle);
    expect(screen({ results: new Map([[kata.id, result]]), grading: new Set([kata.id]) })).toContain(words.grading);
  });

  it("before a reset: the question, with the file", () => {
    expect(screen({ mode: "confirm-reset", width: 200 })).toContain(words.resetAsk(context.attemptPath(kata.id)));
  });

  it("of the list: marks, the chosen line, what the search finds, and that it finds nothing", () => {
    const text = screen({ mode: "list", chosen: 1 });
    expect(text).toContain(`  ◐ ${kata.id}`);
    expect(text).toContain(`› ○ ${catalog.katas[1].id}`);
    expect(text).toMatch(new RegExp(`✓ ${lstm.id} .*${words.difficulty[lstm.difficulty]}`));
    const found = screen({ mode: "list", search: "17" });
    expect(found).toContain(lstm.id);
    expect(found).not.toContain(kata.id);
    expect(screen({ mode: "list", search: "none of it" })).toContain(words.nothingFound);
    expect(matching(catalog.katas, lstm.title.zh).map(({ id }) => id)).toContain(lstm.id);
  });

  it("of the list: the kata of that number first, and every key in a narrow window too", () => {
    expect(matching(catalog.katas, "1")[0]).toBe(kata);
    expect(screen({ mode: "list", width: 40, height: 12 })).toMatch(/Esc/);
  });

  it("of the list: keeps the chosen line in sight", () => {
    catalog.katas.forEach(({ id }, chosen) => {
      expect(screen({ mode: "list", chosen, height: 7 })).toContain(
        `› ${id === lstm.id ? "✓" : id === kata.id ? "◐" : "○"} ${id}`,
      );
    });
  });
});

describe("scrolling", () => {
  it("goes through every line of the statement and ends at the last", () => {
    const context = contextOf("en");
    const state = stateOf({ mode: "statement", width: 60, height: 20 });
    const range = scrollRange(state, context);
    expect(range).toBeGreaterThan(20);
    const whole = renderScreen({ ...state, height: 1_000 }, context);
    const [first, last] = [0, range].map((scroll) => renderScreen({ ...state, scroll }, context));
    expect(first.slice(0, 18)).toEqual(whole.slice(0, 18));
    expect(first[18]).toMatch(/^↓ \+\d+$/);
    expect(last[0]).toMatch(/^↑ \+\d+$/);
    expect(last.slice(1)).toEqual(whole.slice(-19));
    expect(renderScreen({ ...state, scroll: range + 50 }, context)).toEqual(last);
    expect(scrollRange({ ...state, height: 1_000 }, context)).toBe(0);
  });
});
