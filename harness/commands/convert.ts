import { readFileSync } from "node:fs";
import { faultOfPath, UsageError } from "../fault.ts";
import type { Text } from "../kata.ts";
import { readContext } from "../report/formats/context.ts";
import { writeFormat } from "../report/formats/formats.ts";
import type { FormatName } from "../report/formats/names.ts";
import { type ResultRecord, resultRecord } from "../report/record.ts";
import { printable } from "../text.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";

export interface ConvertOptions extends GlobalOptions {
  readonly format: FormatName;
  readonly meta?: string[];
}

/** Prints the records of a file in another format. */
export async function convert(file: string, { format, meta = [] }: ConvertOptions): Promise<number> {
  const context = readContext(format, meta, process.env);
  process.stdout.write(writeFormat(format, readRecords(file), context));
  return EXIT.ok;
}

/** @throws UsageError, HarnessFault */
function readRecords(file: string): ResultRecord[] {
  const name = file === "-" ? { en: "Standard input", zh: "标准输入" } : { en: printable(file), zh: printable(file) };
  const records = readText(file)
    .split("\n")
    .flatMap((line, i) =>
      line.trim() === "" ? [] : [recordOf(line, { en: `${name.en}, line ${i + 1}`, zh: `${name.zh} 第 ${i + 1} 行` })],
    );
  if (records.length === 0)
    throw new UsageError({ en: `${name.en} holds no record.`, zh: `${name.zh} 中没有记录。` }, REMEDY);
  return records;
}

const REMEDY: Text = {
  en: "Give the JSON lines that `kata grade` prints.",
  zh: "请给出 `kata grade` 输出的 JSON 行。",
};

function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw faultOfPath(error, { en: `${file} cannot be read`, zh: `无法读取 ${file}` });
  }
}

function recordOf(line: string, where: Text): ResultRecord {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new UsageError({ en: `${where.en} is not JSON.`, zh: `${where.zh}不是 JSON。` }, REMEDY);
  }
  const { data, error } = resultRecord.safeParse(value);
  if (data) return data;
  const [{ path, message }] = error.issues;
  const why = printable([...path, message].join(": "));
  throw new UsageError({ en: `${where.en} is no record: ${why}.`, zh: `${where.zh}不是记录：${why}。` }, REMEDY);
}
