/** One more hint each time: a nudge, then the formula, then pseudo-code. */
import type { Kata } from "../catalog/catalog.ts";
import type { Language } from "../kata.ts";
import type { Paint } from "../report/paint.ts";
import type { Words } from "../words/words.ts";

export interface HintStyle {
  readonly words: Words;
  readonly language: Language;
  readonly paint: Paint;
}

/** All hints of a part up to the next one, and whether that is new. */
export function nextHint(
  kata: Kata,
  part: string,
  seenBefore: number,
  { words, language, paint }: HintStyle,
): { lines: string[]; seen: boolean } {
  const { hints } = kata.parts[part];
  const count = Math.min(seenBefore + 1, hints.length);
  const lines = hints
    .slice(0, count)
    .flatMap((text, i) => [paint.cyan(words.hintTitle(part, i + 1, hints.length)), `  ${text[language]}`]);
  return seenBefore < hints.length
    ? { lines, seen: true }
    : { lines: [...lines, paint.dim(words.noMoreHints(part))], seen: false };
}
