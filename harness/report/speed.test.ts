/** Speed as people read it. */
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import type { Language } from "../kata.ts";
import { type KataResult, type KataSpeed, type PartSpeed, SPEED_FLAGS } from "../verdict.ts";
import { wordsIn } from "../words/words.ts";
import { paintIn } from "./paint.ts";
import { renderSpeed } from "./speed.ts";

const TIMES = { case: "long", samples: 45, attemptMs: 12.3456, referenceMs: 0.98765, wayMs: 1 };

function render(parts: Record<string, Partial<PartSpeed> | undefined>, speed?: KataSpeed, language: Language = "en") {
  const result: KataResult = {
    ...{ kata: "17-lstm", verdict: "passed", points: 1, maxPoints: 1, score: 100, console: "", durationMs: 1 },
    isolation: "os",
    parts: Object.entries(parts).map(([part, own]) => ({
      ...{ part, points: 1, maxPoints: 1, verdict: "passed", cases: [] },
      ...(own && { speed: { ...TIMES, ...own } }),
    })),
    ...(speed && { speed }),
  };
  const words = wordsIn(language);
  return renderSpeed(result, { words, language, paint: paintIn(false), width: 80, reveal: false, revealTip: "" });
}

describe("the lines about speed", () => {
  it("are none where nobody asked for them", () => expect(render({ forward: undefined })).toEqual([]));

  it("say the ratio, how noisy it was, both times and the inputs", () => {
    const parts = { forward: { ratio: 12.5, noise: 0.034 }, step: { flag: "too-short" as const }, wrong: undefined };
    expect(render(parts, { parts: 1, ratio: 12.5, noise: 0.034 })).toEqual([
      "",
      "speed, as a multiple of our float64 reference's time on the same fresh inputs",
      "  forward  12.5× ± 3 % · 12.3 ms, reference 0.988 ms, 45 inputs",
      "  step     too short to time",
      "  In all 12.5× ± 3 %.",
    ]);
  });

  it("say in both languages why a ratio is not ranked, and show it", () => {
    for (const language of ["en", "zh"] as const)
      for (const flag of SPEED_FLAGS) {
        const told = render(
          { forward: { ratio: 0.0123, noise: 0.5, flag } },
          { parts: 0, flag: "too-noisy" },
          language,
        );
        const text = told.join(" ").replaceAll(/ +/g, " ");
        expect(text).toContain("0.0123");
        expect(told.join("").replaceAll(" ", "")).toContain(wordsIn(language).speedFlag[flag].replaceAll(" ", ""));
        expect(text).toContain(language === "zh" ? "不参与速度排名" : "Not ranked by speed");
        expect(told.filter((line) => stringWidth(line) > 80)).toEqual([]);
      }
  });
});
