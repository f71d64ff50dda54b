/** The content gate: proves that a kata grades what it says. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Catalog, type Kata, referenceFile } from "../catalog/catalog.ts";
import { loadModules } from "../catalog/load.ts";
import { judge } from "../judge/judge.ts";
import { prepareKata } from "../judge/prepare.ts";
import type { SandboxPool } from "../sandbox/pool.ts";
import type { Kernels } from "../witness/kernels.ts";
import type { Witness } from "../witness/witness.ts";
import { checkDeclaration, checkExpected, checkGradients, checkMistakes, checkStray } from "./content.ts";
import { checkPictures } from "./pictures.ts";
import { checkStatements } from "./statement.ts";
import { checkTwinDeclarations, checkTwins, type TwinError, withoutTwin } from "./twins.ts";

export interface GateReport {
  readonly kata: string;
  /** What is wrong, one sentence each, with the cure. */
  readonly problems: readonly string[];
  readonly parts: number;
  readonly cases: number;
  readonly mistakes: number;
  /** Parts that say why they have no twin. */
  readonly withoutTwin: readonly string[];
  /** How far the twins are from the references, for each backend that was asked. */
  readonly twins: ReadonlyMap<string, readonly TwinError[]>;
  /** Parts that a backend cannot compute, with its reason. */
  readonly skipped: readonly string[];
  /** Parts that compute on a GPU, which this machine does not have. */
  readonly unproved: readonly string[];
}

export interface GateOptions {
  /** Backends on which the twins are held against the references. */
  readonly witnesses?: readonly Witness[];
  /** Runs the compute kernels of references and mistakes; without it, or without an adapter, those are not proved. */
  readonly kernels?: Kernels;
}

/** Everything that a kata must show. @throws HarnessFault when content does not load */
export async function checkKata(
  catalog: Catalog,
  kata: Kata,
  pool: SandboxPool,
  { witnesses = [], kernels }: GateOptions = {},
): Promise<GateReport> {
  const grading = await catalog.grading(kata);
  const declared = checkDeclaration(grading);
  const counts = {
    kata: kata.id,
    parts: Object.keys(kata.parts).length,
    cases: Object.values(grading.parts).reduce((sum, { cases }) => sum + cases.length, 0),
    mistakes: Object.values(grading.parts).reduce((sum, { mistakes }) => sum + mistakes.length, 0),
    withoutTwin: withoutTwin(grading),
  };
  const twins = new Map<string, readonly TwinError[]>();
  const skipped: string[] = [];
  const reference = (await loadModules([referenceFile(kata)])).get(referenceFile(kata))!.exports;
  const stale = checkExpected(grading);
  const unwitnessed = checkTwinDeclarations(grading);
  const written = [
    ...declared,
    ...checkStatements(grading, reference),
    ...checkStray(grading),
    ...stale,
    ...unwitnessed,
  ];
  if (stale.length > 0 || declared.length > 0) return { ...counts, problems: written, twins, skipped, unproved: [] };
  const attempts = await checkAttempts(catalog, kata, pool, kernels);
  const problems = [
    ...written,
    ...attempts.problems,
    ...(await checkGradients(catalog, grading)),
    ...(await checkMistakes(catalog, grading, attempts.unproved.length > 0 ? undefined : kernels)),
  ];
  if (unwitnessed.length === 0)
    for (const witness of witnesses) {
      const checked = await checkTwins(catalog, kata, witness);
      problems.push(...checked.problems);
      for (const [part, why] of checked.skipped) skipped.push(`${part} on ${witness.info.name}: ${why}`);
      twins.set(witness.info.name, checked.errors);
    }
  return { ...counts, problems, twins, skipped, unproved: attempts.unproved };
}

/** Through the real sandbox: the skeleton is unsolved, the reference gets full marks, and so do right answers written in other styles. */
async function checkAttempts(
  catalog: Catalog,
  kata: Kata,
  pool: SandboxPool,
  kernels: Kernels | undefined,
): Promise<{ problems: string[]; unproved: string[] }> {
  const prepared = await prepareKata(catalog, kata);
  const drawn = checkPictures({ kata }, prepared.parts);
  const skeleton = await judge(prepared, join(kata.pack, "katas", kata.id, "skeleton.ts"), { pool, siblings: false });
  const solved = await judge(prepared, referenceFile(kata), { pool, siblings: true, kernels });
  const unproved = solved.parts.flatMap(({ part, verdict }) => (verdict === "not-graded" ? [part] : []));
  const styles = rightAnswers(kata).map(async (file) => {
    const { parts } = await judge(prepared, join(folderOfRightAnswers(kata), file), {
      pool,
      siblings: false,
      kernels,
    });
    const tried = parts.filter(({ verdict }) => verdict !== "missing-export" && verdict !== "not-graded");
    if (tried.length === 0) return [`right/${file} gets ${parts[0]?.verdict} and answers no part`];
    return tried.flatMap(({ part, verdict, diagnosis }) => [
      ...(verdict === "passed" ? [] : [`right/${file}: ${part} is right and gets ${verdict}`]),
      ...(diagnosis ? [`right/${file}: ${part} is right and is diagnosed as ${diagnosis.id}`] : []),
    ]);
  });
  const problems = [
    ...drawn,
    ...(await Promise.all(styles)).flat(),
    ...skeleton.parts
      .filter(({ verdict }) => verdict !== "not-implemented")
      .map(({ part, verdict }) => `the skeleton's ${part} must throw "not implemented", but its verdict is ${verdict}`),
    ...solved.parts
      .filter(({ verdict }) => verdict !== "passed" && verdict !== "not-graded")
      .map(({ part, verdict, cases }) => {
        const failed = cases.find((one) => one.verdict !== "passed");
        return `the reference's ${part} gets ${verdict} on "${failed?.name}"${failed?.problem ? `: ${failed.problem.message}` : ""}`;
      }),
  ];
  return { problems, unproved };
}

/** Right answers in other styles than the reference's, `fixtures/NN-slug/right/`: loops, helpers, recursion. */
function folderOfRightAnswers({ pack, id }: Kata): string {
  return join(pack, "fixtures", id, "right");
}

function rightAnswers(kata: Kata): string[] {
  const folder = folderOfRightAnswers(kata);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
