/** The records of an earlier run, read one line at a time: where each lies, and what it rests on. */
import { createReadStream } from "node:fs";
import { z } from "zod";
import { UsageError } from "../fault.ts";
import { LINE_BYTES, type Line, LineSplitter } from "../lines.ts";

/** Bytes of a file. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

export interface KeptRecord extends Span {
  readonly record: z.infer<typeof ofInterest>;
}

/** The fields that decide whether a record stays; another version's records may have others beside. */
const ofInterest = z
  .object({
    schema: z.string().startsWith("katagrad/result/"),
    submission: z.string(),
    kata: z.string(),
    verdict: z.string(),
    score: z.number(),
    sources: z.string().optional(),
    basis: z.object({ kata: z.string(), secret: z.string().optional() }).optional(),
    reference: z.object({ backend: z.string() }).optional(),
    speed: z.object({}).optional(),
    problem: z.object({ detail: z.string(), fault: z.boolean().optional() }).optional(),
    harness: z.object({ version: z.string() }),
  })
  .transform(({ submission, kata, verdict, score, sources, basis, reference, speed, problem, harness }) => ({
    submission,
    kata,
    verdict,
    score,
    sources,
    basis,
    timed: speed !== undefined,
    backend: reference?.backend ?? "float64",
    fault: problem?.fault ?? false,
    // Of no other verdict do we ask why, and there are thousands.
    detail: verdict === "unreadable" ? problem?.detail : undefined,
    version: harness.version,
  }));

/** How a record begins, as far as a crash in the middle of it let it be written. */
const BEGINNING = '{"schema":"katagrad/result/';

/**
 * Every whole record of the file. A last line that is torn, by a crash in the middle of it, is none.
 * @throws UsageError when another line is no record, or the file holds none and no beginning of one: it is somebody's own
 */
export async function readKept(file: string): Promise<{ records: KeptRecord[]; bytes: number }> {
  const records: KeptRecord[] = [];
  let torn: string | undefined;
  for await (const { offset, length, bytes, text, whole } of readLines(file)) {
    if (torn !== undefined) throw noRecord(file, records.length + 1);
    const record = whole && text !== undefined ? parse(text) : undefined;
    if (record) records.push({ offset, length, record });
    else torn = bytes.toString("latin1");
  }
  if (torn !== undefined && records.length === 0 && !beginsRecord(torn)) throw noRecord(file, 1);
  const last = records.at(-1);
  return { records, bytes: last ? last.offset + last.length : 0 };
}

/** What a machine that crashed had no time to write reads as zeros. */
function beginsRecord(text: string): boolean {
  const written = text.replace(/\0+$/, "");
  return written.startsWith(BEGINNING) || BEGINNING.startsWith(written);
}

/** The last may lack its line break. */
async function* readLines(file: string): AsyncGenerator<Line & { whole: boolean }> {
  const splitter = new LineSplitter();
  let number = 1;
  for await (const chunk of createReadStream(file)) {
    for (const line of splitter.push(chunk as Buffer)) {
      number++;
      yield { ...line, whole: true };
    }
    if (splitter.waiting > LINE_BYTES) throw noRecord(file, number);
  }
  const last = splitter.end();
  if (last) yield { ...last, whole: false };
}

/** Undefined for what is no record. */
function parse(text: string | undefined): KeptRecord["record"] | undefined {
  try {
    return ofInterest.parse(JSON.parse(text ?? ""));
  } catch {
    return undefined;
  }
}

function noRecord(file: string, line: number): UsageError {
  return new UsageError(
    {
      en: `Line ${line} of ${file} is no record of \`kata grade --format jsonl\`.`,
      zh: `${file} 第 ${line} 行不是 \`kata grade --format jsonl\` 的记录。`,
    },
    {
      en: "Give the file that the interrupted run wrote. If only that line is damaged, take it out: it is graded again.",
      zh: "请给出被中断的那次运行所写的文件。若只有这一行损坏，请删去它：对应的提交会重新评测。",
    },
  );
}
