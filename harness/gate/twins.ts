/** What every twin must show: that it is there or says why not, that it is independent, and that it agrees with the hand-derived reference. */
import { existsSync, readFileSync } from "node:fs";
import type { Catalog } from "../catalog/catalog.ts";
import { type Kata, type LoadedGrading, twinFile } from "../catalog/catalog.ts";
import { compare } from "../grade/compare.ts";
import { FLOAT32_TINY, kindOf, type ToleranceKind } from "../grading.ts";
import { prepareKata } from "../judge/prepare.ts";
import { witnessKata } from "../judge/witnessed.ts";
import { finiteNumbers, largestOf, leavesOf } from "../tensor.ts";
import { Unsupported, type Witness } from "../witness/witness.ts";
import { outputsOf } from "./content.ts";

/** How far a part's twin is from its reference at most, relative to the largest entry of each tensor. */
export interface TwinError {
  readonly kata: string;
  readonly part: string;
  readonly kind: ToleranceKind;
  readonly error: number;
}

/** What can be seen without a backend. */
export function checkTwinDeclarations({ kata, parts }: LoadedGrading): string[] {
  const text = existsSync(twinFile(kata)) ? readFileSync(twinFile(kata), "utf8") : "";
  const exported = new Set([...text.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name]) => name));
  const problems = Object.entries(parts).flatMap(([part, { twin, cases }]) => {
    if (twin && "none" in twin) return exported.has(part) ? [`${part} has a twin and says that it has none`] : [];
    const unknown = Object.keys(twin?.except ?? {}).filter((name) => !cases.some((one) => one.name === name));
    return [
      ...(exported.has(part)
        ? []
        : [`${part} has no twin: export it from reference/${kata.id}/tfjs.ts, or say why not by \`twin: none("…")\``]),
      ...unknown.map((name) => `${part}: the twin excepts "${name}", which is no case`),
    ];
  });
  const stray = [...exported].filter((name) => !parts[name]).map((name) => `tfjs.ts exports ${name}, which is no part`);
  // A twin that calls the reference would witness nothing.
  const copied = /^import (?!type\b)[^;]*float64/m.test(text)
    ? ["tfjs.ts imports float64.ts: only types may come from there"]
    : [];
  return [...problems, ...stray, ...copied];
}

/** Parts without a twin. */
export function withoutTwin({ parts }: LoadedGrading): string[] {
  return Object.entries(parts).flatMap(([part, { twin }]) => (twin && "none" in twin ? [part] : []));
}

/** On a backend: each twin agrees with its reference within float32, and each mistake is still rejected when the twin is what it is held against. */
export async function checkTwins(
  catalog: Catalog,
  kata: Kata,
  witness: Witness,
): Promise<{ problems: string[]; errors: TwinError[]; skipped: ReadonlyMap<string, string> }> {
  const { name } = witness.info;
  const problems: string[] = [];
  const skipped = new Map<string, string>();
  const prepared = await witnessKata(await prepareKata(catalog, kata), witness, (part, caseName, error) => {
    if (error instanceof Unsupported) skipped.set(part, error.message);
    else problems.push(`${part}, "${caseName}", on ${name}: ${error.message}`);
  });
  const mistakes = await prepared.mistakes();
  const errors: TwinError[] = [];
  for (const part of prepared.parts) {
    const witnessed = part.cases.filter((one) => one.held.expected !== one.expected);
    for (const one of witnessed) {
      const mismatch = compare(one.expected, one.held.expected, one.held.tolerance);
      if (mismatch)
        problems.push(
          `${part.name}, "${one.name}": the twin on ${name} and the reference differ: ${JSON.stringify(mismatch)}`,
        );
    }
    const worst = largestOf(witnessed.map((one) => relativeError(one.expected, one.held.expected)));
    if (witnessed.length > 0) errors.push({ kata: kata.id, part: part.name, kind: kindOf(part.grading), error: worst });
    for (const mistake of mistakes.filter((one) => one.part === part.name)) {
      const outputs = outputsOf(mistake, part);
      const passes = part.cases.every(
        (one) => one.large || compare(one.held.expected, outputs.get(one.name), one.held.tolerance) === undefined,
      );
      if (passes)
        problems.push(`${part.name}: the mistake "${mistake.name}" passes when the twin on ${name} grades it`);
    }
  }
  return { problems, errors, skipped };
}

/** The largest difference over the largest entry, of the worst tensor; tensors without a finite number do not count. */
function relativeError(expected: unknown, actual: unknown): number {
  const tensors = new Map<string, { error: number; largest: number }>();
  const found = leavesOf(actual);
  for (const [i, { tensor, value }] of leavesOf(expected).entries()) {
    const numbers = finiteNumbers([value, found[i]?.value]);
    if (!numbers) continue;
    const { error, largest } = tensors.get(tensor) ?? { error: 0, largest: 0 };
    tensors.set(tensor, {
      error: Math.max(error, Math.abs(numbers[0] - numbers[1])),
      largest: Math.max(largest, Math.abs(numbers[0])),
    });
  }
  return largestOf(
    [...tensors.values()].map(({ error, largest }) => (largest > FLOAT32_TINY ? error / largest : error)),
  );
}
