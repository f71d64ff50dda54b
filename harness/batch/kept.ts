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

/**
 * Every whole record of the file. A last line that is torn, by a crash in the middle of it, is none.
 * @throws UsageError when another line is no record
 */
export async function readKept(file: string): Promise<{ records: KeptRecord[]; bytes: number }> {
  const records: KeptRecord[] = [];
  let number = 0;
  let unread: number | undefined;
  for await (const { offset, length, text } of readLines(file)) {
    if (unread !== undefined) throw noRecord(file, unread);
    number++;
    const record = parse(text);
    if (record) records.push({ offset, length, record });
    else unread = number;
  }
  const last = records.at(-1);
  return { records, bytes: last ? last.offset + last.length : 0 };
}

async function* readLines(file: string): AsyncGenerator<Span & { text: string }> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  for await (const chunk of createReadStream(file)) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    let begin = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, begin)) {
      yield { offset: offset + begin, length: end + 1 - begin, text: rest.toString("utf8", begin, end) };
      begin = end + 1;
    }
    rest = rest.subarray(begin);
    offset += begin;
    if (rest.length > LINE_BYTES) throw noRecord(file, 1);
  }
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
