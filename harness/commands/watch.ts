import { relative } from "node:path";
import type { Kata } from "../catalog/catalog.ts";
import { inOneLine } from "../fault.ts";
import { judge } from "../judge/judge.ts";
import { prepareKata } from "../judge/prepare.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import { passedParts } from "../verdict.ts";
import { watchAttempts } from "../watch/watch.ts";
import { type Desk, exerciseOf, kataAsked, openDesk, wantsColour } from "./desk.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";
import { gradeAndPrint } from "./run.ts";

export interface WatchCommandOptions extends GlobalOptions {
  readonly poll?: boolean;
}

/** A person waits for a verdict, and nobody for the next sandbox: enough for V8 to have compiled what an answer passes through. */
const REHEARSALS = 100;

/** The main job: grade on every save. Without a terminal, once. */
export async function watch(name: string | undefined, options: WatchCommandOptions): Promise<number> {
  const desk = await openDesk(options);
  const first = kataAsked(desk, name);
  desk.attempts.prepare(desk.catalog.katas.map(exerciseOf));
  if (!process.stdin.isTTY || !process.stdout.isTTY) return once(desk, first);
  const { catalog, attempts, progress, words, language, paint } = desk;
  const pool = new SandboxPool(undefined, { rehearsals: REHEARSALS });
  try {
    const notice = progress.kept ? words.damagedProgress(relative(process.cwd(), progress.file), progress.kept) : "";
    const colour = wantsColour();
    await watchAttempts({
      catalog,
      first,
      attempts,
      exerciseOf,
      progress,
      pool,
      words,
      language,
      paint,
      colour,
      poll: options.poll ?? false,
      notice,
    });
  } finally {
    pool.close();
  }
  return EXIT.ok;
}

/** Grades the current kata in full and every other one that was begun in a line, and says how to go on. */
async function once(desk: Desk, first: Kata): Promise<number> {
  const { catalog, attempts, progress, words } = desk;
  await gradeAndPrint(desk, first.id);
  const others = catalog.katas.filter(({ id }) => id !== first.id && progress.of(id).best > 0);
  const pool = new SandboxPool(undefined, { size: 1 });
  try {
    for (const kata of others) {
      const result = await judge(await prepareKata(catalog, kata), attempts.file(kata.id), {
        pool,
        siblings: true,
        diagnose: false,
      });
      progress.graded(kata.id, result.score, passedParts(result));
      console.log(`${kata.id}: ${words.score(result.score)}`);
    }
  } finally {
    pool.close();
  }
  const unsaved = progress.save();
  if (unsaved) console.error(words.unsaved(inOneLine(unsaved, desk.language)));
  console.log(`\n${words.goOn(attempts.shown(first.id)).join("\n")}`);
  return EXIT.ok;
}
