/** Which language a person reads, and its words. */
import { UsageError } from "../fault.ts";
import type { Language } from "../kata.ts";
import { en, type Words } from "./en.ts";
import { zh } from "./zh.ts";

export type { Words };

export function wordsIn(language: Language): Words {
  return language === "zh" ? zh : en;
}

/** `--lang` when it is given, else the locale's. @throws UsageError for a language that there is none of */
export function chooseLanguage(
  asked: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  if (asked !== undefined) {
    if (asked === "en" || asked === "zh") return asked;
    throw new UsageError(
      { en: `There is no language "${asked}".`, zh: `没有“${asked}”这种语言。` },
      { en: "Choose --lang en or --lang zh.", zh: "请用 --lang en 或 --lang zh。" },
    );
  }
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || "";
  return /^zh/i.test(locale) ? "zh" : "en";
}
