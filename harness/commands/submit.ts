import { randomUUID } from "node:crypto";
import { relative, sep } from "node:path";
import { UsageError } from "../fault.ts";
import { type Api, answerOf, openApi, Refused, type Submission, Unreachable } from "../join/client.ts";
import { SittingFolder } from "../join/folder.ts";
import { submissionLines } from "../join/marks.ts";
import { sendOnce } from "../join/sender.ts";
import { sittingWordsIn } from "../words/sitting.ts";
import { chooseLanguage } from "../words/words.ts";
import { EXIT } from "./failure.ts";
import { type GlobalOptions, wholeNumber } from "./options.ts";

const LOOK_MS = 500;

export interface SubmitOptions extends GlobalOptions {
  readonly wait: string;
  readonly json?: boolean;
}

/** Submits the attempt at one kata, once, however often it must be asked. */
export async function submit(name: string | undefined, options: SubmitOptions): Promise<number> {
  const words = sittingWordsIn(chooseLanguage(options.lang, process.env));
  const wait = wholeNumber("--wait", options.wait, 0, 3_600);
  const folder = SittingFolder.around(process.cwd());
  if (!folder) throw noFolder();
  const api = openApi(folder.record.server, folder.record.token);
  const id = enqueue(folder, chooseKata(folder, name, process.cwd()));
  await send(api, folder, id);
  const submission = await settled(api, id, wait);
  console.log(options.json ? JSON.stringify(submission) : submissionLines(submission, words).join("\n"));
  return EXIT.ok;
}

/** On disk with its id before anything is sent: the same text that was not acknowledged keeps its id. */
function enqueue(folder: SittingFolder, kata: string): string {
  const text = folder.read(kata).toWellFormed();
  const earlier = folder.outbox
    .waiting()
    .find(({ sending }) => sending.kind === "submit" && sending.kata === kata && sending.text === text);
  if (earlier?.sending.kind === "submit") return earlier.sending.submission;
  const submission = randomUUID();
  folder.outbox.add({ kind: "submit", kata, text, submission, device: folder.newDevice(), sequence: 1 });
  return submission;
}

/** Everything that waits, in its order, so that nothing older arrives after the submission. */
async function send(api: Api, folder: SittingFolder, submission: string): Promise<void> {
  for (const { file, sending } of folder.outbox.waiting())
    try {
      await sendOnce(api, sending);
      folder.outbox.drop(file);
    } catch (error) {
      if (error instanceof Unreachable) throw notYet(error);
      if (error instanceof Refused && error.code !== "unauthorized") folder.outbox.drop(file);
      if (sending.kind === "submit" && sending.submission === submission) throw error;
    }
}

async function settled(api: Api, id: string, waitSeconds: number): Promise<Submission> {
  const until = performance.now() + waitSeconds * 1_000;
  for (;;) {
    const { submissions } = await answerOf(api.GET("/api/session/submissions"));
    const one = submissions.find(({ submission }) => submission === id);
    if (!one) throw refusedElsewhere();
    if (one.status !== "waiting" || performance.now() >= until) return one;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** By number, name or folder; else the one in whose folder somebody stands, else the only one. */
function chooseKata(folder: SittingFolder, name: string | undefined, here: string): string {
  const katas = folder.attempts.started();
  const [inside] = relative(folder.path, here).split(sep);
  const found =
    name === undefined
      ? katas.filter((kata) => kata === inside || katas.length === 1)
      : katas.filter((kata) => kata === name || kata.slice(kata.indexOf("-") + 1) === name || isNumber(kata, name));
  if (found.length === 1) return found[0];
  const names = katas.join(", ");
  throw new UsageError(
    name === undefined
      ? { en: "Which kata is to be submitted?", zh: "要提交哪道题？" }
      : { en: `There is no kata "${name}" in this assessment.`, zh: `这场测评中没有题目“${name}”。` },
    { en: `Name one: kata submit KATA. There are ${names}.`, zh: `请指明一道：kata submit 题目。可选：${names}。` },
  );
}

function isNumber(kata: string, name: string): boolean {
  return /^\d+$/.test(name) && Number.parseInt(kata, 10) === Number(name);
}

function noFolder(): UsageError {
  return new UsageError(
    { en: "There is no assessment in this folder.", zh: "这个目录中没有测评。" },
    { en: "Change into the folder that `kata join` made.", zh: "请进入 `kata join` 创建的目录。" },
  );
}

function notYet(error: Unreachable): Unreachable {
  const [en, zh] = [error.told("en").message, error.told("zh").message];
  return new Unreachable(
    { en: `Not submitted yet: ${en}`, zh: `尚未提交：${zh}` },
    {
      en: "It is kept: run `kata submit` again, or leave `kata join` running; it is submitted once.",
      zh: "内容已保留：请再次运行 `kata submit`，或保持 `kata join` 运行；只会提交一次。",
    },
  );
}

function refusedElsewhere(): UsageError {
  return new UsageError(
    { en: "The server did not take this submission.", zh: "服务器没有接受这次提交。" },
    { en: "`kata join`, which runs beside this, says why.", zh: "同时运行的 `kata join` 会说明原因。" },
  );
}
