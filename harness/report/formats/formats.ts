/** Every way to write records for other programs: pure functions of the records. */
import type { ResultRecord } from "../record.ts";
import { toCsv } from "./csv.ts";
import { toGithub } from "./github.ts";
import { toExercism, toGradescope, toPrairielearn } from "./graders.ts";
import { toJunit } from "./junit.ts";
import type { FormatName } from "./names.ts";
import { toTap } from "./tap.ts";

export const FORMATS = {
  csv: toCsv,
  junit: toJunit,
  tap: toTap,
  gradescope: toGradescope,
  prairielearn: toPrairielearn,
  exercism: toExercism,
  github: toGithub,
} as const satisfies Readonly<Record<FormatName, (records: readonly ResultRecord[]) => string>>;
