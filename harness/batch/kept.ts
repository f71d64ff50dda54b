/** The records of an earlier run, read one line at a time: where each lies, and what it rests on. */
import { createReadStream } from "node:fs";
import { z } from "zod";
import { UsageError } from "../fault.ts";

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
    problem: z.object({ detail: z.string(), fault: z.boolean().optional() }).optional(),
    harness: z.object({ version: z.string() }),
  })
  .transform(({ submission, kata, verdict, score, sources, basis, reference, problem, harness }) => ({
    submission,
    kata,
    verdict,
    score,
    sources,
    basis,
    backend: reference?.backend ?? "float64",
    fault: problem?.fault ?? false,
    // Of no other verdict do we ask why, and there are thousands.
    detail: verdict === "unreadable" ? problem?.detail : undefined,
    version: harness.version,
  }));

/** No record of ours is as long; a file without line breaks is no output of ours. */
const LINE_BYTES = 16 * 2 ** 20;

/** How a record begins, as far as a crash in the middle of it let it be written. */
const BEGINNING = '{"schema":"katagrad/result/';

/**
 * Every whole record of the file. A last line that is torn, by a crash in the middle of it, is none.
 * @throws UsageError when another line is no record, or the file holds none and no beginning of one: it is somebody's own
 */
export async function readKept(file: string): Promise<{ records: KeptRecord[]; bytes: number }> {
  const records: KeptRecord[] = [];
  let torn: string | undefined;
  for await (const { offset, length, text, whole } of readLines(file)) {
    if (torn !== undefined) throw noRecord(file, records.length + 1);
    const record = whole ? parse(text) : undefined;
    if (record) records.push({ offset, length, record });
    else torn = text;
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
async function* readLines(file: string): AsyncGenerator<Span & { text: string; whole: boolean }> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  let lines = 0;
  for await (const chunk of createReadStream(file)) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    let begin = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, begin)) {
      lines++;
      yield { offset: offset + begin, length: end + 1 - begin, text: rest.toString("utf8", begin, end), whole: true };
      begin = end + 1;
    }
    rest = rest.subarray(begin);
    offset += begin;
    if (rest.length > LINE_BYTES) throw noRecord(file, lines + 1);
  }
  if (rest.length > 0) yield { offset, length: rest.length, text: rest.toString("utf8"), whole: false };
}

/** Undefined for what is no record. */
function parse(text: string): KeptRecord["record"] | undefined {
  try {
    return ofInterest.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function noRecord(file: string, line: number): UsageError {
  return new UsageError(
    `Line ${line} of ${file} is no record of \`kata grade --format jsonl\`.`,
    "Give the file that the interrupted run wrote. If only that line is damaged, take it out: it is graded again.",
  );
}
