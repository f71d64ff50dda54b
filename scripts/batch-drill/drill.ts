/** Grades generated submissions by the command line and holds every record against what is known; killed and resumed on the way, if asked. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCatalog } from "../../harness/catalog/catalog.ts";
import type { ResultRecord } from "../../harness/report/record.ts";
import { KINDS, type Kind, listRecipes } from "./recipes.ts";
import { type Run, runGrade } from "./run.ts";
import { type Made, writeSubmissions } from "./submissions.ts";

export interface Drilled {
  readonly count: number;
  readonly kinds: Readonly<Record<Kind, number>>;
  readonly runs: readonly Run[];
  /** Records that were whole when the run was killed; undefined when it was not. */
  readonly before?: number;
  readonly perSecond: number;
  readonly peakBytes?: number;
  /** What is not as it must be, a line each. */
  readonly problems: readonly string[];
}

/** Bytes of a record, about: tells when half of the records are there. */
const RECORD_BYTES = 7_000;

/** @param kill whether to end the run by SIGKILL about half-way, and resume */
export async function drill(count: number, kill: boolean): Promise<Drilled> {
  const cwd = mkdtempSync(join(tmpdir(), "katagrad-batch-drill-"));
  try {
    const made = await writeSubmissions(cwd, "s", await listRecipes(await openCatalog()), count);
    const of = { cwd, submissions: "s", out: "records.jsonl" };
    const read = () => readFileSync(join(cwd, of.out));
    const first = await runGrade({ ...of, killAtBytes: kill ? (count / 2) * RECORD_BYTES : undefined });
    const before = wholeLines(read());
    const runs = kill ? [first, await runGrade({ ...of, resume: true })] : [first];
    const after = read();
    const records = before.toString("latin1").split("\n").length - 1;
    const problems = [
      ...(kill && first.status !== null ? ["it ended before it was killed: give it more submissions"] : []),
      ...failures(runs.at(-1)!, kill ? records : undefined),
      ...(before.equals(after.subarray(0, before.length)) ? [] : ["records that were whole have changed"]),
      ...compare(after, made),
    ];
    const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
    const peaks = runs.flatMap(({ peakBytes }) => peakBytes ?? []);
    return {
      count,
      kinds: countKinds(made),
      runs,
      before: kill ? records : undefined,
      perSecond: count / seconds,
      peakBytes: peaks.length > 0 ? Math.max(...peaks) : undefined,
      problems,
    };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function countKinds(made: ReadonlyMap<string, Made>): Record<Kind, number> {
  const all = [...made.values()];
  const pairs = KINDS.map((kind) => [kind, all.filter((one) => one.kind === kind).length]);
  return Object.fromEntries(pairs) as Record<Kind, number>;
}

function wholeLines(text: Buffer): Buffer {
  return text.subarray(0, text.lastIndexOf(10) + 1);
}

/** @param kept how many records a resumed run must not grade again */
function failures({ status, complaints }: Run, kept: number | undefined): string[] {
  const told =
    kept === undefined ? "" : `${kept.toLocaleString("en")} ${kept === 1 ? "record is" : "records are"} kept.`;
  return [
    ...(status === 0 ? [] : [`it ended with ${status}: ${complaints.slice(-2_000)}`]),
    ...(complaints.includes(told) ? [] : [`it did not keep ${kept} records: ${complaints.slice(0, 2_000)}`]),
  ];
}

/** Every submission has one record, and that says what is known. */
function compare(text: Buffer, made: ReadonlyMap<string, Made>): string[] {
  const left = new Map(made);
  const problems: string[] = [];
  for (const line of text.toString("utf8").trimEnd().split("\n")) {
    const record = JSON.parse(line) as ResultRecord;
    const one = left.get(record.submission);
    left.delete(record.submission);
    if (!one) {
      problems.push(`${record.submission} has a record that it should not have, or a second one`);
      continue;
    }
    const { what, kata, refuse } = one.recipe;
    const why = record.kata === kata ? refuse(record) : `a record of ${record.kata}`;
    if (why !== undefined) problems.push(`${record.submission} (${one.kind}, ${what}): ${why}`);
  }
  return [...problems, ...[...left.keys()].map((name) => `${name} has no record`)];
}
