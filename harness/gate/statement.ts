/** What every statement must have, in both languages. */
import { type Kata, type LoadedGrading, readSkeleton, readStatement } from "../catalog/catalog.ts";
import { toleranceOf } from "../grading.ts";
import type { Language } from "../kata.ts";
import { checkExample, exampleIn } from "./example.ts";

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    "The question",
    "A two-minute answer",
    "The mathematics",
    "What to implement",
    "Worked example",
    "Pitfalls",
    "Follow-up questions",
    "Sources",
  ],
  zh: ["面试题", "两分钟回答", "数学推导", "要实现的函数", "算例", "常见错误", "追问", "出处"],
};

/** What is missing or wrong in the statements of a kata. */
export function checkStatements(grading: LoadedGrading, reference: Record<string, unknown>): string[] {
  const { kata } = grading;
  const texts = { en: readStatement(kata, "en"), zh: readStatement(kata, "zh") };
  const problems = (["en", "zh"] as const).flatMap((language) =>
    checkStatement(grading, language, texts[language]).map((problem) => `${language}: ${problem}`),
  );
  const [en, zh] = [exampleIn(texts.en), exampleIn(texts.zh)];
  if (en === undefined || zh === undefined) problems.push("each statement needs exactly one block ```js example");
  else if (en !== zh) problems.push("the worked example differs between the languages");
  if (en !== undefined) problems.push(...checkExample(en, reference).map((problem) => `worked example: ${problem}`));
  return [...problems, ...checkSkeletonNames(kata)];
}

function checkStatement({ kata, parts }: LoadedGrading, language: Language, text: string): string[] {
  const problems: string[] = [];
  const title = `# ${String(kata.number).padStart(2, "0")} · ${kata.title[language]}`;
  if (!text.startsWith(`${title}\n`)) problems.push(`the first line must be "${title}"`);
  const headings = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1].trim());
  if (headings.join("\n") !== HEADINGS[language].join("\n"))
    problems.push(`the ## headings must be, in order: ${HEADINGS[language].join(" / ")}`);
  const empty = text
    .split(/^## /m)
    .slice(1)
    .filter((section) => /^.*\n\s*$/.test(section));
  for (const section of empty) problems.push(`nothing is written under "${section.trim()}"`);
  const named = new Set(
    [...text.matchAll(/^### (.+)$/gm)].flatMap(([, heading]) => [...heading.matchAll(/`(\w+)/g)].map((m) => m[1])),
  );
  for (const part of Object.keys(kata.parts)) if (!named.has(part)) problems.push(`no ### heading names \`${part}\``);
  for (const [part, grading] of Object.entries(parts)) {
    const { rtol, atol } = toleranceOf(grading);
    for (const [name, value] of [
      ["rtol", rtol],
      ["atol", atol],
    ] as const) {
      if (!text.includes(`${name} ${short(value)}`))
        problems.push(`the tolerance of ${part} is not told: "${name} ${short(value)}"`);
    }
  }
  return problems;
}

function checkSkeletonNames(kata: Kata): string[] {
  const exported = new Set([...readSkeleton(kata).matchAll(/^export function (\w+)/gm)].map((match) => match[1]));
  const parts = Object.keys(kata.parts);
  return [
    ...parts.filter((part) => !exported.has(part)).map((part) => `the skeleton does not export ${part}`),
    ...[...exported]
      .filter((name) => !parts.includes(name))
      .map((name) => `the skeleton exports ${name}, which is no part`),
  ];
}

/** 1e-9, as the statements write it. */
function short(value: number): string {
  return value.toExponential().replace("e+0", "");
}
