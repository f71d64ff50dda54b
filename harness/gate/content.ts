/** What every grading must show: that the reference is right, that each mistake is caught and named, and that nothing is stale. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalog, commandName, expectedFile, type LoadedGrading, type MistakeModule } from "../catalog/catalog.ts";
import { type ExpectedFile, writeExpectedText } from "../catalog/expected.ts";
import { compare } from "../grade/compare.ts";
import { diagnose, type EvidenceCase } from "../grade/diagnose.ts";
import { centralDifference, directionsFor, entryAt } from "../grade/gradient.ts";
import type { Group } from "../grading.ts";
import { kernelOutputs } from "../judge/kernels.ts";
import { expectedOf, inputOf, type PreparedCase, type PreparedPart, prepareKata } from "../judge/prepare.ts";
import { materialize } from "../rng.ts";
import type { Kernels } from "../witness/kernels.ts";

/** What the reference returns for every case whose expectation is committed. */
export function computeExpected({ kata, parts }: LoadedGrading): ExpectedFile {
  return new Map(
    Object.keys(kata.parts).map((name) => {
      const part = parts[name];
      const values = part.cases
        .filter((one) => !one.large)
        .map((one): [string, unknown] => {
          const { args, launch } = inputOf(kata, name, part, one);
          return [one.name, expectedOf(part, args, launch)];
        });
      return [name, new Map(values)];
    }),
  );
}

/** Whether `expected.json` is what would be written now. */
export function checkExpected(grading: LoadedGrading): string[] {
  const cure = `run \`kata dev fixtures ${commandName(grading.kata)}\``;
  try {
    const text = readFileSync(expectedFile(grading.kata), "utf8").replaceAll("\r\n", "\n");
    const now = writeExpectedText(grading.kata.id, grading.hash, computeExpected(grading));
    return text === now ? [] : [`expected.json is not what the reference gives now: ${cure}`];
  } catch {
    return [`expected.json is missing: ${cure}`];
  }
}

/** Declarations that the types cannot hold. */
export function checkDeclaration({ kata, parts }: LoadedGrading): string[] {
  const problems: string[] = [];
  for (const [name, { points, hints }] of Object.entries(kata.parts)) {
    const part = parts[name];
    if (!part) return [`${name} has no grading`];
    if (!(Number.isInteger(points) && points > 0)) problems.push(`${name}: points must be a positive whole number`);
    if (hints.length < 3) problems.push(`${name}: three hints are needed (nudge, formula, pseudo-code)`);
    if (hints.some(({ en, zh }) => !en.trim() || !zh.trim())) problems.push(`${name}: a hint is empty in one language`);
    const groups = new Set<Group>(part.cases.map((one) => one.group));
    for (const group of ["basic", "edge"] as const)
      if (!groups.has(group)) problems.push(`${name}: no case of the group "${group}"`);
    if (!part.cases.some((one) => one.shown)) problems.push(`${name}: no shown case`);
    if (part.cases.every((one) => one.shown)) problems.push(`${name}: no hidden case`);
    const seen = new Set<string>();
    for (const one of part.cases) {
      if (seen.has(one.name)) problems.push(`${name}: two cases are named "${one.name}"`);
      seen.add(one.name);
    }
    for (const { name: mistake, unsettled = [] } of part.mistakes)
      for (const one of unsettled)
        if (!seen.has(one)) problems.push(`${name}: the mistake "${mistake}" names "${one}", which is no case`);
  }
  return problems;
}

/** Held against central differences of the forward part, on basic and scale cases: edges sit on kinks. */
export async function checkGradients(catalog: Catalog, { kata, parts }: LoadedGrading): Promise<string[]> {
  const prepared = await prepareKata(catalog, kata);
  const problems: string[] = [];
  for (const { name, grading: part, cases } of prepared.parts) {
    const relation = part.gradientOf;
    if (!relation) continue;
    const forward = parts[relation.part];
    if (!forward) {
      problems.push(`${name}: gradientOf names "${relation.part}", which is no part`);
      continue;
    }
    for (const one of cases.filter(({ group }) => group === "basic" || group === "scale")) {
      const args = materialize(one.args);
      const forwardArgs = relation.args ? relation.args(...args) : args;
      for (const [key, path] of Object.entries(relation.wrt)) {
        const claimed = key === "" ? one.expected : entryAt(one.expected, [key]);
        const [direction] = directionsFor(entryAt(forwardArgs, path), 1);
        const { slope, resolution } = await centralDifference(forwardArgs, path, direction, (moved) =>
          relation.loss(forward.reference(...moved), ...args),
        );
        const along = direction.dot(claimed);
        if (!(Math.abs(along - slope) <= resolution))
          problems.push(
            `${name}, "${one.name}": ${key || "the gradient"} is ${along} along a direction, finite differences give ${slope}`,
          );
      }
    }
  }
  return problems;
}

/**
 * Each mistake fails, is named by the diagnosis, and at least one of each part passes the shown cases. Those of a compute kernel are run where there is an
 * adapter.
 */
export async function checkMistakes(catalog: Catalog, grading: LoadedGrading, kernels?: Kernels): Promise<string[]> {
  const prepared = await prepareKata(catalog, grading.kata);
  const mistakes = await prepared.mistakes();
  const checked: string[] = [];
  for (const part of prepared.parts) {
    if (part.grading.kernel && !kernels) continue;
    const own = mistakes.filter((mistake) => mistake.part === part.name);
    const outputs = new Map<string, Map<string, unknown>>();
    for (const mistake of own) outputs.set(mistake.name, await outputsOn(mistake, part, kernels));
    checked.push(...checkMistakesOf(part, own, outputs));
  }
  return checked;
}

function outputsOn(
  mistake: MistakeModule,
  part: PreparedPart,
  kernels: Kernels | undefined,
): Promise<Map<string, unknown>> {
  const plain = outputsOf(mistake, part);
  return part.grading.kernel && kernels
    ? kernelOutputs(withoutLarge(part), (one) => plain.get(one.name), kernels)
    : Promise.resolve(plain);
}

function checkMistakesOf(
  part: PreparedPart,
  own: readonly MistakeModule[],
  outputs: ReadonlyMap<string, ReadonlyMap<string, unknown>>,
): string[] {
  const known = own.map(({ name, says, unsettled }) => ({
    name,
    says,
    unsettled,
    outputOf: (one: string) => outputs.get(name)!.get(one),
  }));
  const problems = own.length < 2 ? [`${part.name}: at least two known mistakes are needed`] : [];
  let survive = 0;
  for (const { name } of own) {
    const cases = withoutLarge(part).map((one): EvidenceCase & { shown: boolean } => {
      const actual = outputs.get(name)!.get(one.name);
      const right = compare(one.held.expected, actual, one.held.tolerance) === undefined;
      return { ...one, verdict: right ? "passed" : "wrong-value", actual };
    });
    if (cases.every((one) => !one.shown || one.verdict === "passed")) survive++;
    if (cases.every((one) => one.shown || one.verdict === "passed")) {
      problems.push(`${part.name}: the mistake "${name}" passes every hidden case`);
      continue;
    }
    const said = diagnose({ cases, mistakes: known })?.id;
    if (said !== `mistake:${name}`)
      problems.push(`${part.name}: the mistake "${name}" is diagnosed as ${said ?? "nothing"}`);
  }
  if (own.length > 0 && survive === 0)
    problems.push(`${part.name}: no mistake passes the shown cases, so the hidden ones add nothing`);
  return problems;
}

/** A mistake must die at a case of ordinary size; dozens of them on a large one would take minutes. */
function withoutLarge({ cases }: PreparedPart): readonly PreparedCase[] {
  return cases.filter(({ large }) => !large);
}

/** What a mistake gives for each case; a case on which it throws is left out. */
export function outputsOf(mistake: MistakeModule, part: PreparedPart): Map<string, unknown> {
  const implementation = mistake.exported(part.name);
  const outputs = new Map<string, unknown>();
  for (const one of withoutLarge(part)) {
    try {
      outputs.set(one.name, implementation?.(...(materialize(one.args) as never[])));
    } catch {}
  }
  return outputs;
}

/** Files of a kata's folders that nothing reads. */
export function checkStray({ kata }: LoadedGrading): string[] {
  const allowed: Record<string, RegExp> = {
    katas: /^(README(\.zh-CN)?\.md|kata\.ts|skeleton\.ts|.*\.svg)$/,
    reference: /\.ts$/,
    fixtures: /^(expected\.json|right|.*\.ts)$/,
  };
  return Object.entries(allowed).flatMap(([house, pattern]) =>
    readdirSync(join(kata.pack, house, kata.id))
      .filter((file) => !pattern.test(file))
      .map((file) => `stray file ${house}/${kata.id}/${file}: remove it`),
  );
}
