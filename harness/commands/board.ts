/** `kata board`: records of gradings to a ranking. */
import { lstatSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { BoardFormat } from "../board/formats.ts";
import { type BoardPolicy, DEFAULT_POLICY, parsePolicy, resolveKatas } from "../board/policy.ts";
import { type Ranking, rank } from "../board/ranking.ts";
import { type WriteOptions, writeBoard } from "../board/write.ts";
import { type Catalog, openCatalog } from "../catalog/catalog.ts";
import { faultOfPath, UsageError } from "../fault.ts";
import { printable } from "../text.ts";
import { boardWords } from "../words/board.ts";
import { chooseLanguage } from "../words/words.ts";
import { RecordFiles } from "./board-records.ts";
import { showBoard, untilInterrupted } from "./board-watch.ts";
import { wantsColour } from "./desk.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";

export interface BoardOptions extends GlobalOptions {
  readonly format: BoardFormat;
  readonly policy?: string;
  readonly out?: string;
  readonly top?: number;
  readonly watch?: boolean;
}

/** Where nobody can say how wide a line may be. */
const WIDTH = 120;

/** Ranks the people of the records. @throws UsageError, HarnessFault */
export async function board(files: string[], options: BoardOptions): Promise<number> {
  const { format, out, lang, top, watch, pack } = options;
  refuseContradictions(files, options);
  const language = chooseLanguage(lang, process.env);
  const words = boardWords(language);
  const catalog = await openCatalog(pack);
  const known = new Map(catalog.katas.map((kata) => [kata.id, kata]));
  const records = new RecordFiles(files, readPolicy(options.policy, catalog));
  const ranking = () => rank(records.board, known);
  if (watch && out === undefined) {
    await showBoard({ records, ranking, words, colour: wantsColour(), top });
    return EXIT.ok;
  }
  const how = {
    language,
    top,
    width: process.stdout.columns || WIDTH,
    colour: out === undefined && wantsColour(),
  } satisfies WriteOptions;
  const write = (ranked: Ranking) => {
    const text = writeBoard(format, ranked, how);
    if (out === undefined) process.stdout.write(text);
    else writeWhole(out, text);
  };
  if (watch) {
    console.error(words.writing(printable(out!)));
    await untilInterrupted(records, () => {
      const ranked = ranking();
      write(ranked);
      console.error(words.written(printable(out!), ranked.people.length, ranked.records));
    });
    return EXIT.ok;
  }
  await records.read();
  if (records.board.records === 0)
    throw new UsageError(
      {
        en: `${files.map((file) => printable(file)).join(", ")}: there is no record.`,
        zh: `${files.map((file) => printable(file)).join(", ")}：没有记录。`,
      },
      { en: "Give the JSON lines that `kata grade` prints.", zh: "请给出 `kata grade` 输出的 JSON 行。" },
    );
  const ranked = ranking();
  write(ranked);
  if (ranked.faults > 0 && !["table", "md"].includes(format)) console.error(words.faults(ranked.faults));
  return EXIT.ok;
}

/** @throws UsageError */
function refuseContradictions(files: readonly string[], { watch, out, format }: BoardOptions): void {
  const [twice] = files.filter((file, i) => files.indexOf(file) !== i);
  if (twice !== undefined)
    throw new UsageError(
      {
        en: `${printable(twice)} is given twice: each attempt would count twice.`,
        zh: `${printable(twice)} 给出了两次：每次提交都会被计算两遍。`,
      },
      { en: "Give each file once.", zh: "每个文件只给一次。" },
    );
  if (watch && files.includes("-"))
    throw new UsageError(
      { en: "--watch follows files, and standard input is none.", zh: "--watch 跟踪文件，而标准输入不是文件。" },
      { en: "Write the records to a file, and follow that.", zh: "请把记录写入文件，再跟踪该文件。" },
    );
  if (watch && out === undefined && format !== "table")
    throw new UsageError(
      {
        en: `--watch with --format ${format} needs a file to write anew.`,
        zh: `--watch 与 --format ${format} 合用时，需要一个可反复写入的文件。`,
      },
      { en: "Add --out FILE, or leave out --format.", zh: "请加上 --out FILE，或去掉 --format。" },
    );
  if (watch && out === undefined && !(process.stdin.isTTY && process.stdout.isTTY))
    throw new UsageError(
      { en: "--watch draws in a terminal, and here is none.", zh: "--watch 在终端中显示，而这里没有终端。" },
      {
        en: "Add --out FILE, which is written anew whenever the records grow.",
        zh: "请加上 --out FILE，记录增加时会重新写入该文件。",
      },
    );
  const target = out === undefined ? undefined : realPathOf(out);
  if (target !== undefined && files.some((file) => realPathOf(file) === target))
    throw new UsageError(
      { en: `--out ${printable(out!)} would overwrite the records.`, zh: `--out ${printable(out!)} 会覆盖记录。` },
      { en: "Choose another file.", zh: "请换一个文件。" },
    );
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function readPolicy(file: string | undefined, catalog: Catalog): BoardPolicy {
  if (file === undefined) return DEFAULT_POLICY;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw faultOfPath(error, { en: `${printable(file)} cannot be read`, zh: `无法读取 ${printable(file)}` });
  }
  return resolveKatas(parsePolicy(text, file), (name) => catalog.find(name).id);
}

/** Beside it first, then in its place: whoever reads it never sees a half. @throws UsageError, HarnessFault */
function writeWhole(file: string, text: string): void {
  const status = lstatSync(file, { throwIfNoEntry: false });
  if (status && !status.isFile())
    throw new UsageError(
      { en: `${printable(file)} is not a plain file.`, zh: `${printable(file)} 不是普通文件。` },
      {
        en: "Choose another path, or leave out --out and redirect the output.",
        zh: "请换一个路径，或去掉 --out 并重定向输出。",
      },
    );
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}`);
  try {
    writeFileSync(beside, text, { flag: "wx" });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw faultOfPath(error, { en: `${printable(file)} cannot be written`, zh: `无法写入 ${printable(file)}` });
  }
}
