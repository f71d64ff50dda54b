/** Katas, progress and verdicts as the page of practice shows them. */
import type { Kata } from "../../catalog/catalog.ts";
import type { Language, Text } from "../../kata.ts";
import { paintIn } from "../../report/paint.ts";
import { picturesOf } from "../../report/pictures/pictures-of.ts";
import { renderFailure, renderProblem } from "../../report/terminal.ts";
import type { CaseResult, KataResult, PartResult } from "../../verdict.ts";
import type { Grader } from "../../watch/grader.ts";
import { argumentLines } from "../../watch/reveal.ts";
import { wordsIn } from "../../words/words.ts";
import type { KataProgress } from "../../workspace/progress.ts";
import type { GradedView, HintsView, KataSummary } from "./schemas.ts";

/** The page folds lines itself. */
const WIDTH = 10_000;
const NOTHING: Text = { en: "", zh: "" };

export function summaryOf(kata: Kata, progress: KataProgress): KataSummary {
  const { id, number, title, theme, difficulty, minutes, parts } = kata;
  const { score, best, passedAt, done = [], hints, solutionSeenAt } = progress;
  return {
    kata: id,
    number,
    title,
    theme,
    difficulty,
    minutes,
    parts: Object.keys(parts).length,
    done: done.filter((part) => Object.hasOwn(parts, part)).length,
    score,
    best,
    passed: passedAt !== undefined,
    hints: Object.values(hints).reduce((sum, n) => sum + n, 0),
    solutionSeen: solutionSeenAt !== undefined,
  };
}

/** Of each part the hints that were seen. */
export function hintsOf(kata: Kata, { hints }: KataProgress): HintsView[] {
  return Object.entries(kata.parts).map(([part, { hints: all }]) => ({
    part,
    all: all.length,
    seen: all.slice(0, hints[part] ?? 0),
  }));
}

export async function gradedView(kata: Kata, hash: string, result: KataResult, grader: Grader): Promise<GradedView> {
  const { verdict, points, maxPoints, score, durationMs, problem, parts, console } = result;
  return {
    kata: kata.id,
    hash,
    verdict,
    points,
    maxPoints,
    score,
    durationMs,
    problem: problem ? inBoth((language) => renderProblem(problem, styleIn(language))) : null,
    parts: await Promise.all(
      parts.map(async (part) => ({
        part: part.part,
        verdict: part.verdict,
        points: part.points,
        maxPoints: part.maxPoints,
        cases: part.cases.map(({ name, group, shown, verdict, ran }) => ({ name, group, shown, verdict, ran })),
        pictures: picturesOf(part, { reveal: false }),
        revealedPictures: picturesOf(part, { reveal: true }),
        ...(problem || isSilent(part) ? { report: NOTHING, revealed: NOTHING } : await reportsOf(kata, part, grader)),
      })),
    ),
    console,
  };
}

/** What speaks for itself. */
function isSilent({ verdict }: PartResult): boolean {
  return verdict === "passed" || verdict === "not-implemented";
}

async function reportsOf(kata: Kata, part: PartResult, grader: Grader): Promise<{ report: Text; revealed: Text }> {
  const failed = part.cases.find(({ verdict }) => verdict !== "passed");
  const [en, zh] = await Promise.all((["en", "zh"] as const).map((one) => calledWith(kata, part, failed, grader, one)));
  const called = { en, zh };
  return {
    report: inBoth((language) => renderFailure(part, styleIn(language))),
    revealed: inBoth((language) => [...renderFailure(part, styleIn(language, true)), ...called[language]]),
  };
}

async function calledWith(
  kata: Kata,
  { part }: PartResult,
  failed: CaseResult | undefined,
  grader: Grader,
  language: Language,
): Promise<string[]> {
  return failed?.ran ? argumentLines(grader, kata, part, failed.name, styleIn(language)) : [];
}

function inBoth(lines: (language: Language) => readonly string[]): Text {
  return { en: lines("en").join("\n"), zh: lines("zh").join("\n") };
}

function styleIn(language: Language, reveal = false) {
  return { words: wordsIn(language), language, paint: paintIn(false), width: WIDTH, reveal, revealTip: TIP[language] };
}

/** A switch of the page. */
const TIP: Text = {
  en: "The numbers of a hidden case: switch on “Reveal numbers”.",
  zh: "隐藏用例的数值：打开“显示数值”。",
};
