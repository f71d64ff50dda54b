/** Every way to write records for other programs: pure functions of the records and of what else the format must be told. */
import type { ResultRecord } from "../record.ts";
import { toClassroom50 } from "./classroom50.ts";
import type { FormatContext } from "./context.ts";
import { toCsv } from "./csv.ts";
import { toExercism } from "./exercism.ts";
import { toGithub } from "./github.ts";
import { toGithubSummary } from "./github-summary.ts";
import { toGradescope } from "./gradescope.ts";
import { toJunit } from "./junit.ts";
import type { FormatName } from "./names.ts";
import { plainRecord } from "./plain.ts";
import { toPrairielearn } from "./prairielearn.ts";
import { toTap } from "./tap.ts";
import { withCases } from "./with-cases.ts";

/** @param context what `readContext` gave for the format @throws UsageError when the format cannot hold so much */
export function writeFormat(name: FormatName, records: readonly ResultRecord[], context: FormatContext): string {
  return FORMATS[name](
    records.map((record) => plainRecord(withCases(record))),
    context,
  );
}

type Format = (records: readonly ResultRecord[], context: FormatContext) => string;

/** Each is handed plain texts and escapes what its own syntax obeys. */
const FORMATS: Readonly<Record<FormatName, Format>> = {
  csv: toCsv,
  junit: toJunit,
  tap: toTap,
  gradescope: toGradescope,
  prairielearn: toPrairielearn,
  exercism: toExercism,
  classroom50: toClassroom50,
  github: toGithub,
  "github-summary": toGithubSummary,
};
