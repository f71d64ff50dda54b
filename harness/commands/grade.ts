import { once } from "node:events";
import { constants, createWriteStream, existsSync, lstatSync, openSync, readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Writable } from "node:stream";
import { type Catalog, type Kata, openCatalog } from "../catalog/catalog.ts";
import { faultOf, faultOfPath, UsageError } from "../fault.ts";
import { judge } from "../judge/judge.ts";
import { type PreparedKata, prepareKata } from "../judge/prepare.ts";
import { witnessKata } from "../judge/witnessed.ts";
import type { Text } from "../kata.ts";
import { packageVersion } from "../paths.ts";
import { inertJson, inertText } from "../report/inert.ts";
import { paintIn } from "../report/paint.ts";
import { type ResultRecord, toRecord } from "../report/record.ts";
import { renderReference, renderSummary } from "../report/summary.ts";
import { detailLine, type ReportStyle, renderParts } from "../report/terminal.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import { printable } from "../text.ts";
import type { KataResult } from "../verdict.ts";
import { Kernels } from "../witness/kernels.ts";
import { chooseLanguage, wordsIn } from "../words/words.ts";
import { openReference, type ReferenceOptions } from "./backend.ts";
import { wantsColour } from "./desk.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";

export interface GradeOptions extends GlobalOptions, ReferenceOptions {
  readonly kata?: string;
  readonly format: "jsonl" | "json" | "text";
  readonly secret?: string;
  readonly out?: string;
  readonly strict?: boolean;
}

/** One attempt to grade: its file, the kata, and what to call it. */
interface Submission {
  readonly name: string;
  readonly file: string;
  readonly kata: Kata;
  /** Whether its folder is its own. */
  readonly siblings: boolean;
}

/** Grades every submission that the paths name, one record each. */
export async function grade(paths: string[], options: GradeOptions): Promise<number> {
  const language = chooseLanguage(options.lang, process.env);
  const catalog = await openCatalog(options.pack);
  const submissions = paths.flatMap((path) => findSubmissions(catalog, path, options.kata));
  const witness = await openReference(options, language);
  const out = await openOutput(options.out);
  const pool = new SandboxPool();
  const kernels = new Kernels();
  const words = wordsIn(language);
  const colour = options.out === undefined && wantsColour();
  const style: ReportStyle = { words, language, paint: paintIn(colour), width: 100, reveal: false, revealTip: "" };
  const prepared = new Map<string, Promise<PreparedKata>>();
  const prepare = async (kata: Kata) => {
    const plain = await prepareKata(catalog, kata, { secret: options.secret });
    return witness ? witnessKata(plain, witness) : plain;
  };
  const records: ResultRecord[] = [];
  let full = true;
  try {
    for (const { name, file, kata, siblings } of submissions) {
      if (!prepared.has(kata.id)) prepared.set(kata.id, prepare(kata));
      const result = await judge(await prepared.get(kata.id)!, file, { pool, siblings, kernels });
      full &&= result.score === 100;
      if (options.format === "text") await out.write(`${inertText(textOf(name, result, style))}\n`);
      else {
        const record = toRecord(name, result, HARNESS, (one) => detailLine(one, wordsIn("en")));
        if (options.format === "jsonl") await out.write(`${inertJson(JSON.stringify(record))}\n`);
        else records.push(record);
      }
    }
    if (options.format === "json") await out.write(`${inertJson(JSON.stringify(records, null, 2))}\n`);
  } finally {
    pool.close();
    await kernels.close();
    await witness?.close();
    await out.close();
  }
  return options.strict && !full ? EXIT.notFullMarks : EXIT.ok;
}

const HARNESS = {
  version: packageVersion,
  node: process.versions.node,
  platform: `${process.platform}-${process.arch}`,
};

/** What a path means: an attempt file, a folder `NN-slug/`, or a folder of such. @throws UsageError */
function findSubmissions(catalog: Catalog, path: string, asked: string | undefined): Submission[] {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (!status) throw new UsageError(`${path} is not there.`, "Give a file, a folder NN-slug/, or a folder of such.");
  const chosen = asked === undefined ? undefined : catalog.find(asked);
  if (!status.isDirectory()) {
    const folder = dirname(resolve(path));
    const own = basename(path) === "attempt.ts" ? byFolder(catalog, folder) : undefined;
    const kata = chosen ?? own ?? byName(catalog, path);
    return [{ name: path, file: resolve(path), kata, siblings: own !== undefined }];
  }
  const own = chosen ?? byFolder(catalog, resolve(path));
  if (own && (existsSync(join(path, "attempt.ts")) || byFolder(catalog, resolve(path))))
    return [{ name: path, file: resolve(path, "attempt.ts"), kata: own, siblings: true }];
  const inside = readdirSync(path, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() && byFolder(catalog, entry.name) && (!chosen || byFolder(catalog, entry.name) === chosen),
    )
    .map(({ name }) => name)
    .sort();
  if (inside.length === 0)
    throw new UsageError(
      `${path} holds nothing to grade.`,
      `Expected are folders such as ${catalog.katas[0]?.id}/ with an attempt.ts, or --kata with one attempt.ts in the folder.`,
    );
  if (!chosen) tellPassedOver(catalog, path);
  return inside.map((id) => ({
    name: join(path, id),
    file: resolve(path, id, "attempt.ts"),
    kata: byFolder(catalog, id)!,
    siblings: true,
  }));
}

/** Attempts of a folder that are not graded: whoever counts the records should know of them. */
function tellPassedOver(catalog: Catalog, path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const folder = join(path, entry.name);
    const known = byFolder(catalog, entry.name) !== undefined;
    if ((known && entry.isDirectory()) || !existsSync(join(folder, "attempt.ts"))) continue;
    console.error(`${printable(folder)} is not graded: ${known ? "it is a link." : "there is no kata of that name."}`);
  }
}

function byFolder(catalog: Catalog, folder: string): Kata | undefined {
  return catalog.katas.find(({ id }) => id === basename(folder));
}

/** A lone file named after its kata, `17-lstm.ts`. @throws UsageError */
function byName(catalog: Catalog, path: string): Kata {
  const stem = basename(path).replace(/\.ts$/, "");
  const found = catalog.katas.find(({ id }) => id === stem);
  if (found) return found;
  throw new UsageError(`${path} does not say which kata it is for.`, "Add --kata with its number or name.");
}

function textOf(name: string, result: KataResult, style: ReportStyle): string {
  return [
    style.paint.bold(`${name} (${result.kata})`),
    ...renderParts(result, style),
    renderSummary(result, style),
    ...renderReference(result, style),
    "",
  ].join("\n");
}

/** Standard output or a file, written with back-pressure. */
async function openOutput(
  file: string | undefined,
): Promise<{ write(text: string): Promise<void>; close(): Promise<void> }> {
  const doing = { en: `${file} cannot be written`, zh: `无法写入 ${file}` };
  const stream: Writable = file === undefined ? process.stdout : createWriteStream(file, { fd: openOwn(file, doing) });
  let failure: Error | undefined;
  if (file !== undefined)
    stream.on("error", (error) => {
      failure = error;
    });
  const check = () => {
    if (failure) throw faultOf(failure, doing);
  };
  return {
    async write(text) {
      check();
      if (!stream.write(text)) await Promise.race([once(stream, "drain"), once(stream, "close")]).catch(() => {});
      check();
    },
    async close() {
      if (file === undefined || failure) return;
      stream.end();
      await once(stream, "close").catch(() => {});
      check();
    },
  };
}

/** For writing, but not through a link: in the folder of an attempt, the attempt may have made it. @throws UsageError, HarnessFault */
function openOwn(file: string, doing: Text): number {
  const { O_CREAT, O_NOFOLLOW = 0, O_TRUNC, O_WRONLY } = constants;
  try {
    return openSync(file, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o666);
  } catch (error) {
    throw faultOfPath(error, doing);
  }
}
