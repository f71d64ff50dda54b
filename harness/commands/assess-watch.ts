import { inOneLine } from "../fault.ts";
import { answerOf, type Sitting, Unreachable } from "../join/client.ts";
import type { Language } from "../kata.ts";
import { clockTime } from "../words/sitting.ts";
import { chooseLanguage } from "../words/words.ts";
import { type AssessOptions, asOrganiser, table, utc } from "./assess-organiser.ts";
import { EXIT } from "./failure.ts";
import { wholeNumber } from "./options.ts";
import { askedToEnd } from "./signals.ts";

export interface WatchOptions extends AssessOptions {
  readonly every: string;
  readonly once?: boolean;
}

/** Everybody who sits, again and again until Ctrl-C or until nobody sits any more and all is graded; with --json a line each time. */
export async function watchAssessment(id: string, options: WatchOptions): Promise<number> {
  const every = wholeNumber("--every", options.every, 1, 3_600) * 1_000;
  const language = chooseLanguage(options.lang, process.env);
  const ended = askedToEnd().then(() => true);
  await asOrganiser(options, async (api) => {
    for (;;) {
      const view = await answerOf(api.GET("/api/assessments/{id}/sessions", { params: { path: { id } } })).catch(
        (error) => skipped(error, language),
      );
      if (view) {
        if (options.json) console.log(JSON.stringify(view));
        else draw(view.sessions);
        const isOver = view.sessions.every(({ phase, revoked, final }) => revoked || (phase === "ended" && final));
        if (options.once || isOver) return;
      }
      if (await Promise.race([ended, new Promise<false>((resolve) => setTimeout(resolve, every, false))])) return;
    }
  });
  return EXIT.ok;
}

function draw(sessions: readonly Sitting[]): void {
  const lines = table([
    ["person", "name", "phase", "left", "saved", "submissions", "waiting", "score"],
    ...sessions.map(({ id, name, phase, remainingMs, katas, score }) => [
      id,
      name,
      phase,
      remainingMs === null ? null : clockTime(remainingMs),
      utc(Math.max(0, ...katas.map(({ savedAt }) => savedAt ?? 0)) || null),
      katas.reduce((sum, one) => sum + one.submissions, 0),
      katas.reduce((sum, one) => sum + one.pending, 0),
      score === null ? null : Math.round(score * 100) / 100,
    ]),
  ]);
  process.stdout.write(`${process.stdout.isTTY ? "\u001b[H\u001b[2J" : ""}${lines.join("\n")}\n`);
}

/** A server that restarts is looked for again. */
function skipped(error: unknown, language: Language): undefined {
  if (!(error instanceof Unreachable)) throw error;
  console.error(inOneLine(error, language));
}
