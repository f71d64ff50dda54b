import { UsageError } from "../fault.ts";
import { ask } from "./ask.ts";
import { exerciseOf, kataAsked, openDesk } from "./desk.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";

/** Puts the skeleton back after a confirmation; the attempt is kept as a backup. */
export async function reset(
  name: string | undefined,
  { yes, ...options }: GlobalOptions & { yes?: boolean },
): Promise<number> {
  const desk = await openDesk(options);
  const kata = kataAsked(desk, name);
  const { words, attempts } = desk;
  if (!yes && !process.stdin.isTTY) throw new UsageError(words.resetNeedsYes(kata.id), words.resetNot);
  if (!yes && !(await ask(`${words.resetAsk(attempts.shown(kata.id))} `))) {
    console.log(words.resetNot);
    return EXIT.ok;
  }
  const backup = attempts.reset(exerciseOf(kata));
  console.log(backup ? words.resetDone(backup) : words.attemptAt(attempts.shown(kata.id)));
  return EXIT.ok;
}
