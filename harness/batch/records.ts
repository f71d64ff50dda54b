/** Items of a batch as records. */
import { packageVersion } from "../paths.ts";
import { type Origin, type ResultRecord, toRecord, toUngradedRecord } from "../report/record.ts";
import { detailLine } from "../report/terminal.ts";
import { wordsIn } from "../words/words.ts";
import type { Item } from "./batch.ts";
import { type Outcome, tellFault } from "./grader.ts";

export const HARNESS: ResultRecord["harness"] = {
  version: packageVersion,
  node: process.versions.node,
  platform: `${process.platform}-${process.arch}`,
};

export function recordOf(item: Item, isolation: ResultRecord["isolation"]): ResultRecord {
  if (item.is === "graded") {
    const { outcome, name } = item;
    return toRecord(name, outcome.result!, HARNESS, (one) => detailLine(one, wordsIn("en")), originOf(outcome));
  }
  const fault = item.is === "fault";
  const { name, kata } = item;
  return toUngradedRecord(
    {
      submission: name,
      kata: kata?.id ?? "",
      parts: kata?.parts ?? {},
      detail: fault ? tellFault(item.fault) : item.detail,
      fault,
      isolation,
    },
    HARNESS,
    fault && item.outcome ? originOf(item.outcome) : {},
  );
}

/** Without a basis where the kata itself did not load. */
function originOf({ sources, basis }: Outcome): Origin {
  return { sources, ...(basis.kata !== "" && { basis }) };
}
