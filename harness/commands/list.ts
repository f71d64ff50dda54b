import stringWidth from "string-width";
import type { Kata } from "../catalog/catalog.ts";
import { DIFFICULTIES, THEMES } from "../kata.ts";
import { type Desk, openDesk } from "./desk.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";

export interface ListOptions extends GlobalOptions {
  readonly by: "theme" | "difficulty" | "minutes" | "path";
  readonly json?: boolean;
}

/** One line a kata: state, title, difficulty, time, best score. */
export async function list(search: string | undefined, { json, by, ...options }: ListOptions): Promise<number> {
  const desk = await openDesk(options);
  const { catalog, progress, words, paint } = desk;
  const wanted = search?.toLowerCase() ?? "";
  const found = (katas: readonly Kata[]) =>
    katas.filter(({ id, title }) => `${id} ${title.en} ${title.zh}`.toLowerCase().includes(wanted));
  const katas = found(catalog.katas);
  if (json) {
    for (const kata of katas) console.log(JSON.stringify(asRecord(kata, desk)));
    return EXIT.ok;
  }
  if (katas.length === 0) console.log(words.nothingFound);
  // What was searched for is short: headings would only be in its way.
  const groups =
    search === undefined ? groupsBy(by, desk) : [{ title: "", katas: by === "path" ? found(catalog.path) : katas }];
  for (const [i, group] of groups.entries()) {
    if (group.title) console.log(`${i === 0 ? "" : "\n"}${paint.bold(group.title)}`);
    for (const kata of group.katas) console.log(lineOf(kata, katas, desk));
  }
  const passed = catalog.katas.filter(({ id }) => progress.of(id).passedAt).length;
  console.log(`\n${words.progress(passed, catalog.katas.length)}`);
  return EXIT.ok;
}

interface Group {
  readonly title: string;
  readonly katas: readonly Kata[];
}

/** Upper ends of the groups by time. */
const MINUTES = [25, 40, 60, Infinity];

function groupsBy(by: ListOptions["by"], { catalog, words }: Desk): Group[] {
  const { katas, path } = catalog;
  switch (by) {
    case "theme":
      return nonEmpty(
        THEMES.map((theme) => ({ title: words.theme[theme], katas: katas.filter((one) => one.theme === theme) })),
      );
    case "difficulty":
      return nonEmpty(
        DIFFICULTIES.map((difficulty) => ({
          title: words.difficulty[difficulty],
          katas: katas.filter((one) => one.difficulty === difficulty),
        })),
      );
    case "minutes": {
      const longest = Math.max(0, ...katas.map(({ minutes }) => minutes));
      return nonEmpty(
        MINUTES.map((most, i) => ({
          title: words.upToMinutes(Math.min(most, longest)),
          katas: katas.filter(({ minutes }) => minutes <= most && minutes > (MINUTES[i - 1] ?? 0)),
        })),
      );
    }
    case "path":
      return [{ title: words.pathTitle, katas: path }];
  }
}

function nonEmpty(groups: readonly Group[]): Group[] {
  return groups.filter(({ katas }) => katas.length > 0);
}

/** @param beside the katas that it is printed with, whose columns it keeps */
function lineOf({ id, title, difficulty, minutes }: Kata, beside: readonly Kata[], desk: Desk): string {
  const { progress, language, words, paint } = desk;
  const idWidth = Math.max(0, ...beside.map((kata) => kata.id.length));
  const titleWidth = Math.max(0, ...beside.map((kata) => stringWidth(kata.title[language])));
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
  return `${mark} ${id.padEnd(idWidth)}  ${title[language]}${padding}  ${facts}${remarks.length > 0 ? `  ${remarks.join(", ")}` : ""}`;
}

function asRecord({ id, title, theme, requires = [], difficulty, minutes, parts }: Kata, { progress }: Desk): object {
  const { score, best, passedAt, hints, solutionSeenAt } = progress.of(id);
  const facts = { id, title, theme, requires, difficulty, minutes, parts: Object.keys(parts) };
  return { ...facts, score, best, passedAt, hints, solutionSeenAt };
}
