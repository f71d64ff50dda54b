import { Writable } from "node:stream";
import stringWidth from "string-width";
import { afterEach, describe, expect, it } from "vitest";
import { wordsIn } from "../words/words.ts";
import { type Progress, showProgress } from "./progress.ts";

let open: Progress | undefined;
afterEach(() => open?.close());

/** The line as it stands after each `tell`, which draws it. */
function watched(total: number, { columns = 100, language = "en" as "en" | "zh" } = {}) {
  let written = "";
  const stream = Object.assign(
    new Writable({
      write(chunk, _, done) {
        written += String(chunk);
        done();
      },
    }),
    { columns },
  );
  const clock = { now: 0 };
  const progress = showProgress({ stream, total, words: wordsIn(language), language: "en", now: () => clock.now });
  open = progress;
  const lineAfter = (ms: number, done: number, skipped = 0): string => {
    for (let i = 0; i < done; i++) progress.advance();
    for (let i = 0; i < skipped; i++) progress.advance(true);
    clock.now += ms;
    progress.tell({ en: "said", zh: "说" });
    return line();
  };
  const line = () => written.split("\u001b[K").at(-1)!;
  return { lineAfter, line, progress, all: () => written };
}

describe("the line of a batch", () => {
  it("says how far it is, how fast and how long", () => {
    const { lineAfter } = watched(400);
    expect(lineAfter(1_000, 0)).toBe(`${"░".repeat(20)} 0 of 400 · 0.0/s`);
    expect(lineAfter(9_000, 100)).toBe(`${"█".repeat(5)}${"░".repeat(15)} 100 of 400 · 10/s · 30 s left`);
    expect(lineAfter(1_000, 300)).toMatch(/^█{20} 400 of 400 · \d+\/s · 0 s left$/);
  });

  it("counts what an earlier run has graded, but takes no speed from it", () => {
    const { lineAfter } = watched(1_000);
    expect(lineAfter(10_000, 50, 500)).toContain("550 of 1,000 · 5.0/s · 90 s left".replace("90 s", "2 min"));
  });

  it("takes the speed from the last seconds, not from the whole run", () => {
    const { lineAfter } = watched(10_000);
    for (let i = 0; i < 30; i++) lineAfter(1_000, 100);
    for (let i = 0; i < 30; i++) lineAfter(1_000, 10);
    expect(lineAfter(1_000, 10)).toContain(" · 10/s · ");
  });

  it("speaks the reader's language", () => {
    const { lineAfter } = watched(10, { language: "zh" });
    expect(lineAfter(1_000, 5)).toContain("5 / 10 · 每秒 5.0 份 · 还剩 1 秒");
  });

  it("never folds: what does not fit is left out", () => {
    for (const columns of [100, 40, 30, 10]) {
      const { lineAfter } = watched(1_000, { columns });
      expect(stringWidth(lineAfter(1_000, 100))).toBeLessThan(columns);
    }
  });

  it("makes way for a line of its own, and goes at the end", () => {
    const { progress, all, line } = watched(10);
    progress.tell({ en: "a line", zh: "一行" });
    expect(all()).toContain("\r\u001b[Ka line\n");
    progress.close();
    expect(line()).toBe("");
  });

  it("has no total to divide by when there is nothing", () => {
    expect(watched(0).lineAfter(1_000, 0)).toBe(`${"█".repeat(20)} 0 of 0 · 0.0/s`);
  });
});
