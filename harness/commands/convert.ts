import { readFileSync } from "node:fs";
import { faultOfPath, UsageError } from "../fault.ts";
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
  const name = file === "-" ? "Standard input" : printable(file);
  const records = readText(file)
    .split("\n")
    .flatMap((line, i) => (line.trim() === "" ? [] : [recordOf(line, `${name}, line ${i + 1}`)]));
  if (records.length === 0) throw new UsageError(`${name} holds no record.`, REMEDY);
  return records;
}

const REMEDY = "Give the JSON lines that `kata grade` prints.";

function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw faultOfPath(error, { en: `${file} cannot be read`, zh: `无法读取 ${file}` });
  }
}

function recordOf(line: string, where: string): ResultRecord {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new UsageError(`${where} is not JSON.`, REMEDY);
  }
  const { data, error } = resultRecord.safeParse(value);
  if (data) return data;
  const [{ path, message }] = error.issues;
  throw new UsageError(`${where} is no record: ${printable([...path, message].join(": "))}.`, REMEDY);
}
