/** Goes on where an earlier run ended: what it graded stays, what has changed since is graded again, and nothing is graded twice. */
import { dirname } from "node:path";
import { UsageError } from "../fault.ts";
import type { Text } from "../kata.ts";
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
  readonly told: readonly Text[];
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
  if (bytes < before.size) why.add({ en: "the last line was torn", zh: "最后一行不完整" }, "");
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
  const refuse = (what: Text, cure: Text) =>
    new UsageError(
      {
        en: `${file} was graded ${what.en} (${printable(submission)}).`,
        zh: `${file} 评测时${what.zh}（${printable(submission)}）。`,
      },
      { en: `${cure.en} Or grade anew with --out.`, zh: `${cure.zh}或用 --out 重新评测。` },
    );
  if (version !== HARNESS.version)
    throw refuse(
      {
        en: `by version ${version}, and this is ${HARNESS.version}`,
        zh: `用的是版本 ${version}，而现在是 ${HARNESS.version}`,
      },
      { en: "Go on with the version that began.", zh: "请用开始时的版本继续。" },
    );
  if (kata === "" || fault || record.verdict === "unreadable") return;
  const known = asked.catalog.katas.find(({ id }) => id === kata);
  if (!known)
    throw refuse(
      {
        en: `with the kata ${printable(kata)}, which is not known here`,
        zh: `有题目 ${printable(kata)}，而这里没有它`,
      },
      { en: "Give every --pack of the first run.", zh: "请给出首次运行的所有 --pack。" },
    );
  if (!basis || !record.sources)
    throw refuse(
      { en: "by something that does not say what it graded", zh: "没有记下评测的是什么" },
      { en: "Give the file that `kata grade` wrote.", zh: "请给出 `kata grade` 所写的文件。" },
    );
  const secret = (await grader.basisOf(known)).secret;
  if (basis.secret !== secret) {
    const what = !basis.secret
      ? { en: "without a secret", zh: "没有用密钥" }
      : secret
        ? { en: "with another secret", zh: "用的是另一个密钥" }
        : { en: "with a secret", zh: "用了密钥" };
    throw refuse(what, { en: "Give the --secret of the first run.", zh: "请给出首次运行的 --secret。" });
  }
  if (timed !== (grader.options.time ?? false))
    throw timed
      ? refuse({ en: "with --time", zh: "用了 --time" }, { en: "Give --time too.", zh: "请也给出 --time。" })
      : refuse({ en: "without --time", zh: "没有用 --time" }, { en: "Leave out --time.", zh: "请去掉 --time。" });
  const now = grader.options.witness?.info.name ?? "float64";
  if (backend !== now)
    throw refuse(
      { en: `against ${printable(backend)}, and not ${now}`, zh: `对照的是 ${printable(backend)}，而不是 ${now}` },
      { en: "Give the --reference and --backend of the first run.", zh: "请给出首次运行的 --reference 和 --backend。" },
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
        {
          en: `${file} holds a record of ${printable(submission)}, which is not among what is to be graded.`,
          zh: `${file} 中有 ${printable(submission)} 的记录，但它不在要评测的内容之中。`,
        },
        {
          en: "Give the paths of the first run, spelled as then and from the same folder, or grade anew with --out.",
          zh: "请在同一目录下给出首次运行时的路径，写法相同；或用 --out 重新评测。",
        },
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
    if (fault) why.add({ en: "our side had failed", zh: "我们这边曾出故障" }, submission);
    else if (seen.has(submission)) why.add({ en: "they were there twice", zh: "它们出现了两次" }, submission);
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
    for (const other of seen.keys()) if (other !== name || !isSame) why.add(CHANGED, other);
    return isSame ? { kept: [{ place: [position, 0], at: same }], whole: true } : { kept, whole: false };
  }
  try {
    for (const [i, { name, kata, file, siblings }] of opened.gradings.entries()) {
      const one = seen.get(name);
      seen.delete(name);
      if (!one) continue;
      if (one.record.kata !== kata.id || one.record.sources !== digestSources(file, siblings)) why.add(CHANGED, name);
      else if (one.record.basis?.kata !== (await grader.basisOf(kata)).kata)
        why.add({ en: `${kata.id} has changed`, zh: `${kata.id} 已改动` }, name);
      else kept.push({ place: [position, i], at: one });
    }
    for (const gone of seen.keys()) why.add(CHANGED, gone);
    return { kept, whole: kept.length === opened.gradings.length };
  } finally {
    opened.close();
  }
}

const CHANGED: Text = { en: "their submission has changed", zh: "它们的提交已改动" };

/** Why records are taken out: how many, and the first. */
class Reasons {
  readonly #found = new Map<string, { why: Text; first: string; count: number }>();

  add(why: Text, name: string): void {
    const { first, count } = this.#found.get(why.en) ?? { first: name, count: 0 };
    this.#found.set(why.en, { why, first, count: count + 1 });
  }

  lines(file: string, kept: number): Text[] {
    const told = [...this.#found.values()].map(({ why, first, count }) => {
      if (first === "") return { en: `${file}: ${why.en}; it is cut off.`, zh: `${file}：${why.zh}；已截去。` };
      const names = `${printable(first)}${count > 1 ? ", …" : ""}`;
      return {
        en: `${file}: ${numbered(count)} taken out and graded again, since ${why.en} (${names}).`,
        zh: `${file}：${count.toLocaleString("en")} 条记录已删去并将重新评测，因为${why.zh}（${names}）。`,
      };
    });
    const rest = { en: `${file}: ${numbered(kept)} kept.`, zh: `${file}：保留 ${kept.toLocaleString("en")} 条记录。` };
    return [...told, rest];
  }
}

function numbered(count: number): string {
  return count === 1 ? "1 record is" : `${count.toLocaleString("en")} records are`;
}
