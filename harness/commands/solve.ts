import { readReference } from "../catalog/catalog.ts";
import { UsageError } from "../fault.ts";
import { ask } from "./ask.ts";
import { kataAsked, openDesk } from "./desk.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";

/** Prints a reference solution after a confirmation, and records that it was seen. */
export async function solve(
  name: string | undefined,
  { yes, ...options }: GlobalOptions & { yes?: boolean },
): Promise<number> {
  const desk = await openDesk(options);
  const kata = kataAsked(desk, name);
  if (!yes) {
    if (!process.stdin.isTTY)
      throw new UsageError(desk.words.solveNeedsYes(kata.id), {
        en: "`kata hint` gives a hint instead.",
        zh: "也可以用 `kata hint` 看提示。",
      });
    if (!(await ask(desk.words.solveAsk(kata.id)))) return EXIT.ok;
  }
  // Recorded first: who has read it has seen it, whatever happens to the output.
  const unsaved = desk.progress.solutionSeen(kata.id);
  if (unsaved) throw unsaved;
  process.stdout.write(readReference(kata));
  return EXIT.ok;
}
