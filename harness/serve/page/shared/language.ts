/** The language that a page speaks: chosen once, remembered, the same in every part of the page. */
import { useEffect, useState } from "preact/hooks";
import type { Language, Text } from "../../../kata.ts";

export type { Language, Text };

const KEY = "katagrad.language";
const listeners = new Set<(language: Language) => void>();
let current: Language = firstLanguage(remembered(), preferredLanguages());

/** What was chosen before, else the first of the browser's languages that there is. */
export function firstLanguage(chosen: string | null, preferred: readonly string[]): Language {
  if (chosen === "en" || chosen === "zh") return chosen;
  const first = preferred.find((one) => /^(en|zh)\b/i.test(one));
  return first && /^zh/i.test(first) ? "zh" : "en";
}

export function changeLanguage(language: Language): void {
  current = language;
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
  for (const listener of listeners) listener(language);
}

/** Draws again whenever the language changes. */
export function useLanguage(): Language {
  const [language, show] = useState(current);
  useEffect(() => {
    listeners.add(show);
    show(current);
    return () => {
      listeners.delete(show);
    };
  }, []);
  return language;
}

/** The words of a page in its language. */
export function useWords<Words>(words: { readonly en: Words; readonly zh: Words }): Words {
  return words[useLanguage()];
}

/** What stands between two sentences. */
export function useGap(): string {
  return useLanguage() === "zh" ? "" : " ";
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The server may have been started in one. */
function preferredLanguages(): readonly string[] {
  if (typeof navigator === "undefined") return [];
  const spoken = document.querySelector<HTMLMetaElement>("meta[name=katagrad-language]")?.content;
  return [...(spoken === undefined ? [] : [spoken]), ...(navigator.languages ?? [])];
}
