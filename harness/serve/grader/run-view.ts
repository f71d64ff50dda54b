/** A run on the public examples as its candidate sees it: with numbers, and without a word about hidden cases. */
import type { Language } from "../../kata.ts";
import { paintIn } from "../../report/paint.ts";
import { picturesOf } from "../../report/pictures/pictures-of.ts";
import { renderConsole, renderParts } from "../../report/terminal.ts";
import type { KataResult } from "../../verdict.ts";
import { wordsIn } from "../../words/words.ts";
import type { RunResult } from "./protocol.ts";

export function viewRun(result: KataResult): RunResult {
  const { kata, verdict, parts, console, isolation, durationMs } = result;
  return {
    kata,
    verdict,
    parts: parts.map((one) => ({
      part: one.part,
      verdict: one.verdict,
      cases: one.cases.map(({ name, verdict, ran }) => ({ name, verdict, ran })),
      pictures: picturesOf(one, { reveal: false }),
    })),
    report: { en: reportIn("en", result), zh: reportIn("zh", result) },
    console,
    isolation,
    durationMs: Math.round(durationMs),
  };
}

function reportIn(language: Language, result: KataResult): string {
  const words = wordsIn(language);
  const style = { words, language, paint: paintIn(false), width: 100, reveal: true, revealTip: "" };
  return [...renderParts(result, style), ...renderConsole(result.console, style)].join("\n");
}
