/** Goes on where an earlier run ended: what it graded stays, what has changed since is graded again, and nothing is graded twice. */
import { dirname } from "node:path";
import { UsageError } from "../fault.ts";
import { printable } from "../text.ts";
import { Unreadable } from "./archive/unreadable.ts";
import type { Place } from "./batch.ts";
import type { Grader } from "./grader.ts";
import { type KeptRecord, readKept, type Span } from "./kept.ts";
import { openSubmission } from "./open.ts";
import { HARNESS } from "./records.ts";
import { rewrite, statusOf } from "./rewrite.ts";
import { digestSources } from "./sources.ts";
import type { Asked, Submission } from "./submissions.ts";
import type { Temporary } from "./temporary.ts";

export interface ResumeOptions {
  readonly submissions: readonly Submission[];
  readonly asked: Asked;
  readonly temporary: Temporary;
  readonly grader: Grader;
  readonly signal: AbortSignal;
}

/** A record that stays: where it lies in the file, and in the input. */
export interface Kept extends Span {
  readonly place: Place;
  readonly score: number;
}

/** What need not be graded again. */
export interface Resumed {
  /** Each record that stays, by its name. */
  readonly kept: ReadonlyMap<string, Kept>;
  /** Submissions whose every record stays, by their position. */
  readonly whole: ReadonlySet<number>;
  /** Bytes of the file now. */
  readonly bytes: number;
  /** What is graded again and why, a line each. */
  readonly told: readonly string[];
}

/**
 * Reads the file, refuses what was graded in another way, and takes out what does not stand any more, all at once.
 * @throws UsageError when the file does not belong to this input and these options; the signal's reason
 */
export async function resume(file: string, options: ResumeOptions): Promise<Resumed> {
  const before = statusOf(file);
  const { records, bytes } = await readKept(file);
  for (const { record } of records) await refuseOther(file, record, options);
  const why = new Reasons();
  if (bytes < before.size) why.add("the last line was torn", "");
  const kept = new Map<string, Kept>();
  const whole = new Set<number>();
  for (const [position, of] of bySubmission(file, records, options.submissions)) {
    options.signal.throwIfAborted();
    const still = await stillTrue(position, of, options, why);
    for (const { place, at } of still.kept) {
      const { offset, length, record } = at;
      kept.set(record.submission, { offset, length, place, score: record.score });
    }
    if (still.whole) whole.add(position);
  }
  const told = why.lines(file, kept.size);
  if (kept.size === records.length && bytes === before.size) return { kept, whole, bytes, told };
  return { ...(await rewrite(file, kept, before.mode)), whole, told };
}

/** @throws UsageError when a record rests on other options than this run's */
async function refuseOther(
  file: string,
  record: KeptRecord["record"],
  { asked, grader }: ResumeOptions,
): Promise<void> {
  const { submission, kata, basis, version, backend, timed, fault } = record;
  const refuse = (what: string, cure: string) =>
    new UsageError(`${file} was graded ${what} (${printable(submission)}).`, `${cure} Or grade anew with --out.`);
  if (version !== HARNESS.version)
    throw refuse(`by version ${version}, and this is ${HARNESS.version}`, "Go on with the version that began.");
  if (kata === "" || fault || record.verdict === "unreadable") return;
  const known = asked.catalog.katas.find(({ id }) => id === kata);
  if (!known)
    throw refuse(`with the kata ${printable(kata)}, which is not known here`, "Give every --pack of the first run.");
  if (!basis || !record.sources)
    throw refuse("by something that does not say what it graded", "Give the file that `kata grade` wrote.");
  const secret = (await grader.basisOf(known)).secret;
  if (basis.secret !== secret) {
    const what = !basis.secret ? "without a secret" : secret ? "with another secret" : "with a secret";
    throw refuse(what, "Give the --secret of the first run.");
  }
  if (timed !== (grader.options.time ?? false))
    throw refuse(timed ? "with --time" : "without --time", timed ? "Give --time too." : "Leave out --time.");
  const now = grader.options.witness?.info.name ?? "float64";
  if (backend !== now)
    throw refuse(
      `against ${printable(backend)}, and not ${now}`,
      "Give the --reference and --backend of the first run.",
    );
}

/** The records of each submission of the input. @throws UsageError when one belongs to none */
function bySubmission(
  file: string,
  records: readonly KeptRecord[],
  submissions: readonly Submission[],
): Map<number, KeptRecord[]> {
  const positions = new Map(submissions.map(({ name }, i) => [name, i]));
  const found = new Map<number, KeptRecord[]>();
  for (const one of records) {
    const { submission } = one.record;
    let name = submission;
    while (!positions.has(name) && dirname(name) !== name) name = dirname(name);
    const position = positions.get(name);
    if (position === undefined)
      throw new UsageError(
        `${file} holds a record of ${printable(submission)}, which is not among what is to be graded.`,
        "Give the paths of the first run, spelled as then and from the same folder, or grade anew with --out.",
      );
    const before = found.get(position);
    if (before) before.push(one);
    else found.set(position, [one]);
  }
  return found;
}

interface StillTrue {
  readonly kept: readonly { readonly place: Place; readonly at: KeptRecord }[];
  /** Whether that is all of the submission. */
  readonly whole: boolean;
}

/** Which records of a submission say what a grading would say again. */
async function stillTrue(
  position: number,
  records: readonly KeptRecord[],
  { submissions, asked, temporary, grader }: ResumeOptions,
  why: Reasons,
): Promise<StillTrue> {
  const kept: { place: Place; at: KeptRecord }[] = [];
  const seen = new Map<string, KeptRecord>();
  for (const one of records) {
    const { submission, fault } = one.record;
    if (fault) why.add("our side had failed", submission);
    else if (seen.has(submission)) why.add("they were there twice", submission);
    else seen.set(submission, one);
  }
  const opened = await openSubmission(submissions[position], asked, temporary).catch((error: unknown) => {
    if (error instanceof Unreadable) return error;
    throw error;
  });
  if (opened instanceof Unreadable) {
    const { name } = submissions[position];
    const same = seen.get(name);
    const isSame = same?.record.verdict === "unreadable" && same.record.detail === opened.message;
    for (const other of seen.keys()) if (other !== name || !isSame) why.add("their submission has changed", other);
    return isSame ? { kept: [{ place: [position, 0], at: same }], whole: true } : { kept, whole: false };
  }
  try {
    for (const [i, { name, kata, file, siblings }] of opened.gradings.entries()) {
      const one = seen.get(name);
      seen.delete(name);
      if (!one) continue;
      if (one.record.kata !== kata.id || one.record.sources !== digestSources(file, siblings))
        why.add("their submission has changed", name);
      else if (one.record.basis?.kata !== (await grader.basisOf(kata)).kata) why.add(`${kata.id} has changed`, name);
      else kept.push({ place: [position, i], at: one });
    }
    for (const gone of seen.keys()) why.add("their submission has changed", gone);
    return { kept, whole: kept.length === opened.gradings.length };
  } finally {
    opened.close();
  }
}

/** Why records are taken out: how many, and the first. */
class Reasons {
  readonly #found = new Map<string, { first: string; count: number }>();

  add(why: string, name: string): void {
    const { first, count } = this.#found.get(why) ?? { first: name, count: 0 };
    this.#found.set(why, { first, count: count + 1 });
  }

  lines(file: string, kept: number): string[] {
    const told = [...this.#found].map(([why, { first, count }]) => {
      if (first === "") return `${file}: ${why}; it is cut off.`;
      return `${file}: ${numbered(count)} taken out and graded again, since ${why} (${printable(first)}${count > 1 ? ", …" : ""}).`;
    });
    return [...told, `${file}: ${numbered(kept)} kept.`];
  }
}

function numbered(count: number): string {
  return count === 1 ? "1 record is" : `${count.toLocaleString("en")} records are`;
}
