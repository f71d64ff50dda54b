import { relative } from "node:path";
import { UsageError } from "../fault.ts";
import { type Api, answerOf, type KataPage, openApi, type Session } from "../join/client.ts";
import { Display } from "../join/display.ts";
import { SittingFolder } from "../join/folder.ts";
import { type Link, readLink } from "../join/link.ts";
import { holdSitting } from "../join/sitting.ts";
import { printable } from "../text.ts";
import { clockTime, type SittingWords, sittingWordsIn } from "../words/sitting.ts";
import { chooseLanguage } from "../words/words.ts";
import { ask } from "./ask.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";
import { askedToEnd } from "./signals.ts";

export interface JoinOptions extends GlobalOptions {
  readonly yes?: boolean;
  readonly poll?: boolean;
}

/** A timed assessment in the candidate's own editor. */
export async function join(text: string | undefined, options: JoinOptions): Promise<number> {
  const language = chooseLanguage(options.lang, process.env);
  const words = sittingWordsIn(language);
  const link = text === undefined ? linkOfFolder(process.cwd()) : readLink(text);
  const api = openApi(link.server, link.token);
  let session = await answerOf<Session>(api.POST("/api/session/enter", { body: { token: link.token } }));
  if (session.phase === "invited") {
    introduce(session, words);
    if (!options.yes && !(await ask(words.ask(session.settings.honour !== null)))) {
      console.log(words.notStarted);
      return EXIT.ok;
    }
    session = await answerOf<Session>(api.POST("/api/session/start", { body: { honour: true } }));
  }
  const folder = SittingFolder.for(process.cwd(), link, session);
  await prepare(api, session, folder, words);
  const leave = new AbortController();
  void askedToEnd().then(() => leave.abort());
  const display = new Display(process.stdout);
  await holdSitting({
    api,
    folder,
    session,
    display,
    words,
    language,
    poll: options.poll ?? false,
    leave: leave.signal,
  });
  return EXIT.ok;
}

function linkOfFolder(here: string): Link {
  const folder = SittingFolder.around(here);
  if (folder) return folder.record;
  throw new UsageError(
    { en: "There is no assessment in this folder.", zh: "这个目录中没有测评。" },
    { en: "Give the link of your invitation: kata join 'http://…'.", zh: "请给出邀请链接：kata join 'http://…'。" },
  );
}

/** What somebody should know before the time runs. */
function introduce({ assessment, name, settings, kataCount }: Session, words: SittingWords): void {
  const { limitSeconds, closesAt, honour } = settings;
  const closes = closesAt === null ? null : `${new Date(closesAt).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const lines = [
    words.welcome(printable(assessment, 200), name === null ? null : printable(name, 200)),
    words.limits(clockTime(limitSeconds * 1_000), kataCount, closes),
    ...words.recorded,
    ...(honour === null
      ? []
      : [
          words.honour,
          ...printable(honour, 4_000)
            .split("\n")
            .map((line) => `  ${line}`),
        ]),
  ];
  console.log(lines.join("\n"));
}

async function prepare(api: Api, session: Session, folder: SittingFolder, words: SittingWords): Promise<void> {
  const pages: KataPage[] = [];
  for (const { kata } of session.katas)
    pages.push(await answerOf<KataPage>(api.GET("/api/session/katas/{kata}", { params: { path: { kata } } })));
  const placed = folder.prepare(session, pages);
  console.log(words.folder(relative(process.cwd(), folder.path) || "."));
  for (const { kata, taken, beside } of placed)
    console.log((taken ? words.taken : words.kept)(folder.shown(kata), beside));
  for (const { kata } of session.katas) console.log(`  ${folder.shown(kata)}`);
  if (session.phase === "running") console.log(words.howTo);
}
