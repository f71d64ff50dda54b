/** The content gate: proves that a kata grades what it says. */
import { join } from "node:path";
import { type Catalog, type Kata, referenceFile } from "../catalog/catalog.ts";
import { loadModules } from "../catalog/load.ts";
import { judge } from "../judge/judge.ts";
import { prepareKata } from "../judge/prepare.ts";
import type { SandboxPool } from "../sandbox/pool.ts";
import { checkDeclaration, checkExpected, checkGradients, checkMistakes, checkStray } from "./content.ts";
import { checkStatements } from "./statement.ts";

export interface GateReport {
  readonly kata: string;
  /** What is wrong, one sentence each, with the cure. */
  readonly problems: readonly string[];
  readonly parts: number;
  readonly cases: number;
  readonly mistakes: number;
  /** Parts that have neither a twin nor a reason for having none. */
  readonly withoutTwin: readonly string[];
}

/** Everything that a kata must show. @throws HarnessFault when content does not load */
export async function checkKata(catalog: Catalog, kata: Kata, pool: SandboxPool): Promise<GateReport> {
  const grading = await catalog.grading(kata);
  const declared = checkDeclaration(grading);
  const counts = {
    kata: kata.id,
    parts: Object.keys(kata.parts).length,
    cases: Object.values(grading.parts).reduce((sum, { cases }) => sum + cases.length, 0),
    mistakes: Object.values(grading.parts).reduce((sum, { mistakes }) => sum + mistakes.length, 0),
    withoutTwin: Object.entries(grading.parts).flatMap(([part, { twin }]) => (twin ? [] : [part])),
  };
  const reference = (await loadModules([referenceFile(kata)])).get(referenceFile(kata))!.exports;
  const stale = checkExpected(grading);
  const written = [...declared, ...checkStatements(grading, reference), ...checkStray(grading), ...stale];
  if (stale.length > 0 || declared.length > 0) return { ...counts, problems: written };
  const problems = [
    ...written,
    ...(await checkAttempts(catalog, kata, pool)),
    ...(await checkGradients(catalog, grading)),
    ...(await checkMistakes(catalog, grading)),
  ];
  return { ...counts, problems };
}

/** Through the real sandbox: the skeleton is unsolved, the reference gets full marks. */
async function checkAttempts(catalog: Catalog, kata: Kata, pool: SandboxPool): Promise<string[]> {
  const prepared = await prepareKata(catalog, kata);
  const skeleton = await judge(prepared, join(kata.pack, "katas", kata.id, "skeleton.ts"), { pool, siblings: false });
  const solved = await judge(prepared, referenceFile(kata), { pool, siblings: true });
  return [
    ...skeleton.parts
      .filter(({ verdict }) => verdict !== "not-implemented")
      .map(({ part, verdict }) => `the skeleton's ${part} must throw "not implemented", but its verdict is ${verdict}`),
    ...solved.parts
      .filter(({ verdict }) => verdict !== "passed")
      .map(({ part, verdict, cases }) => {
        const failed = cases.find((one) => one.verdict !== "passed");
        return `the reference's ${part} gets ${verdict} on "${failed?.name}"${failed?.problem ? `: ${failed.problem.message}` : ""}`;
      }),
  ];
}
