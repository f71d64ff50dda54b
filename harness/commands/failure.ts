/** Failures as a person reads them: what happened, then what to do; never a stack. */
import { distance } from "fastest-levenshtein";
import kleur from "kleur";
import { HarnessFault, UsageError } from "../fault.ts";
import type { Language } from "../kata.ts";
import { chooseLanguage } from "../words/words.ts";

export const EXIT = { ok: 0, notFullMarks: 1, misuse: 2, fault: 3 } as const;

/** Prints a failure and returns the exit status that it means. */
export function tellFailure(error: unknown): number {
  const language = languageOfReader();
  const ours = kleur.red(language === "zh" ? "！这是我们的问题，不是你的：" : "! Our fault, not yours:");
  if (error instanceof UsageError || error instanceof HarnessFault) {
    const { message, remedy } = error.told(language);
    const misuse = error instanceof UsageError;
    console.error(`${misuse ? kleur.red("✗") : ours} ${message}\n  ${remedy}`);
    return misuse ? EXIT.misuse : EXIT.fault;
  }
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  console.error(
    language === "zh"
      ? `${ours} ${message}\n  请反馈给我们；KATA_DEBUG=1 会显示出错的位置。`
      : `${ours} ${message}\n  Please report it; KATA_DEBUG=1 shows where it happened.`,
  );
  if (process.env.KATA_DEBUG && stack) console.error(stack);
  return EXIT.fault;
}

/** What a mistyped verb was to be: without this, the default verb takes it for the name of a kata. */
export function tellNearestVerb(word: string, verbs: readonly string[]): void {
  const [near] = verbs
    .map((verb) => ({ verb, far: distance(word.toLowerCase(), verb) }))
    .sort((a, b) => a.far - b.far)
    .filter(({ far }) => far > 0 && far <= 2);
  if (!near) return;
  const command = `\`kata ${near.verb}\``;
  console.error(languageOfReader() === "zh" ? `  也许你要的是 ${command}。` : `  Perhaps you mean ${command}.`);
}

/** From the command line as it stands: a failure may come before the options are read, or be about one of them. */
function languageOfReader(): Language {
  const at = process.argv.findIndex((argument) => /^--lang(=|$)/.test(argument));
  const asked = at < 0 ? undefined : (process.argv[at].split("=")[1] ?? process.argv[at + 1]);
  try {
    return chooseLanguage(asked, process.env);
  } catch {
    return "en";
  }
}
