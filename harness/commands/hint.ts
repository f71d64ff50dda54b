import { inOneLine, UsageError } from "../fault.ts";
import { nextHint } from "../watch/hint.ts";
import { kataAsked, openDesk } from "./desk.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";

/** One more hint for a part; without a name, for the first part that has some left. */
export async function hint(
  name: string | undefined,
  part: string | undefined,
  options: GlobalOptions,
): Promise<number> {
  const desk = await openDesk(options);
  const kata = kataAsked(desk, name);
  if (part !== undefined && !Object.hasOwn(kata.parts, part))
    throw new UsageError(
      { en: `${kata.id} has no part "${part}".`, zh: `${kata.id} 没有名为“${part}”的部分。` },
      { en: `It has ${Object.keys(kata.parts).join(", ")}.`, zh: `它有 ${Object.keys(kata.parts).join("、")}。` },
    );
  const parts = part === undefined ? Object.keys(kata.parts) : [part];
  const { hints } = desk.progress.of(kata.id);
  const chosen = parts.find((one) => (hints[one] ?? 0) < kata.parts[one].hints.length) ?? parts[parts.length - 1];
  const { lines, seen } = nextHint(kata, chosen, hints[chosen] ?? 0, desk);
  console.log(lines.join("\n"));
  const unsaved = seen ? desk.progress.hintSeen(kata.id, chosen) : undefined;
  if (unsaved) console.error(desk.words.unsaved(inOneLine(unsaved, desk.language)));
  return EXIT.ok;
}
