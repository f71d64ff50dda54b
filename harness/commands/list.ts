import stringWidth from "string-width";
import { openDesk } from "./desk.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";

/** One line a kata: state, title, difficulty, time, best score. */
export async function list(
  search: string | undefined,
  { json, ...options }: GlobalOptions & { json?: boolean },
): Promise<number> {
  const { catalog, progress, language, words, paint } = await openDesk(options);
  const wanted = search?.toLowerCase() ?? "";
  const katas = catalog.katas.filter(({ id, title }) => `${id} ${title.en} ${title.zh}`.toLowerCase().includes(wanted));
  if (json) {
    for (const { id, title, difficulty, minutes, parts } of katas) {
      const { score, best, passedAt, hints, solutionSeenAt } = progress.of(id);
      console.log(
        JSON.stringify({
          id,
          title,
          difficulty,
          minutes,
          parts: Object.keys(parts),
          score,
          best,
          passedAt,
          hints,
          solutionSeenAt,
        }),
      );
    }
    return EXIT.ok;
  }
  if (katas.length === 0) console.log(words.nothingFound);
  const idWidth = Math.max(0, ...katas.map(({ id }) => id.length));
  const titleWidth = Math.max(0, ...katas.map(({ title }) => stringWidth(title[language])));
  for (const { id, title, difficulty, minutes } of katas) {
    const { best, passedAt, hints, solutionSeenAt } = progress.of(id);
    const mark = passedAt ? paint.green("✓") : best > 0 ? paint.yellow("◐") : paint.dim("○");
    const used = Object.values(hints).reduce((sum, n) => sum + n, 0);
    const remarks = [
      ...(best > 0 && !passedAt ? [words.score(best)] : []),
      ...(used > 0 ? [words.hintsUsed(used)] : []),
      ...(solutionSeenAt ? [words.solved] : []),
    ];
    const padding = " ".repeat(titleWidth - stringWidth(title[language]));
    const facts = paint.dim(`${words.difficulty[difficulty]}, ${words.minutes(minutes)}`);
    console.log(
      `${mark} ${id.padEnd(idWidth)}  ${title[language]}${padding}  ${facts}${remarks.length > 0 ? `  ${remarks.join(", ")}` : ""}`,
    );
  }
  const passed = catalog.katas.filter(({ id }) => progress.of(id).passedAt).length;
  console.log(`\n${words.progress(passed, catalog.katas.length)}`);
  return EXIT.ok;
}
