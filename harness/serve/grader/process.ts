/**
 * The process that grades for a server: it draws cases, computes expectations, looks for mistakes and compares attempts, all of which would hold up a
 * thread that answers requests. What it needs comes with each question; it holds no store, and ends with its parent.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareAttempts } from "../../assess/similarity.ts";
import { type Kata, openCatalog, readSkeleton } from "../../catalog/catalog.ts";
import { warmUpCompiler } from "../../compile/compile.ts";
import { inOneLine } from "../../fault.ts";
import { judge } from "../../judge/judge.ts";
import { type PreparedKata, prepareKata } from "../../judge/prepare.ts";
import { packageVersion } from "../../paths.ts";
import { picturesOf } from "../../report/pictures/pictures-of.ts";
import { toRecord } from "../../report/record.ts";
import { detailLine } from "../../report/terminal.ts";
import { probeLayers } from "../../sandbox/layers.ts";
import { SandboxPool } from "../../sandbox/pool.ts";
import type { KataResult, PartResult } from "../../verdict.ts";
import { Kernels } from "../../witness/kernels.ts";
import { wordsIn } from "../../words/words.ts";
import { Recent } from "../recent.ts";
import type { PartPictures, TeamRecord, Work, WorkReply } from "./protocol.ts";
import { viewRun } from "./run-view.ts";

/** Prepared katas of candidates: one holds 2 MB at most. */
const PREPARED = 24;
const HARNESS = {
  version: packageVersion,
  node: process.versions.node,
  platform: `${process.platform}-${process.arch}`,
};

const [waiting, ...packs] = process.argv.slice(2);
const layers = probeLayers();
const pool = new SandboxPool(layers, { size: Number(waiting) });
const catalog = await openCatalog(packs);
const kernels = new Kernels();
const folder = await mkdtemp(join(tmpdir(), "katagrad-grader-"));
const prepared = new Recent<Promise<PreparedKata>>(PREPARED);
let attempts = 0;

async function grade({ kata: name, source, secret }: Extract<Work, { type: "grade" }>): Promise<TeamRecord> {
  const kata = catalog.find(name);
  const result = await judgeText(await prepare(kata, `${kata.id} ${secret}`, { secret }), source, true);
  const record = toRecord(kata.id, result, HARNESS, (one) => detailLine(one, wordsIn("en")));
  return { record, console: result.console, pictures: result.parts.flatMap(picturesOfWrong) };
}

function picturesOfWrong(part: PartResult): PartPictures[] {
  const pictures = part.verdict === "passed" ? [] : picturesOf(part, { reveal: true });
  return pictures.length > 0 ? [{ part: part.part, pictures }] : [];
}

async function runExamples({ kata: name, source }: Extract<Work, { type: "run" }>) {
  const kata = catalog.find(name);
  return viewRun(await judgeText(await prepare(kata, kata.id, { shownOnly: true }), source, false));
}

/** One that failed is prepared again the next time, with whatever was mended. */
function prepare(kata: Kata, key: string, options: { secret?: string; shownOnly?: boolean }): Promise<PreparedKata> {
  return prepared.get(key, () => {
    const made = prepareKata(catalog, kata, options);
    made.catch(() => prepared.drop(key));
    return made;
  });
}

async function judgeText(kata: PreparedKata, source: string, diagnose: boolean): Promise<KataResult> {
  const own = join(folder, String(attempts++));
  try {
    await mkdir(own);
    const file = join(own, "attempt.ts");
    await writeFile(file, source);
    return await judge(kata, file, { pool, siblings: false, kernels, diagnose });
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

async function answer(work: Work): Promise<WorkReply> {
  switch (work.type) {
    case "grade":
      return { type: "graded", graded: await grade(work) };
    case "run":
      return { type: "ran", run: await runExamples(work) };
    case "compare":
      return {
        type: "compared",
        similarity: compareAttempts(work.attempts, readSkeleton(catalog.find(work.kata))),
      };
  }
}

process.on("message", async ({ id, ...work }: Work & { id: number }) => {
  const reply = await answer(work as Work).catch(
    (error): WorkReply => ({ type: "failed", message: inOneLine(error, "en") }),
  );
  process.send?.({ ...reply, id });
});
process.on("disconnect", async () => {
  pool.close();
  await Promise.allSettled([kernels.close(), rm(folder, { recursive: true, force: true })]);
  process.exit(0);
});
// A signal for the whole group is the parent's to answer: it lets us finish what we hold.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});

await warmUpCompiler();
const missing = layers.missing.find(({ layer }) => layer === "namespaces")?.reason ?? "";
process.send?.({ type: "ready", isolation: layers.isolation, missing } satisfies WorkReply);
