import { TypeChecker } from "../compile/type-check.ts";
import { inOneLine } from "../fault.ts";
import { judgeAndKeep } from "../judge/judge.ts";
import { prepareKata } from "../judge/prepare.ts";
import { timeKata } from "../judge/speed.ts";
import { witnessKata } from "../judge/witnessed.ts";
import { renderSpeed } from "../report/speed.ts";
import { renderReference, renderSummary, renderTypeProblems } from "../report/summary.ts";
import { type ReportStyle, renderConsole, renderParts } from "../report/terminal.ts";
import { SandboxPool } from "../sandbox/pool.ts";
import { passedParts } from "../verdict.ts";
import { Kernels } from "../witness/kernels.ts";
import { openReference, type ReferenceOptions } from "./backend.ts";
import { type Desk, exerciseOf, kataAsked, openDesk } from "./desk.ts";
import { EXIT } from "./failure.ts";
import type { GlobalOptions } from "./options.ts";

export interface RunOptions extends GlobalOptions, ReferenceOptions {
  readonly reveal?: boolean;
  readonly time?: boolean;
}

/** Grades the attempt of one kata once and prints what the watch screen would show. */
export async function run(name: string | undefined, options: RunOptions): Promise<number> {
  const desk = await openDesk(options);
  const kata = kataAsked(desk, name);
  desk.attempts.prepare([exerciseOf(kata)]);
  await gradeAndPrint(desk, kata.id, options);
  return EXIT.ok;
}

export async function gradeAndPrint(
  desk: Desk,
  id: string,
  { reveal = false, time = false, ...options }: Pick<RunOptions, "reveal" | "time" | "reference" | "backend"> = {},
): Promise<void> {
  const { catalog, attempts, progress, words, language, paint, width } = desk;
  const kata = catalog.find(id);
  const witness = await openReference(options, language);
  const pool = new SandboxPool(undefined, { size: 1 });
  const kernels = new Kernels();
  const types = new TypeChecker();
  try {
    const file = attempts.file(id);
    const plain = await prepareKata(catalog, kata);
    const prepared = witness ? await witnessKata(plain, witness) : plain;
    const [{ result, compiled }, problems] = await Promise.all([
      judgeAndKeep(prepared, file, { pool, siblings: true, kernels }),
      keepAlive(types.check(file)),
    ]);
    const style: ReportStyle = { words, language, paint, width, reveal, revealTip: words.revealTipCommand };
    const lines = [
      paint.bold(`${kata.id} · ${kata.title[language]}`),
      "",
      ...renderParts(result, style),
      ...renderConsole(result.console, style),
      ...renderTypeProblems(problems, style),
      "",
      renderSummary(result, style),
      ...renderReference(result, style),
      ...(result.verdict === "passed" ? [paint.green(words.allPassedCommand)] : []),
    ];
    console.log(lines.join("\n"));
    if (time) {
      const passed = result.parts.filter(({ verdict }) => verdict === "passed").length;
      if (passed > 0) console.error(paint.dim(words.timing(passed)));
      console.log(renderSpeed(await timeKata(prepared, compiled, result, { pool }), style).join("\n"));
    }
    progress.graded(id, result.score, passedParts(result));
    const unsaved = progress.save();
    if (unsaved) console.error(words.unsaved(inOneLine(unsaved, language)));
  } finally {
    types.close();
    pool.close();
    await kernels.close();
    await witness?.close();
  }
}

/** The type checker's thread does not keep the process alive; waiting for it does. */
async function keepAlive<T>(promise: Promise<T>): Promise<T> {
  const timer = setInterval(() => {}, 1_000);
  try {
    return await promise;
  } finally {
    clearInterval(timer);
  }
}
