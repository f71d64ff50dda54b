/** `kata grade`: submissions to records, one or ten thousand. */
import { availableParallelism } from "node:os";
import { runBatch } from "../batch/batch.ts";
import { Grader } from "../batch/grader.ts";
import { openFile, standardOutput } from "../batch/output.ts";
import { type Progress, showProgress, withoutBar } from "../batch/progress.ts";
import { resume } from "../batch/resume.ts";
import { putInOrder } from "../batch/rewrite.ts";
import { type Asked, findSubmissions, type Submission } from "../batch/submissions.ts";
import { Teller } from "../batch/teller.ts";
import { Temporary } from "../batch/temporary.ts";
import { textWriter } from "../batch/text.ts";
import { openCatalog } from "../catalog/catalog.ts";
import { UsageError } from "../fault.ts";
import type { Text } from "../kata.ts";
import { type FormatContext, readContext } from "../report/formats/context.ts";
import type { FormatName } from "../report/formats/names.ts";
import { recordWriter } from "../report/formats/stream.ts";
import { paintIn } from "../report/paint.ts";
import type { ReportStyle } from "../report/terminal.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import { printable } from "../text.ts";
import { Kernels } from "../witness/kernels.ts";
import { chooseLanguage, wordsIn } from "../words/words.ts";
import { openReference, type ReferenceOptions } from "./backend.ts";
import { wantsColour } from "./desk.ts";
import { EXIT } from "./failure.ts";
import { holdFile } from "./hold.ts";
import { Interrupted, onInterrupt } from "./interrupt.ts";
import type { GlobalOptions } from "./options.ts";

export interface GradeOptions extends GlobalOptions, ReferenceOptions {
  readonly kata?: string;
  readonly format: "jsonl" | "json" | "text" | FormatName;
  readonly secret?: string;
  readonly out?: string;
  readonly resume?: string;
  readonly jobs?: number;
  readonly sorted?: boolean;
  readonly strict?: boolean;
  readonly time?: boolean;
  readonly meta?: string[];
}

/** Grades every submission that the paths name, one record each. @throws UsageError, HarnessFault */
export async function grade(paths: string[], options: GradeOptions): Promise<number> {
  refuseContradictions(options);
  const language = chooseLanguage(options.lang, process.env);
  const context = readContext(options.format, options.meta ?? [], process.env);
  const catalog = await openCatalog(options.pack);
  const asked: Asked = { catalog, chosen: options.kata === undefined ? undefined : catalog.find(options.kata) };
  const { submissions, passedOver } = findSubmissions(paths, asked);
  for (const line of passedOver) console.error(line[language]);
  const witness = await openReference(options, language);
  const jobs = isAlone(submissions) ? 1 : (options.jobs ?? availableParallelism());
  const pool = new SandboxPool(undefined, { size: jobs === 1 ? 2 : jobs + 2 });
  const kernels = new Kernels();
  const stop = new AbortController();
  const temporary = new Temporary();
  const giveBack = onInterrupt((interrupted) => {
    temporary.remove();
    stop.abort(interrupted);
  });
  const { secret, time } = options;
  const grader = new Grader({ catalog, pool, kernels, witness, secret, time, jobs, signal: stop.signal });
  try {
    return await gradeAll({ options, context, submissions, asked, grader, jobs, stop, temporary });
  } catch (error) {
    if (error instanceof Interrupted) return error.status;
    throw error;
  } finally {
    giveBack();
    pool.close();
    await kernels.close();
    await witness?.close();
    temporary.remove();
  }
}

interface Work {
  readonly options: GradeOptions;
  readonly context: FormatContext;
  readonly submissions: readonly Submission[];
  readonly asked: Asked;
  readonly grader: Grader;
  readonly jobs: number;
  readonly stop: AbortController;
  readonly temporary: Temporary;
}

async function gradeAll(work: Work): Promise<number> {
  const { resume: again, out } = work.options;
  const file = again ?? out;
  const giveBack = file === undefined ? () => {} : await holdFile(file);
  try {
    return await gradeInto(file, work);
  } finally {
    giveBack();
  }
}

/** @param file where the records go; undefined for standard output */
async function gradeInto(file: string | undefined, work: Work): Promise<number> {
  const { options, context, submissions, asked, grader, jobs, stop, temporary } = work;
  const language = chooseLanguage(options.lang, process.env);
  const resumed =
    options.resume === undefined
      ? undefined
      : await resume(options.resume, { submissions, asked, temporary, grader, signal: stop.signal });
  for (const line of resumed?.told ?? []) console.error(line[language]);
  const out = file === undefined ? standardOutput : await openFile(file, resumed ? "on" : "anew");
  const progress = openProgress(work);
  const teller = new Teller({
    writer: options.format === "text" ? textWriter(styleOf(options)) : recordWriter(options.format, context),
    out,
    progress,
    isolation: grader.options.pool.layers.isolation,
    alone: isAlone(submissions),
    kept: resumed?.kept,
    bytes: resumed?.bytes,
    placed: resumed !== undefined && options.sorted === true,
  });
  try {
    await runBatch({
      submissions,
      asked,
      temporary,
      grader,
      jobs,
      stop,
      sorted: options.sorted ?? false,
      isDone: (name) => resumed?.kept.has(name) ?? false,
      isWhollyDone: (position) => resumed?.whole.has(position) ?? false,
      emit: (item) => teller.item(item),
      tell: (line) => progress.tell(line),
      onSubmission: (before) => teller.submission(before),
    });
    await teller.end();
  } catch (error) {
    progress.close();
    await teller.breakOff();
    if (error instanceof Interrupted)
      for (const line of howToGoOn(options, teller.over, submissions.length)) console.error(line[language]);
    throw error;
  } finally {
    progress.close();
    await out.close();
  }
  if (resumed && options.sorted) await putInOrder(options.resume!, teller.spans);
  if (teller.faults > 0) return EXIT.fault;
  return options.strict && !teller.full ? EXIT.notFullMarks : EXIT.ok;
}

function howToGoOn({ out, resume: again, format }: GradeOptions, over: number, all: number): Text[] {
  const [done, of] = [over.toLocaleString("en"), all.toLocaleString("en")];
  const stopped = {
    en: `Stopped after ${done} of ${of} submissions.`,
    zh: `已停止：完成 ${of} 份提交中的 ${done} 份。`,
  };
  if (format !== "jsonl")
    return [
      stopped,
      {
        en: "Nothing goes on from here: only the records of --format jsonl can be resumed.",
        zh: "无法从这里继续：只有 --format jsonl 的记录可以继续。",
      },
    ];
  if (again !== undefined)
    return [stopped, { en: "The same command goes on from here.", zh: "再次运行同一命令即可从这里继续。" }];
  if (out !== undefined)
    return [
      stopped,
      {
        en: `The same command with --resume ${printable(out)} in place of --out goes on from here.`,
        zh: `把同一命令中的 --out 换成 --resume ${printable(out)} 即可从这里继续。`,
      },
    ];
  return [
    stopped,
    {
      en: "Where the records went to a file, the same command with --resume and that file goes on from here.",
      zh: "若记录已写入文件，在同一命令中加上 --resume 和该文件即可从这里继续。",
    },
  ];
}

/** @throws UsageError */
function refuseContradictions({ resume: again, out, format }: GradeOptions): void {
  if (again === undefined) return;
  if (out !== undefined)
    throw new UsageError(
      { en: "--resume writes on into its own file.", zh: "--resume 会继续写入它自己的文件。" },
      { en: "Leave out --out.", zh: "请去掉 --out。" },
    );
  if (format !== "jsonl")
    throw new UsageError(
      { en: `--format ${format} cannot be resumed.`, zh: `--format ${format} 不能继续。` },
      { en: "Resume with --format jsonl, the default.", zh: "请用默认的 --format jsonl 继续。" },
    );
}

/** One attempt and nothing else. */
function isAlone(submissions: readonly Submission[]): boolean {
  return submissions.length === 1 && submissions[0].what.is === "attempt";
}

/** A bar where a person watches, and no records run through it. */
function openProgress({ options, submissions }: Work): Progress {
  const language = chooseLanguage(options.lang, process.env);
  const toFile = (options.resume ?? options.out) !== undefined;
  const watched = process.stderr.isTTY && !process.env.CI && process.env.TERM !== "dumb";
  if (!watched || (process.stdout.isTTY && !toFile) || isAlone(submissions)) return withoutBar(language);
  return showProgress({ stream: process.stderr, total: submissions.length, words: wordsIn(language), language });
}

function styleOf(options: GradeOptions): ReportStyle {
  const language = chooseLanguage(options.lang, process.env);
  const paint = paintIn(options.out === undefined && wantsColour());
  return { words: wordsIn(language), language, paint, width: 100, reveal: false, revealTip: "" };
}
