/** Records written as they come: as many as there are in constant memory, where the format allows it. */
import { inertJson } from "../inert.ts";
import type { ResultRecord } from "../record.ts";
import type { FormatContext } from "./context.ts";
import { writeFormat } from "./formats.ts";
import type { FormatName } from "./names.ts";

/** Texts to write one after the other: the first, one a record, the last. */
export interface RecordWriter {
  begin(): string;
  one(record: ResultRecord): string;
  /** @param complete whether there are no more; else somebody ended the run, and the format says so where it can */
  end(complete: boolean): string;
}

/** The formats that begin or end with something about all records, as a sum, are written at the end. */
export function recordWriter(format: "jsonl" | "json" | FormatName, context: FormatContext = {}): RecordWriter {
  switch (format) {
    case "jsonl":
      return { begin: nothing, one: (record) => `${inertJson(JSON.stringify(record))}\n`, end: nothing };
    case "json":
      return jsonArray();
    case "csv":
      return {
        begin: () => write("csv", []),
        one: (record) => withoutHead(write("csv", [record])),
        end: nothing,
      };
    case "github":
      return { begin: nothing, one: (record) => write("github", [record]), end: nothing };
    case "tap":
      return tapLines();
    default:
      return collected(format, context);
  }
}

/** A format that needs no more than the records. */
function write(format: "csv" | "github" | "tap", records: readonly ResultRecord[]): string {
  return writeFormat(format, records, {});
}

function nothing(): string {
  return "";
}

function jsonArray(): RecordWriter {
  let count = 0;
  const indented = (record: ResultRecord) => `  ${JSON.stringify(record, null, 2).replaceAll("\n", "\n  ")}`;
  return {
    begin: () => "[",
    one: (record) => `${count++ === 0 ? "\n" : ",\n"}${inertJson(indented(record))}`,
    end: () => (count === 0 ? "]\n" : "\n]\n"),
  };
}

function withoutHead(csv: string): string {
  return csv.slice(write("csv", []).length);
}

/** Test points numbered through, and the plan at the end, where TAP allows it too. Nothing else of a record begins a line with `ok`. */
function tapLines(): RecordWriter {
  let count = 0;
  return {
    begin: () => "TAP version 14\n",
    one: (record) => {
      const [, , ...lines] = write("tap", [record]).split("\n");
      return lines.join("\n").replaceAll(/^(ok|not ok) \d+/gm, (_, ok: string) => `${ok} ${++count}`);
    },
    end: (complete) => (complete ? `1..${count}\n` : "Bail out! The run was ended.\n"),
  };
}

function collected(format: FormatName, context: FormatContext): RecordWriter {
  const records: ResultRecord[] = [];
  return {
    begin: nothing,
    one: (record) => {
      records.push(record);
      return "";
    },
    end: (complete) => (complete ? writeFormat(format, records, context) : ""),
  };
}
