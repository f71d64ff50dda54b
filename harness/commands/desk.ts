/** What the candidate's verbs have in common: the katas, the person's files and progress, the language and the look. */
import { relative } from "node:path";
import { type Catalog, type Kata, openCatalog, readSkeleton } from "../catalog/catalog.ts";
import type { Language } from "../kata.ts";
import { type Paint, paintIn } from "../report/paint.ts";
import { chooseLanguage, type Words, wordsIn } from "../words/words.ts";
import { Attempts, attemptsAround, type Exercise } from "../workspace/attempts.ts";
import { Progress } from "../workspace/progress.ts";
import type { GlobalOptions } from "./options.ts";

export interface Desk {
  readonly catalog: Catalog;
  readonly attempts: Attempts;
  readonly progress: Progress;
  readonly language: Language;
  readonly words: Words;
  readonly paint: Paint;
  readonly width: number;
}

/** @throws UsageError, HarnessFault */
export async function openDesk({ pack, attempts, lang }: GlobalOptions): Promise<Desk> {
  const language = chooseLanguage(lang, process.env);
  const catalog = await openCatalog(pack);
  const folder = new Attempts(attempts ?? attemptsAround(process.cwd()));
  const words = wordsIn(language);
  const progress = new Progress(folder.folder);
  if (progress.kept) console.error(words.damagedProgress(relative(process.cwd(), progress.file), progress.kept));
  return {
    catalog,
    attempts: folder,
    progress,
    language,
    words,
    paint: paintIn(wantsColour()),
    width: terminalWidth(),
  };
}

/** NO_COLOR (no-color.org) wins, then FORCE_COLOR, then whether somebody can see it. */
export function wantsColour(stream: { isTTY?: boolean } = process.stdout): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0";
  return stream.isTTY === true && TERM !== "dumb";
}

/** The kata that is asked for, or the one that is being worked on. */
export function kataAsked({ catalog, progress }: Desk, name: string | undefined): Kata {
  if (name !== undefined) return catalog.find(name);
  return (
    catalog.katas.find(({ id }) => id === progress.current) ?? firstUnpassed(catalog, progress) ?? catalog.katas[0]
  );
}

/** The next step of the learning path. */
export function firstUnpassed({ path }: Catalog, progress: Progress): Kata | undefined {
  return path.find(({ id }) => progress.of(id).passedAt === undefined);
}

export function exerciseOf(kata: Kata): Exercise {
  return { id: kata.id, skeleton: () => readSkeleton(kata) };
}

function terminalWidth(): number {
  return Math.max(20, Math.min(process.stdout.columns || 80, 120));
}
