import { relative } from "node:path";
import { statementFile } from "../catalog/catalog.ts";
import { inOneLine } from "../fault.ts";
import { exerciseOf, firstUnpassed, openDesk } from "./desk.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";

/** Makes the first kata that is not passed the current one, and says where it lies. */
export async function next(options: GlobalOptions): Promise<number> {
  const { catalog, progress, attempts, words, language, paint } = await openDesk(options);
  const kata = firstUnpassed(catalog, progress);
  if (!kata) {
    console.log(words.everythingPassed);
    return EXIT.ok;
  }
  attempts.prepare([exerciseOf(kata)]);
  const unsaved = progress.show(kata.id);
  if (unsaved) console.error(words.unsaved(inOneLine(unsaved, language)));
  console.log(paint.bold(words.next(kata.id, kata.title[language])));
  console.log(`  ${words.statementAt(relative(process.cwd(), statementFile(kata, language)))}`);
  console.log(`  ${words.attemptAt(attempts.shown(kata.id))}`);
  return EXIT.ok;
}
